"""Reads about work."""

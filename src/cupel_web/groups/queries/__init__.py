"""Reads about groups."""

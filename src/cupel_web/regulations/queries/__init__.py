"""Reads of instruments."""

"""Revision cycles of standards, and when the next review is due."""

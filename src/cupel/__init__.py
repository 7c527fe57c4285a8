"""Cupel: a standard you can run. The engine: no Django, no clock, no network unless a caller passes them in."""

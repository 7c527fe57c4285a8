"""Pages of a standard that are read and not edited: HTML and PDF."""

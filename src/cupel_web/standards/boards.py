"""Pages of this room that rooms above add to."""

from cupel_web.kernel.panels import Board

CLAUSES = Board()
"""Pages of clauses, named by their uid."""

EDITIONS = Board()
"""Pages of editions, named by standard and edition."""

CYCLES = Board()
"""Pages of revision cycles."""

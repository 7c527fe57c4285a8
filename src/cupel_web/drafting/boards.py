"""Pages of this room that rooms above add to."""

from cupel_web.kernel.panels import Board

DRAFTS = Board()
"""Pages of drafts."""

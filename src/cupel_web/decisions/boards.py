"""Pages of this room that rooms above add to."""

from cupel_web.kernel.panels import Board

BALLOTS = Board()
"""Pages of ballots."""

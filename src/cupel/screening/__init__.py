"""Names and numbers of parties against sanctions and watch lists."""

from cupel.screening.exact import exact_hits

__all__ = ["exact_hits"]

"""Origins of what a plant took in, as shares of mass: known, unknown, from listed areas."""

import polars as pl

from cupel.diligence.dossier import Dossier
from cupel.diligence.facts.origin import BASIS
from cupel.diligence.registry import BOOL, FRACTION, GRAMS, SHARE, fact
from cupel.diligence.tracing import charged_shares

EITHER = "either"


def _subject() -> pl.Expr:
    return pl.format("{}|{}|{}", "site_id", "metal", "period")


@fact("site-metal-period", has_input=BOOL, input_g=GRAMS, unknown_origin_share=FRACTION, recycled_share=FRACTION)
def input_shares(dossier: Dossier) -> pl.DataFrame:
    """Grams of the metal that the plant took in during the quarter; the share whose place of origin is not known by
    region, and the share bought as scrap (declared basis)."""
    found = charged_shares(dossier, basis=EITHER)
    return found.select(
        subject_id=_subject(),
        has_input=pl.col("mass_g") > 0,
        input_g="mass_g",
        unknown_origin_share="unknown",
        recycled_share="recycled",
    )


@fact("site-metal-period", arguments={"basis": BASIS}, listed_origin_share=SHARE)
def listed_origin_share(dossier: Dossier, *, basis: str) -> pl.DataFrame:
    """Share of the metal whose origin lies in a listed area on the loading day: at least the certain, at most the
    possible share (unknown origins may be listed)."""
    found = charged_shares(dossier, basis=basis)
    return found.select(
        pl.col("listed_possible").alias("listed_origin_share:possible"),
        subject_id=_subject(),
        listed_origin_share="listed_certain",
    )

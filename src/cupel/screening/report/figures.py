"""The figures of a screening: parties and hits in numbers, hits by band of scores, what each threshold would cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from cupel.messages import _
from cupel.screening.against import LOWEST, Screening
from cupel.screening.beside import Owned
from cupel.screening.evidence import AGREES
from cupel.screening.owners import LISTED, UNKNOWN, percent
from cupel.screening.screen import BAND
from cupel.standard.units import GAP

TALLEST = 220.0
"""Height of the highest bar in the picture."""

WIDTH = 40.0
"""Width of a bar with the space beside it."""


@dataclass(frozen=True, kw_only=True)
class Band:
    """Hits of a band of scores; ``under``: pairs in it that the threshold left out."""

    label: str
    hits: int
    under: int


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar of the picture, in its own units; ``y`` is its upper end."""

    label: str
    number: str
    x: float
    y: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a threshold would leave to review; ``share`` of the most hits, ``asked``: the threshold of this run."""

    threshold: str
    hits: int
    subjects: int
    closed: int
    hours: str
    share: float
    asked: bool


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """Parties screened, with a hit, without one, and those whose names do not tell who it is; hits by number."""

    parties: int
    hits: int
    with_hit: int
    without: int
    by_number: int
    unscreenable: int
    left_out: int


@dataclass(frozen=True, kw_only=True)
class Holders:
    """Parties that listed parties own: the first ``rows`` and how many are ``left``, how many count as owned or may,
    what counts as owned in words.
    """

    rows: list[dict[str, Any]]
    left: int
    listed: int
    unknown: int
    threshold: str
    given: bool
    other_links: int


def holders(owned: Owned, *, most: int) -> Holders:
    """What the report tells of ownership."""
    rule, shown = owned.rule, owned.parties.head(most)
    text = _("more than {share}") if rule.comparator == ">" else _("{share} or more")
    rows = [
        {**row, "known": percent(row["known_share"]), "possible": percent(row["possible_share"])}
        for row in shown.iter_rows(named=True)
    ]
    return Holders(
        rows=rows,
        left=owned.parties.height - shown.height,
        listed=owned.number(LISTED),
        unknown=owned.number(UNKNOWN),
        threshold=text.format(share=percent(rule.threshold)),
        given=owned.intake is not None,
        other_links=owned.other_links,
    )


def count(number: int) -> str:
    """``12 345``."""
    return f"{number:,}".replace(",", GAP)


def numbers(screening: Screening) -> Numbers:
    """The numbers asked for first."""
    hits, parties = screening.hits, screening.parties.subjects.entity.height
    with_hit = hits["subject_id"].n_unique()
    return Numbers(
        parties=parties,
        hits=hits.height,
        with_hit=with_hit,
        without=parties - with_hit,
        by_number=hits.filter(pl.col("identifier") == AGREES).height,
        unscreenable=screening.unscreenable["entity_id"].n_unique(),
        left_out=screening.parties.left_out,
    )


def bands(screening: Screening) -> list[Band]:
    """Bands of scores from the highest to the lowest; hits by number stand apart."""
    hit = ["subject_id", "entity_id", "list_id"]
    under = screening.pairs.join(screening.hits.select(hit), on=hit, how="anti")
    counted = [_by_band(frame) for frame in (screening.hits, under)]
    lower = [round(LOWEST + BAND * step, 2) for step in range(round((1 - LOWEST) / BAND))]
    named: list[tuple[float, str]] = [(1.0, _("number in common")), *_labels(lower), (0.0, f"< {LOWEST:.2f}")]
    return [Band(label=label, hits=counted[0].get(key, 0), under=counted[1].get(key, 0)) for key, label in named]


def _labels(lower: Sequence[float]) -> list[tuple[float, str]]:
    return [(each, _("from {lower}").format(lower=f"{each:.2f}")) for each in reversed(lower)]


def _by_band(hits: pl.DataFrame) -> dict[float, int]:
    """Number by lower end of the band; 1 for a number in common, 0 for all below the lowest."""
    tiny = 1e-9
    lower = ((pl.col("score") + tiny) / BAND).floor() * BAND
    number = (pl.col("identifier") == AGREES).fill_null(False)
    band = pl.when(number).then(1.0).when(pl.col("score") < LOWEST).then(0.0).otherwise(lower.round(2))
    return dict(hits.group_by(band=band).len().iter_rows())


def bars(found: Sequence[Band]) -> list[Bar]:
    """The hits of each band as a picture, low scores on the left."""
    most = max((band.hits for band in found), default=0) or 1
    drawn = []
    for place, band in enumerate(reversed(found)):
        height = round(max(band.hits / most * TALLEST, 1.0 if band.hits else 0.0), 2)
        drawn.append(
            Bar(label=band.label, number=count(band.hits), x=place * WIDTH, y=round(TALLEST - height, 2), height=height)
        )
    return drawn


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Hits of one list at a threshold that a new version left, brought and took; shares in words, empty without
    hits.
    """

    threshold: str
    stayed: int
    appeared: int
    vanished: int
    stable: str
    closed: str
    asked: bool


def turns(moved: Mapping[str, Any], *, threshold: float) -> list[Turn]:
    """The rows of one list's stability."""
    return [
        Turn(
            threshold=f"{row['threshold']:.2f}",
            **{name: row[name] for name in ("stayed", "appeared", "vanished")},
            stable=_whole_percent(row["stable_share"]),
            closed=_whole_percent(row["closed_share"]),
            asked=abs(row["threshold"] - threshold) < 1e-9,
        )
        for row in moved["steps"]
    ]


def _whole_percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f} %"


def steps(load: Mapping[str, Any]) -> list[Step]:
    """The rows of the tuning report."""
    rows = load["load"]
    most = max((row["hits"] for row in rows), default=0) or 1
    return [
        Step(
            threshold=f"{row['threshold']:.2f}",
            hits=row["hits"],
            subjects=row["subjects"],
            closed=row["closed"],
            hours=f"{row['hours']:,.1f}".replace(",", GAP),
            share=row["hits"] / most,
            asked=abs(row["threshold"] - load["threshold"]) < 1e-9,
        )
        for row in rows
    ]

"""How a threshold pays, on a company's own data: work against what is found; with decisions, how far scores tell."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from cupel.screening.evidence import AGREES, PAIR
from cupel.screening.index import Names, prepared
from cupel.screening.memory import CLEARED, CONFIRMED, MATCH, NO_MATCH
from cupel.screening.vocabulary import alike

STEPS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)
MINUTES_PER_HIT = 3.0
MINUTES_PER_HOUR = 60
MOST_WORDS = 10
BAND = 0.05
TINY = 1e-9
"""A score that lies on the edge of a band by a rounding error belongs to the upper band."""


def load_per_threshold(
    hits: pl.DataFrame, *, steps: tuple[float, ...] = STEPS, minutes_per_hit: float = MINUTES_PER_HIT
) -> pl.DataFrame:
    """What each threshold would leave to review, from hits of a screening at the lowest of ``steps`` or below.

    ``hits`` as :func:`cupel.screening.screen` gives them, or with their ``state``
    (:func:`cupel.screening.remembered`). Returns ``threshold, hits, subjects, by_number, closed`` (by decisions made
    before), ``closed_share`` (null without hits), ``hours`` (for those left, at ``minutes_per_hit``). Hits by number
    stay at any threshold.
    """
    known = hits.with_columns(_closed=_closed(hits), _number=_by_number())
    rows = [
        known.filter(_is_hit(step)).select(
            threshold=pl.lit(step), hits=pl.len(), subjects=pl.col("subject_id").n_unique(),
            by_number=pl.col("_number").sum(), closed=pl.col("_closed").sum(),
        )
        for step in steps
    ]  # fmt: skip
    told = pl.concat(rows).with_columns(pl.exclude("threshold").cast(pl.Int64))
    return told.with_columns(
        closed_share=_share("closed", pl.col("hits")),
        hours=(pl.col("hits") - pl.col("closed")) * minutes_per_hit / MINUTES_PER_HOUR,
    )


def stability_per_threshold(
    now: pl.DataFrame, before: pl.DataFrame, *, steps: tuple[float, ...] = STEPS
) -> pl.DataFrame:
    """How hits come and go from one version of a list to the next, at each threshold.

    ``now``, ``before``: pairs of the same parties with both versions, as :func:`load_per_threshold` takes them. Returns
    ``threshold, stayed, appeared, vanished``; ``stable_share``: those that stayed, of all three; ``closed``: hits of
    the later version that decisions close, and ``closed_share`` of them. Shares are null without hits.
    """
    later = now.select(*PAIR, "name_score", "identifier", _closed=_closed(now))
    rows = []
    for step in steps:
        hits, old = later.filter(_is_hit(step)), before.filter(_is_hit(step)).select(PAIR)
        stayed = hits.join(old, on=PAIR, how="semi").height
        rows.append((step, stayed, hits.height - stayed, old.height - stayed, int(hits["_closed"].sum())))
    columns = ("stayed", "appeared", "vanished", "closed")
    told = pl.DataFrame(rows, schema={"threshold": pl.Float64, **dict.fromkeys(columns, pl.Int64)}, orient="row")
    return told.select(
        "threshold", *columns[:3], _share("stayed", pl.sum_horizontal(columns[:3])).alias("stable_share"), "closed",
        _share("closed", pl.col("stayed") + pl.col("appeared")).alias("closed_share"),
    )  # fmt: skip


def busiest_words(hits: pl.DataFrame, *, most: int = MOST_WORDS) -> pl.DataFrame:
    """The words that cause most hits: ``word`` (as the list's name has it, normalised), ``hits``, ``subjects``.

    A word causes a hit if the subject's name has it, or one alike; the ``most`` first, by hits, then by word.
    """
    pairs = hits.filter(pl.col("name_score").is_not_null())
    unknown = pl.lit(None, pl.String)
    ours = prepared(pairs.select(name="subject_name", kind=unknown))
    theirs = prepared(pairs.select(name="listed_name", kind=unknown))
    near = alike(ours.vocabulary, theirs.vocabulary)
    met = _words(ours).join(near, left_on="word", right_on="query").select("row", word="listed").unique()
    shared = _words(theirs).join(met, on=["row", "word"], how="semi").unique()
    told = shared.select(
        word=theirs.vocabulary.words.gather(shared["word"]), subject_id=pairs["subject_id"].gather(shared["row"])
    )
    counted = told.group_by("word").agg(
        hits=pl.len().cast(pl.Int64), subjects=pl.col("subject_id").n_unique().cast(pl.Int64)
    )
    return counted.sort("hits", "word", descending=[True, False]).head(most)


def precision_per_band(hits: pl.DataFrame, *, width: float = BAND) -> pl.DataFrame:
    """How often hits of a band of scores were decided to be a match; ``hits`` with ``verdict`` (null = undecided).

    Returns ``band`` (lower end, in steps of ``width``), ``hits, decided, matches, precision`` (null if none is
    decided), ``score`` (mean of the decided), ``calibrated``: precision made to rise with the score
    (pool-adjacent-violators, weighted by decisions); unsure counts as undecided.
    """
    verdict = pl.col("verdict").cast(pl.String)
    decided = verdict.is_in([MATCH, NO_MATCH]).fill_null(False)
    band = ((pl.col("score") + TINY) / width).floor() * width
    told = hits.group_by(band=band.round(6)).agg(
        hits=pl.len().cast(pl.Int64),
        decided=decided.sum().cast(pl.Int64),
        matches=(verdict == MATCH).fill_null(False).sum().cast(pl.Int64),
        score=pl.col("score").filter(decided).mean(),
    ).sort("band")  # fmt: skip
    share = pl.when(pl.col("decided") > 0).then(pl.col("matches") / pl.col("decided"))
    told = told.with_columns(precision=share)
    known = told.filter(pl.col("decided") > 0)
    rising = pl.Series("calibrated", _rising(known["precision"].to_numpy(), known["decided"].to_numpy()), pl.Float64)
    return told.join(known.select("band", rising), on="band", how="left", maintain_order="left")


def calibration_error(bands: pl.DataFrame) -> float | None:
    """Mean distance of score and share of matches over the decided hits of :func:`precision_per_band`; None without."""
    known = bands.filter(pl.col("decided") > 0)
    distance = known["score"].to_numpy() - known["precision"].to_numpy()
    return float(np.average(np.abs(distance), weights=known["decided"].to_numpy())) if known.height else None


def _closed(hits: pl.DataFrame) -> pl.Expr:
    """Whether a decision closed a hit; none did without states."""
    state = pl.col("state") if "state" in hits.columns else pl.lit(None, pl.String)
    return state.is_in([CLEARED, CONFIRMED]).fill_null(False)


def _by_number() -> pl.Expr:
    return (pl.col("identifier") == AGREES).fill_null(False)


def _is_hit(step: float) -> pl.Expr:
    """Whether a pair is a hit at a threshold; one by number is at any."""
    return _by_number() | (pl.col("name_score") >= step).fill_null(False)


def _share(part: str, whole: pl.Expr) -> pl.Expr:
    return pl.when(whole > 0).then(pl.col(part) / whole)


def _words(names: Names) -> pl.DataFrame:
    """``row, word``: the single words of each name."""
    single = names.mask & (names.mask - np.uint32(1)) == 0
    rows = np.repeat(np.arange(names.size), np.diff(names.ptr))
    return pl.DataFrame({"row": rows[single], "word": names.word[single]})


def _rising(shares: NDArray[np.float64], weights: NDArray[np.int64]) -> list[float]:
    """Least-squares fit that never falls."""
    pools: list[tuple[float, float, int]] = []
    for share, weight in zip(shares, weights, strict=True):
        pool = (float(share), float(weight), 1)
        while pools and pools[-1][0] > pool[0]:
            value, mass, size = pools.pop()
            pool = ((value * mass + pool[0] * pool[1]) / (mass + pool[1]), mass + pool[1], size + pool[2])
        pools.append(pool)
    return [value for value, _mass, size in pools for _each in range(size)]

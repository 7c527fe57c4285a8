"""Parties against several lists in one run: hits in one order, what was decided about them, what cannot be screened."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from cupel.errors import ListError
from cupel.messages import _
from cupel.screening.evidence import AGREES
from cupel.screening.memory import OPEN, Evidence, remembered
from cupel.screening.party_intake import Parties
from cupel.screening.records import Subjects, only
from cupel.screening.screen import THRESHOLD, ListIndex, build_index, ordered, screen, unscreenable
from cupel.screening.tables import WatchList
from cupel.screening.tuning import STEPS

Progress = Callable[[str, int, int], None]

AT_ONCE = 20_000
"""Parties between two reports of progress; hits do not depend on it."""

LOWEST = STEPS[0]
"""Pairs are looked for from this score of names on, so that thresholds can be compared; hits are those from the
threshold on."""

_APART = "\x1f"


@dataclass(frozen=True)
class Asked:
    """What a run is asked for: the day, the least score of names (in [0.5, 1]), and decisions to remember
    (:data:`cupel.screening.memory.DECISIONS`), with ``four_eyes`` only those that a second reviewer agreed with.
    """

    on: date
    threshold: float = THRESHOLD
    decisions: pl.DataFrame | None = None
    four_eyes: bool = False


@dataclass(frozen=True)
class Screening:
    """What was found. ``hits``: as :func:`cupel.screening.screen` gives them, with ``list_id``, ``list_label`` and the
    columns of :func:`cupel.screening.memory.remembered`, in one order over all lists; ``pairs``: the same from
    :data:`LOWEST` on; ``unscreenable``: ``entity_id, name`` of parties whose names keep no word that tells.
    """

    parties: Parties
    lists: tuple[WatchList, ...]
    hits: pl.DataFrame
    pairs: pl.DataFrame
    unscreenable: pl.DataFrame
    asked: Asked


def screen_parties(
    parties: Parties,
    lists: Sequence[WatchList],
    asked: Asked,
    *,
    progress: Progress | None = None,
) -> Screening:
    """Screen ``parties`` against ``lists``, one version of each.

    Raises :class:`~cupel.errors.ListError` where two of the lists have one id.
    """
    require_different(lists)
    return together(parties, lists, pairs_of(parties.subjects, lists, progress=progress), asked)


def pairs_of(
    subjects: Subjects, lists: Sequence[WatchList], *, progress: Progress | None = None
) -> dict[str, pl.DataFrame]:
    """Per list the pairs from :data:`LOWEST` on, as :func:`cupel.screening.screen` gives them; in no order."""
    chunks = [ListIndex(chunk) for chunk in _chunks(subjects)]
    found: dict[str, pl.DataFrame] = {}
    for number, listed in enumerate(lists):
        index, parts = build_index(listed), []
        for place, chunk in enumerate(chunks):
            parts.append(screen(chunk, index, threshold=LOWEST))
            if progress:
                progress("screen", number * len(chunks) + place + 1, len(lists) * len(chunks))
        found[listed.version.list_id] = pl.concat(parts)
    return found


def together(
    parties: Parties, lists: Sequence[WatchList], found: Mapping[str, pl.DataFrame], asked: Asked
) -> Screening:
    """The pairs of several lists, by list, as one screening: in one order, with what was decided about them."""
    labelled = [_labelled(found[listed.version.list_id], listed) for listed in lists]
    pairs = _remembered(_in_order(pl.concat(labelled)), parties, lists, asked)
    named = (pl.col("name_score") >= asked.threshold).fill_null(False)
    hits = pairs.filter(named | (pl.col("identifier") == AGREES).fill_null(False))
    return Screening(
        parties=parties,
        lists=tuple(lists),
        hits=hits.with_columns(place=pl.int_range(1, pl.len() + 1, dtype=pl.UInt32)),
        pairs=pairs,
        unscreenable=unscreenable(parties.subjects).sort("entity_id", "name"),
        asked=asked,
    )


def require_different(lists: Sequence[WatchList]) -> None:
    """Raise :class:`~cupel.errors.ListError` where two of the lists have one id."""
    ids = [each.version.list_id for each in lists]
    twice = next((each for each in ids if ids.count(each) > 1), None)
    if twice is not None:
        raise ListError(
            _("Two of the lists are called '{list_id}'.").format(list_id=twice),
            code="list-twice",
            remedy=_("Give each list once; keep files of one name in a store, under ids of their own."),
        )


def _chunks(subjects: Subjects) -> Iterator[Subjects]:
    ids = subjects.entity["entity_id"]
    if len(ids) <= AT_ONCE:
        yield subjects
        return
    for start in range(0, len(ids), AT_ONCE):
        yield only(subjects, ids.slice(start, AT_ONCE))


def _labelled(hits: pl.DataFrame, listed: WatchList) -> pl.DataFrame:
    return hits.with_columns(list_id=pl.lit(listed.version.list_id), list_label=pl.lit(listed.version.label))


def _in_order(pairs: pl.DataFrame) -> pl.DataFrame:
    """One order over all lists; entities of several lists may have one number."""
    keyed = pairs.drop("place").with_columns(entity_id=pl.col("entity_id") + _APART + pl.col("list_id"))
    return ordered(keyed).with_columns(pl.col("entity_id").str.strip_suffix(_APART + pl.col("list_id")))


def _remembered(pairs: pl.DataFrame, parties: Parties, lists: Sequence[WatchList], asked: Asked) -> pl.DataFrame:
    """``pairs`` with what was decided about them; all are open without decisions."""
    if asked.decisions is None or pairs.is_empty():
        empty = {name: pl.lit(None, dtype) for name, dtype in UNDECIDED.items()}
        return pairs.with_columns(**empty).with_columns(state=pl.lit(OPEN), expired=pl.lit(False))
    parts = []
    for listed in lists:
        list_id = listed.version.list_id
        mine = pairs.filter(pl.col("list_id") == list_id)
        subjects = only(parties.subjects, mine["subject_id"].unique())
        evidence = Evidence.of(list_id, subjects, only(listed, mine["entity_id"].unique()))
        parts.append(remembered(mine, asked.decisions, evidence, on=asked.on, four_eyes=asked.four_eyes))
    return pl.concat(parts).sort("place")


UNDECIDED: dict[str, pl.DataType] = {
    "state": pl.String(), "decision_id": pl.String(), "verdict": pl.String(), "reason": pl.String(),
    "decided_by": pl.String(), "decided_at": pl.Datetime("us", "UTC"), "changed_subject": pl.List(pl.String),
    "changed_listed": pl.List(pl.String), "expired": pl.Boolean(),
}  # fmt: skip

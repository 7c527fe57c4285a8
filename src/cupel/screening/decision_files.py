"""Decisions as JSON lines, and judgements from the resolver files of the FollowTheMoney world."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from operator import methodcaller
from typing import Any, NamedTuple

import polars as pl

from cupel.errors import DecisionError, Place
from cupel.messages import _
from cupel.screening.memory import DECISIONS, MATCH, NO_MATCH, REASONS, UNSURE, VERDICTS, Evidence, with_evidence

JUDGEMENTS = {"positive": MATCH, "negative": NO_MATCH, "unsure": UNSURE}
"""Words of a resolver file; ``no_judgement`` is a suggestion nobody judged."""

UNJUDGED = "no_judgement"
FEWEST_CELLS = 3


class Judged(NamedTuple):
    """A line of a resolver file: two ids in any order."""

    one: str
    other: str
    verdict: str
    user: str | None
    at: str | None


def to_json_lines(decisions: pl.DataFrame) -> str:
    """One JSON object a decision, keys as in :data:`cupel.screening.memory.DECISIONS`, days and times in ISO 8601."""
    rows = decisions.select(list(DECISIONS)).iter_rows(named=True)
    return "".join(json.dumps(row, ensure_ascii=False, default=methodcaller("isoformat")) + "\n" for row in rows)


def from_json_lines(text: str) -> pl.DataFrame:
    """Decisions as :func:`to_json_lines` wrote them.

    Raises :class:`~cupel.errors.DecisionError` that names the first line that is none.
    """
    rows = [_decision(number, line) for number, line in _lines(text)]
    return pl.DataFrame(rows, schema=DECISIONS, orient="row")


def from_resolver(text: str, evidence: Evidence, *, decided_by: str, decided_at: datetime) -> pl.DataFrame:
    """Decisions from a resolver file (JSON arrays ``[id, id, judgement, score, user, time]``), in the file's order.

    ``evidence`` says which ids are subjects and entities; an id that is neither stands for all that were judged the
    same as it. One subject being another says nothing about entities. ``decided_by`` and
    ``decided_at`` stand in where the file names nobody or no time. Raises :class:`~cupel.errors.DecisionError` that
    names the first line that is no judgement.
    """
    judged = [one for number, line in _lines(text) if (one := _judged(number, line))]
    subjects, entities = (set(hashes["entity_id"].to_list()) for hashes in (evidence.subjects, evidence.listed))
    rows = [
        {
            "subject_id": subject,
            "entity_id": entity,
            "verdict": line.verdict,
            "decided_by": line.user or decided_by,
            "decided_at": _time(line.at) or decided_at,
        }
        for subject, entity, line in _pairs(judged, subjects, entities)
    ]
    schema = {name: DECISIONS[name] for name in ("subject_id", "entity_id", "verdict", "decided_by", "decided_at")}
    told = pl.DataFrame(rows, schema=schema).with_columns(reason=pl.lit("imported"))
    return with_evidence(told, evidence).unique("decision_id", maintain_order=True)


def _pairs(
    judged: list[Judged], subjects: Collection[str], entities: Collection[str]
) -> Iterator[tuple[str, str, Judged]]:
    """What is judged about a subject and an entity, directly or by way of ids that stand for several."""
    known = {*subjects, *entities}
    group = _groups(judged, known)
    members: dict[str, set[str]] = defaultdict(set)
    for line in judged:
        for one, other in ((line.one, line.other), (line.other, line.one)):
            if line.verdict == MATCH and one in known and other not in known:
                members[group[other]].add(one)
    for line in judged:
        meant = [{end} if end in known else members[group[end]] for end in (line.one, line.other)]
        both = meant[0] | meant[1] if line.verdict == MATCH and not known.issuperset(line[:2]) else set()
        for ours, theirs in ((meant[0], meant[1]), (meant[1], meant[0]), (both, both)):
            for subject in sorted(ours & set(subjects)):
                yield from ((subject, entity, line) for entity in sorted(theirs & set(entities)))


def _groups(judged: list[Judged], known: Collection[str]) -> dict[str, str]:
    """Ids that are neither subject nor entity, each with the one that stands for all judged the same as it."""
    head = {end: end for line in judged for end in (line.one, line.other) if end not in known}

    def found(end: str) -> str:
        while head[end] != end:
            end = head[end]
        return end

    for line in judged:
        if line.verdict == MATCH and line.one in head and line.other in head:
            head[found(line.one)] = found(line.other)
    return {end: found(end) for end in head}


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _decision(number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
        for name, dtype in DECISIONS.items():
            if row[name] is not None and dtype.is_temporal():
                row[name] = (date if dtype == pl.Date else datetime).fromisoformat(row[name])
        pl.DataFrame([row], schema=DECISIONS)
        VERDICTS.index(row["verdict"]), REASONS.index(row["reason"])
    except (ValueError, KeyError, TypeError, RecursionError, pl.exceptions.PolarsError) as error:
        raise _bad_line(number) from error
    return {name: row[name] for name in DECISIONS}


def _judged(number: int, line: str) -> Judged | None:
    """The judgement of a line; None where it is a suggestion that nobody judged."""
    try:
        cells = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _bad_line(number) from error
    if not isinstance(cells, list) or len(cells) < FEWEST_CELLS or cells[2] not in {*JUDGEMENTS, UNJUDGED}:
        raise _bad_line(number)
    if cells[2] == UNJUDGED:
        return None
    one, other, word, _score, user, at = [*cells, None, None, None][:6]
    return Judged(str(one), str(other), JUDGEMENTS[word], user, at)


def _time(text: str | None) -> datetime | None:
    """A time in UTC where the file does not say its zone."""
    if not text:
        return None
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else datetime.fromisoformat(f"{text}+00:00")


def _bad_line(number: int) -> DecisionError:
    return DecisionError(
        _("This line is not a decision."),
        code="bad-decision",
        remedy=_("Repair the line, or take it out of the file."),
        place=Place(line=number),
    )

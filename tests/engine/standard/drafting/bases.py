"""Generated editions for drafts to begin with."""

from collections.abc import Callable

from hypothesis import strategies as st

from cupel.standard import Check, ClauseRevision, Edition, EditionEntry, Parameter, Standard
from cupel.standard.canonical import nfc
from cupel.standard.clause import LEVELS
from cupel.standard.dates import DatedFact, EditionDates

WORDS = [
    "the",
    "company",
    "must",
    "keeps",
    "records",
    "of",
    "each",
    "lot",
    "routes",
    "Überprüfung",
    "e\u0301",
    "2",
    ".",
]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
GIVEN = SENTENCES.map(nfc)
"""Texts of a base are read from files, where they are in NFC."""

TEXTS = st.fixed_dictionaries({"en": SENTENCES}, optional={"fr": SENTENCES})
BASE_TEXTS = st.fixed_dictionaries({"en": GIVEN}, optional={"fr": GIVEN})
DATES = EditionDates(effective=DatedFact(on="2023-01-01"))
LATER = EditionDates(effective=DatedFact(on="2026-01-01"))


def ulid(number: int) -> str:
    """A ULID by number."""
    return f"01J{number:023d}"


@st.composite
def requirements(draw: st.DrawFn, uid: str) -> ClauseRevision:
    """A requirement, perhaps with a parameter and a check on it."""
    parameters: dict[str, Parameter] = {}
    checks: tuple[Check, ...] = ()
    text = draw(BASE_TEXTS)
    if draw(st.booleans()):
        parameters = {"days": draw(numbers())}
        checks = (draw(a_check(uid)),)
        text = {language: f"{words} {{days}}" for language, words in text.items()}
    return ClauseRevision(
        uid=uid,
        revision=draw(st.sampled_from(["1.0.0", "1.2.0", "3.0.1"])),
        kind="requirement",
        level=draw(st.sampled_from(LEVELS)),
        title=draw(BASE_TEXTS),
        text=text,
        guidance=draw(st.just({}) | BASE_TEXTS),
        parameters=parameters,
        checks=checks,
    )


@st.composite
def numbers(draw: st.DrawFn) -> Parameter:
    comparator = draw(st.sampled_from([None, "min", "max"]))
    return Parameter(
        name="days",
        type="number",
        unit="DAY",
        value=draw(st.integers(0, 9)),
        low=0,
        high=60,
        comparator=comparator,
        reason={"en": "Mail."},
    )


@st.composite
def a_check(draw: st.DrawFn, uid: str) -> Check:
    return Check(
        id=f"check-{uid[-4:]}".lower(),
        finding="LATE",
        entity="lot",
        applies="is_inbound",
        holds=draw(st.sampled_from(["delay <= p.days", "delay < p.days"])),
        severity="high",
        message={"en": "Late by {delay}; allowed are {days}."},
    )


@st.composite
def standards(draw: st.DrawFn) -> Standard:
    """A standard of one edition: sections, below each some requirements, numbered in one of several styles."""
    style = draw(st.sampled_from(STYLES))
    clauses: dict[str, ClauseRevision] = {}
    entries = []
    counted = 0
    for place in range(1, draw(st.integers(1, 4)) + 1):
        section = ClauseRevision(uid=ulid(place), revision="1.0.0", kind="section", title=draw(BASE_TEXTS))
        clauses[section.uid] = section
        children = []
        for below in range(1, draw(st.integers(0, 4)) + 1):
            counted += 1
            clause = draw(requirements(ulid(100 * place + below)))
            clauses[clause.uid] = clause
            label = style(place, below, counted)[1]
            children.append(EditionEntry(uid=clause.uid, revision=clause.revision, label=label))
        label = style(place, 0, counted)[0]
        entries.append(EditionEntry(uid=section.uid, revision="1.0.0", label=label, children=tuple(children)))
    edition = Edition(
        standard_key="made",
        edition="2023",
        version="1.0.0",
        status="effective",
        content="full",
        title={"en": "Made"},
        dates=DATES,
        entries=tuple(entries),
        clauses=clauses,
    )
    by_revision = {(clause.uid, clause.revision): clause for clause in clauses.values()}
    return Standard(key="made", title={"en": "Made"}, editions={"2023": edition}, clauses=by_revision)


ROMAN = ["", "I", "II", "III", "IV"]
STYLES: list[Callable[[int, int, int], tuple[str, str]]] = [
    lambda place, below, _counted: (f"{place}", f"{place}.{below}"),
    lambda place, below, _counted: (f"{'ABCD'[place - 1]}", f"{'ABCD'[place - 1]}{below:02d}"),
    lambda place, below, _counted: (f"Annex {ROMAN[place]}", f"{ROMAN[place]}.{'_abcd'[below]})"),
    lambda place, _below, counted: (f"Chapter {place}", f"Criterion {counted}"),
]

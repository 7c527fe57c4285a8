"""An invented consultation: who comments what in which language, in files as people send them; which say the same.

Positions are drawn first: a clause, what is asked of it, and a value. Some are a campaign's, whose letter is copied
with small changes; some are held by a few, each in their own words and language; most are held by one. The sentences
are ours (``phrases.json``), and so is the truth that clusters are held against: no figure from it tells how comments of
real people would be clustered.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from cupel.consultation import CODES, ClauseBook, Column, Consent, Kind, Origin, Submission

PHRASES: Mapping[str, Any] = json.loads((Path(__file__).parent / "phrases.json").read_text(encoding="utf-8"))
SPOKEN = {
    "en": ("ZM", "AU", "GB", "US", "CA", "IN", "ZA", "GH"), "es": ("CL", "PE", "MX", "ES", "CO", "EC", "AR"),
    "fr": ("CD", "FR", "BE", "CH", "MA"), "pt": ("BR", "PT", "MZ"), "zh": ("CN", "SG"),
}  # fmt: skip
"""25 countries by the language their commenters write."""

CATEGORIES = ("Mine", "Smelter", "Trader", "Manufacturer", "Civil society", "Community", "Government", "Assessor")
FIRST = ("North", "Silver", "Lake", "Green", "Red", "Broad", "High", "Clear", "Stone", "West", "Old", "New", "East")
SECOND = ("Ridge", "River", "Valley", "Harbour", "Field", "Bridge", "Hill", "Forest", "Coast", "Plain", "Gate", "Creek")
THIRD = ("Copper", "Metals", "Network", "Alliance", "Works", "Partners", "Council", "Mining", "Institute", "Trading")
STAKEHOLDERS, COMMENTS, CAMPAIGNS, SHARED = 192, 4_700, 14, 420
OPENED = date(2026, 3, 2)


@dataclass(frozen=True)
class Position:
    """What somebody may ask: ``number`` names it in the truth."""

    number: int
    label: str
    request: str
    value: str


@dataclass(frozen=True)
class Written:
    """A row of somebody's file, the clause as they write it, and the truth: its uid and position."""

    label: str
    kind: Kind
    text: str
    change: str
    uid: str
    position: int

    def cells(self) -> dict[Column, str]:
        """The row by column of the template."""
        return {
            Column.CLAUSE: self.label, Column.KIND: CODES[self.kind], Column.TEXT: self.text,
            Column.CHANGE: self.change,
        }  # fmt: skip


File = tuple[Submission, list[Written]]


@dataclass
class Consultation:
    """Submissions with their rows."""

    files: list[File] = field(default_factory=list)

    @property
    def rows(self) -> list[Written]:
        """All rows in the order of the files."""
        return [row for _sent, rows in self.files for row in rows]


def generate(
    book: ClauseBook, *, seed: int = 5, comments: int = COMMENTS, stakeholders: int = STAKEHOLDERS
) -> Consultation:
    """A consultation on ``book``, a draft of the Model Due Diligence Standard; parts keep their share at any size."""
    rng = random.Random(seed)
    made = Consultation([(sent, []) for sent in _submissions(rng, stakeholders)])
    positions = _positions(rng, book)
    speakers = {language: [each for each in made.files if each[0].language == language] for language in SPOKEN}
    languages = [sent.language for sent, _rows in made.files]
    part = comments / COMMENTS
    for _number in range(max(1, round(CAMPAIGNS * part))):
        _campaign(rng, next(positions), speakers, book, most=round(60 * part) + 3)
    for _number in range(round(SHARED * part)):
        position = next(positions)
        for place in rng.sample(range(stakeholders), rng.choice((2, 2, 3, 3, 4, 5, 6))):
            made.files[place][1].append(_row(rng, position, languages[place], book))
    while len(made.rows) < comments:
        place = rng.randrange(stakeholders)
        made.files[place][1].append(_row(rng, next(positions), languages[place], book))
    for _sent, rows in made.files:
        rng.shuffle(rows)
    return made


def _submissions(rng: random.Random, number: int) -> list[Submission]:
    names = rng.sample([" ".join(parts) for parts in product(FIRST, SECOND, THIRD)], number)
    homes = [(language, country) for language, countries in SPOKEN.items() for country in countries]
    consents = (Consent.NAMED, Consent.NAMED, Consent.NAMED, Consent.ANONYMOUS, Consent.NOT_PUBLISHED)
    found = []
    for place, name in enumerate(names):
        language, country = homes[place % len(homes)]
        found.append(
            Submission(
                id=f"s{place}", origin=Origin.DOCX if place % 5 == 0 else Origin.XLSX, consent=rng.choice(consents),
                on=OPENED + timedelta(days=rng.randrange(60)), organisation=name, category=rng.choice(CATEGORIES),
                country=country, language=language,
            )
        )  # fmt: skip
    return found


def _positions(rng: random.Random, book: ClauseBook) -> Iterator[Position]:
    """Different positions in a random order."""
    labels = [clause.label for clause in book.clauses if clause.label.count(".") and clause.label[0].isdigit()]
    days = [(date(2027, 1, 1) + timedelta(days=91 * step)).isoformat() for step in range(12)]
    values: dict[str, Sequence[str]] = {
        "transition": days, "exempt": ("50", "100", "250", "500", "1000", "2500", "5000", "10000"),
        "delete": ("",), "define": PHRASES["terms"], "align": PHRASES["codes"], "publish": ("",),
        "communities": ("",), "evidence": ("",), "typo": PHRASES["words"],
    }  # fmt: skip
    asked = [(label, request, value) for label in labels for request in values for value in values[request]]
    for label, unit in PHRASES["units"].items():
        now = float(unit["now"])
        asked += [(label, "value", f"{now * times:g}") for times in (0.2, 0.4, 0.6, 1.4, 2, 3, 4)]
    rng.shuffle(asked)
    for number, (label, request, value) in enumerate(asked):
        yield Position(number, label, request, value)


def _campaign(
    rng: random.Random, position: Position, speakers: Mapping[str, Sequence[File]], book: ClauseBook, *, most: int
) -> None:
    """A letter in one or two languages that many send, signed, sometimes with a sentence more or less."""
    for language in rng.sample(sorted(speakers), rng.choice((1, 1, 2))):
        letter = _row(rng, position, language, book, reasons=4)
        for sent, rows in rng.sample(speakers[language], min(most, len(speakers[language]))):
            text = letter.text
            if rng.random() < 0.4:
                text += f" {PHRASES['signed'][language].format(name=sent.organisation)}"
            if rng.random() < 0.3:
                text += f" {rng.choice(PHRASES['reasons'][language])}"
            label = _written_label(rng, position.label, letter.uid, book)
            rows.append(Written(label, letter.kind, text, letter.change, letter.uid, position.number))


def _row(
    rng: random.Random, position: Position, language: str, book: ClauseBook, *, reasons: int | None = None
) -> Written:
    """One comment in somebody's own words."""
    slots = _slots(position, language)
    number = rng.choice((0, 1, 1, 2)) if reasons is None else reasons
    told = [
        rng.choice(PHRASES["openings"][language]),
        rng.choice(PHRASES["requests"][position.request][language]).format(**slots),
        *rng.sample(PHRASES["reasons"][language], number),
    ]
    joint = "" if language == "zh" else " "
    change = PHRASES["changes"][position.request][language].format(**slots) if rng.random() < 0.7 else ""
    kind = Kind.EDITORIAL if position.request == "typo" else Kind.TECHNICAL
    uid = next(clause.uid for clause in book.clauses if clause.label == position.label)
    label = _written_label(rng, position.label, uid, book)
    return Written(label, kind, joint.join(part for part in told if part), change, uid, position.number)


def _slots(position: Position, language: str) -> dict[str, str]:
    topics = PHRASES["topics"].get(position.label)
    topic = topics[language] if topics else PHRASES["clause"][language].format(position.label)
    slots = {"topic": topic, "topic_": topic[0].upper() + topic[1:]}
    value = position.value
    match position.request:
        case "value":
            unit = PHRASES["units"][position.label]
            written = unit["written"][language]
            slots |= {"old": written.format(unit["now"]), "new": written.format(_decimal(value, language))}
        case "transition":
            slots["day"] = format_date(date.fromisoformat(value), "long", locale=language)
        case "exempt":
            slots["size"] = PHRASES["tonnes"][language].format(_decimal(value, language))
        case "define" | "align" | "typo":
            slots |= dict.fromkeys(("term", "code", "word"), value)
    return slots


def _decimal(value: str, language: str) -> str:
    return str(format_decimal(float(value), locale=language))


def _written_label(rng: random.Random, label: str, uid: str, book: ClauseBook) -> str:
    """The label, in one of eight cases written in another way, as a title, or as an earlier edition had it."""
    if rng.random() < 0.875:
        return label
    last = label.rpartition(".")[2]
    former = [each.label for each in book.former if uid in each.uids]
    ways = [
        f"Clause {label}", f"cl. {label}", f"§{label}", f"{label.rpartition('.')[0]} ({last})", book.by_uid[uid].title,
        f"{label}.9", *former[:1],
    ]  # fmt: skip
    return rng.choice(ways)

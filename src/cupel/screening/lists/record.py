"""One entry of a list while it is read."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from cupel.screening.lists.countries import country_code
from cupel.screening.lists.dates import Span, span_of
from cupel.screening.lists.schemes import normalised, scheme_of, settled_scheme

ABSENT = frozenset({"", "-", "--", "-0-", "n/a", "na", "none", "null", "unknown", "not known"})
"""What publishers write for nothing."""

GENDERS = {"m": "male", "male": "male", "f": "female", "female": "female"}


_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Name(NamedTuple):
    """A row of the table name without its entity."""

    name: str
    kind: str
    script: str | None
    language: str | None
    given: str | None
    middle: str | None
    family: str | None


class Identifier(NamedTuple):
    """A row of the table identifier without its entity."""

    scheme: str
    label: str | None
    value: str
    normalised: str
    country: str | None


class Place(NamedTuple):
    """A row of the table place without its entity."""

    role: str
    country: str | None
    subdivision: str | None
    text: str | None


class Relation(NamedTuple):
    """A row of the table relation."""

    owner_id: str
    owned_id: str
    kind: str
    share: float | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def clean(text: str | None) -> str | None:
    """``text`` without outer blanks; None where a publisher says that there is nothing."""
    if not text:
        return None
    bare = " ".join(_CONTROL.sub(" ", text).split())
    return None if bare.lower() in ABSENT else bare


@dataclass(slots=True)
class Record:
    """One entity with all that hangs on it. ``line`` is where it begins in ``file``."""

    entity_id: str | None
    file: str
    line: int | None
    kind: str = "unknown"
    topic: str | None = None
    programmes: set[str] = field(default_factory=set)
    listed_on: date | None = None
    delisted_on: date | None = None
    remarks: str | None = None
    names: dict[Name, None] = field(default_factory=dict)
    identifiers: dict[Identifier, None] = field(default_factory=dict)
    births: dict[Span, None] = field(default_factory=dict)
    places: dict[Place, None] = field(default_factory=dict)
    relations: dict[Relation, None] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    def add_name(self, name: str | None, kind: str = "alias", **parts: str | None) -> None:
        """Add a name; ``parts`` are script, language, given, middle, family. Nothing happens without a name."""
        text = clean(name)
        if text:
            found = {part: clean(value) for part, value in parts.items()}
            order = ("script", "language", "given", "middle", "family")
            self.names.setdefault(Name(text, kind, *(found.get(part) for part in order)))

    def add_identifier(
        self, label: str | None, value: str | None, country: str | None = None, *, scheme: str = ""
    ) -> None:
        """Add a number; ``label`` is what the publisher calls it and decides its scheme unless that is given."""
        text = clean(value)
        if text:
            words = clean(label)
            scheme = settled_scheme(scheme or scheme_of(words or "", kind=self.kind), text)
            self.identifiers.setdefault(
                Identifier(scheme, words, text, normalised(scheme, text), country_code(country))
            )

    def add_birth(self, text: str | None) -> None:
        """Add a date of birth in the publisher's words; one that cannot be read stays in ``extra``."""
        words = clean(text)
        if words:
            span = span_of(words)
            if span:
                self.births.setdefault(span)
            else:
                self.add_extra("unread birth dates", words)

    def add_place(
        self, role: str, *, country: str | None = None, text: str | None = None, subdivision: str | None = None
    ) -> None:
        """Add a country or an address; the words for a country that is not known join the text."""
        words, code = clean(country), country_code(clean(country))
        parts = [clean(text), words if words and not code else None]
        place = Place(role, code, clean(subdivision), ", ".join(part for part in parts if part) or None)
        if any(place[1:]):
            self.places.setdefault(place)

    def add_programmes(self, *names: str | None) -> None:
        """Add programmes."""
        self.programmes.update(name for name in map(clean, names) if name)

    def add_extra(self, key: str, value: str | None) -> None:
        """Keep what has no column; several values of a key become a list."""
        text = clean(value)
        if text and text not in (kept := self.extra.setdefault(key, [])):
            kept.append(text)

    def add_gender(self, value: str | None) -> None:
        """Keep the gender as ``male`` or ``female``, else in the publisher's words."""
        text = clean(value)
        if text:
            self.extra["gender"] = GENDERS.get(text.lower(), text)

"""Codes for standard-setters as data, and what is said of a revision that is held against one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from cupel.governance.clocks import Unit
from cupel.governance.cycle import Waiver
from cupel.governance.cycle_rules import Change, Length
from cupel.governance.sentences import Sentence
from cupel.messages import _, ngettext


class Measure(StrEnum):
    """What a rule looks at in the record of a revision; ``NONE``: the record does not hold it."""

    RULES_IN_FORCE = "rules in force"
    TERMS = "terms of reference"
    ANNOUNCED = "announced"
    ROUNDS = "rounds"
    FIRST_ROUND = "first round"
    LATER_ROUNDS = "later rounds"
    STAGE = "stage"
    ANSWERED = "answered"
    WAIVERS = "waivers"
    RULES_BEFORE_APPROVAL = "rules before approval"
    PUBLISHED = "published"
    REVIEW = "review"
    CLASSIFIED = "classified"
    NONE = "none"


LENGTHS = frozenset({Measure.FIRST_ROUND, Measure.LATER_ROUNDS, Measure.STAGE, Measure.REVIEW})
"""Measures that ask how long."""


class Verdict(StrEnum):
    """What came of a rule. A waiver never makes it met."""

    MET = "met"
    NOT_MET = "not met"
    JUSTIFIED = "not met, justified"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class ProfileRule:
    """A rule: what it ``demands``, in our own words by language, and what is measured. ``length``: how long, where it
    asks for that; ``rounds``: how many; ``stage``: the key of the stage it is about. ``changes``: the kinds of change
    it is for, none: all. ``source`` and ``mark`` say where it was read, and how sure it is.
    """

    code: str
    demands: Mapping[str, str] = field(default_factory=dict)
    measure: Measure
    length: Length | None = None
    rounds: int = 0
    stage: str = ""
    changes: frozenset[Change] = frozenset()
    source: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A code for standard-setters: its rules, each once."""

    key: str
    title: Mapping[str, str]
    about: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[ProfileRule, ...]


class Amount(NamedTuple):
    """A number in a unit."""

    number: int
    unit: Unit

    def __str__(self) -> str:
        words = {
            Unit.DAYS: ngettext("{number} day", "{number} days", self.number),
            Unit.WORKING_DAYS: ngettext("{number} working day", "{number} working days", self.number),
            Unit.WEEKS: ngettext("{number} week", "{number} weeks", self.number),
            Unit.MONTHS: ngettext("{number} month", "{number} months", self.number),
            Unit.YEARS: ngettext("{number} year", "{number} years", self.number),
        }
        return words[self.unit].format(number=self.number)


Figure: TypeAlias = int | str | date | Amount
"""A count, the key of a stage, a day, an amount."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a measure found: met, not met, or unknown (``None``), as a sentence with places for its figures."""

    met: bool | None
    sentence: Sentence
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A rule, what came of it and why. ``reference``: profile and code, which waivers name; ``waiver``: the
    justification of what is not met.
    """

    reference: str
    rule: ProfileRule
    verdict: Verdict
    reading: Reading
    waiver: Waiver | None = None

    @property
    def sentence(self) -> str:
        """Why, with figures and units."""
        return _(self.reading.sentence.value).format(**self.reading.figures)

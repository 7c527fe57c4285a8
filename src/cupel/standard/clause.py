"""A clause revision and what hangs on it: parameters, checks, exceptions, evidence (exchange.md 1.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from cupel.errors import Place
from cupel.messages import _
from cupel.standard.texts import DEFAULT_LANGUAGE, Texts, fill, text_in
from cupel.standard.units import with_unit

KINDS = ("section", "criterion", "requirement", "definition", "guidance", "annex")
LEVELS = ("must", "should", "may")
SEVERITIES = ("critical", "high", "medium", "low")
AUDIT_METHODS = ("examine", "interview", "observe", "recalculate", "sample")
COMPARATORS = ("min", "max", "equal")
CONFIDENTIALITY = ("public", "owners", "company", "assessor")

ParameterType: TypeAlias = Literal["number", "code", "bool", "date", "text"]
ParameterValue: TypeAlias = bool | int | float | str


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A value that a clause's text and checks share. ``value``, ``low`` and ``high`` are in ``unit`` (UNECE Rec 20).

    A date is an ISO 8601 day. ``reason`` says why this value, from outside the data it is applied to.
    """

    name: str
    type: ParameterType
    value: ParameterValue
    unit: str | None = None
    codes: tuple[str, ...] = ()
    comparator: str | None = None
    low: int | float | None = None
    high: int | float | None = None
    reason: Texts = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The value with its unit, for people: ``425 t``, ``1 day``, ``either``."""
        if isinstance(self.value, bool):
            return _("true") if self.value else _("false")
        return self.value if isinstance(self.value, str) else with_unit(self.value, self.unit)


@dataclass(frozen=True, kw_only=True)
class Check:
    """What must hold: ``applies`` and ``holds`` are expressions over the facts of one ``entity``.

    ``empty`` is the outcome where a quantifier meets no row: not applicable, true or false (engine.md 11.3).
    """

    id: str
    finding: str
    entity: str
    applies: str
    holds: str
    severity: str
    message: Texts
    empty: bool | Literal["not-applicable"] = "not-applicable"


@dataclass(frozen=True, kw_only=True)
class CheckException:
    """A case in which a check's failure is no finding. ``clause`` is the uid of the clause that grants it.

    ``of`` names the check: ``check-id`` of the same file's clause, or ``uid#check-id``.
    """

    of: str
    clause: str
    when: str


@dataclass(frozen=True, kw_only=True)
class Retention:
    """How long evidence is kept; ``unit`` is a Rec 20 code."""

    value: int | float
    unit: str


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One type of evidence that is expected."""

    code: str
    description: Texts
    retention: Retention | None = None
    confidentiality: str | None = None


@dataclass(frozen=True, kw_only=True)
class Audit:
    """How a person reviews the clause."""

    methods: tuple[str, ...] = ()
    sample: Texts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Applicability:
    """To what a clause applies; an empty facet does not restrict. ``when`` is an expression."""

    metals: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    when: str | None = None


@dataclass(frozen=True, kw_only=True)
class Topics:
    """Where a clause belongs: one of the five steps, own tags, UNTP conformity topics."""

    step: int | None = None
    tags: tuple[str, ...] = ()
    untp: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ClauseRevision:
    """One immutable revision of a clause. The label is not here: an edition gives it.

    ``places`` says where the file states each expression (``checks/0/holds``), for errors; it is not content.
    """

    uid: str
    revision: str
    kind: str
    title: Texts
    text: Texts = field(default_factory=dict)
    level: str | None = None
    critical: bool = False
    guidance: Texts = field(default_factory=dict)
    rationale: Texts = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    applicability: Applicability = Applicability()
    topics: Topics = Topics()
    evidence: tuple[Evidence, ...] = ()
    audit: Audit = Audit()
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    exceptions: tuple[CheckException, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)

    def filled(self, texts: Texts, *, language: str = DEFAULT_LANGUAGE) -> str:
        """A text of the clause with its parameters' values and units in the slots."""
        values = {name: parameter.words for name, parameter in self.parameters.items()}
        return fill(text_in(texts, language=language), values)

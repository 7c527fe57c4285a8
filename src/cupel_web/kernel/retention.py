"""How long records are kept: every room says of each of its models which class it is of and what starts its clock.

A class says why, how long at first, and what is done when the time is over. The term itself is data that the
secretariat changes; what stands here is a proposal for a scheme that has not decided yet.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from cupel.governance import Term, Unit
from cupel_web.kernel.models import Fact

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Act(StrEnum):
    """What is done with a record whose time is over."""

    DELETE = "delete"
    REDACT = "redact"
    REVIEW = "review"
    OWNER = "owner"


DISPOSING = (Act.DELETE, Act.REDACT)
"""Acts that the machine does by itself."""

ACTS: dict[Act, "_StrPromise"] = {
    Act.DELETE: _("The record is deleted."),
    Act.REDACT: _("Its personal fields are blanked; the rest of the record stays."),
    Act.REVIEW: _("The secretariat reviews it."),
    Act.OWNER: _("The company whose record it is decides what becomes of it; nothing is done by the day alone."),
}


@dataclass(frozen=True, kw_only=True)
class RetentionClass:
    """``code`` never changes. ``starts``: the event that starts the clock; ``term`` and ``source``: how long is
    proposed, and where that comes from. Without a term no clock runs, and nothing is ever done by the day alone.
    """

    code: str
    name: "_StrPromise"
    reason: "_StrPromise"
    starts: "_StrPromise"
    source: "_StrPromise"
    term: Term | None = None
    act: Act | None = None


OWN: "_StrPromise" = _("our own proposal")
ISEAL: "_StrPromise" = _("at least five years: ISEAL's code for standard-setters, from memory and not verified")
OECD: "_StrPromise" = _("at least five years: OECD guidance on due diligence, from memory and not verified")

PERMANENT = RetentionClass(
    code="permanent",
    name=_("permanent"),
    reason=_("How the standard came about must be traceable for as long as anybody applies it."),
    starts=_("no clock"),
    source=OWN,
)
ATTACHED = RetentionClass(
    code="attached",
    name=_("with its record"),
    reason=_("It has no life of its own: it is kept as long as the record it belongs to."),
    starts=_("no clock of its own"),
    source=OWN,
)
PERSONAL = RetentionClass(
    code="personal",
    name=_("until the person withdraws or erases it"),
    reason=_("It is the person's own, given of their own accord."),
    starts=_("no clock: the person's own act ends it"),
    source=OWN,
)
GROUP = RetentionClass(
    code="group",
    name=_("life of the group and some years"),
    reason=_("A group works with its papers, and a complaint about its process may come after it has ended."),
    starts=_("the group is concluded"),
    source=ISEAL,
    term=Term(length=5, unit=Unit.YEARS),
    act=Act.REVIEW,
)
CLOSED = RetentionClass(
    code="closed",
    name=_("some years after the matter is closed"),
    reason=_("That it was decided, and how, stays; who asked is needed only while they may ask back or complain."),
    starts=_("the matter is decided or withdrawn"),
    source=ISEAL,
    term=Term(length=5, unit=Unit.YEARS),
    act=Act.REDACT,
)
COMPANY = RetentionClass(
    code="company",
    name=_("books and checks of a company"),
    reason=_("A company shows for years what it checked and on which data."),
    starts=_("it was uploaded, run or decided"),
    source=OECD,
    term=Term(length=5, unit=Unit.YEARS),
    act=Act.OWNER,
)
MAIL = RetentionClass(
    code="mail",
    name=_("mail"),
    reason=_("A mail that was sent, or could not be, is of use only while somebody asks whether it came."),
    starts=_("the mail was sent or given up, or the meeting it reminded of has begun"),
    source=OWN,
    term=Term(length=30, unit=Unit.DAYS),
    act=Act.DELETE,
)
UNCONFIRMED = RetentionClass(
    code="unconfirmed",
    name=_("never confirmed"),
    reason=_("Nobody showed that the address is theirs, so nobody may read or keep what was sent in its name."),
    starts=_("it came in"),
    source=OWN,
    term=Term(length=30, unit=Unit.DAYS),
    act=Act.DELETE,
)
SECRET = RetentionClass(
    code="secret",
    name=_("keys that have ended"),
    reason=_("A secret address that opens nothing any more is kept only to tell why it does not."),
    starts=_("the key has ended"),
    source=OWN,
    term=Term(length=30, unit=Unit.DAYS),
    act=Act.DELETE,
)
MACHINE = RetentionClass(
    code="machine",
    name=_("traces of the machine"),
    reason=_("Sign-ins, sessions and background tasks help to find a fault or an attack, and only for a while."),
    starts=_("the session, attempt or task is over"),
    source=OWN,
    term=Term(length=90, unit=Unit.DAYS),
    act=Act.DELETE,
)
CLASSES: dict[str, RetentionClass] = {
    each.code: each
    for each in (PERMANENT, GROUP, CLOSED, COMPANY, PERSONAL, ATTACHED, MAIL, UNCONFIRMED, SECRET, MACHINE)
}
"""Every class by its code, in the order in which they are shown."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Rows of a model: those that fit ``only``. ``start`` is a field or expression that gives the day or moment at
    which the clock starts, null as long as nothing has; ``blanks``: what personal fields hold once they are redacted.
    """

    model: type[models.Model]
    start: str | Combinable | None = None
    only: Q = field(default_factory=Q)
    blanks: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of record, under a ``code`` that never changes."""

    code: str
    name: "_StrPromise"
    retention: RetentionClass
    rows: tuple[Rows, ...]


KINDS: dict[str, Kind] = {}


def kept(code: str, name: "_StrPromise", retention: RetentionClass, *rows: Rows) -> None:
    """Declare a kind of record; call it in the app's ``ready``. Raises ``ValueError`` for a code that is taken, a clock
    that nothing starts, a fact that would be deleted, and for redacting without a field to blank.
    """
    if code in KINDS:
        raise ValueError(f"{code} is declared twice")
    for each in rows:
        if (each.start is not None) != (retention.term is not None):
            raise ValueError(f"{code}: {each.model.__name__} needs a start of its clock, or has one and needs none")
        if retention.act is Act.DELETE and issubclass(each.model, Fact):
            raise ValueError(f"{code}: {each.model.__name__} is never removed")
        if bool(each.blanks) != (retention.act is Act.REDACT):
            raise ValueError(f"{code}: {each.model.__name__} needs fields to blank, or has some and needs none")
    KINDS[code] = Kind(code=code, name=name, retention=retention, rows=rows)


def of(*kinds: type[models.Model]) -> tuple[Rows, ...]:
    """All rows of these models, without a clock."""
    return tuple(Rows(model=model) for model in kinds)


def since(start: str | Combinable, *kinds: type[models.Model]) -> tuple[Rows, ...]:
    """All rows of these models, with a clock that the same field or expression starts."""
    return tuple(Rows(model=model, start=start) for model in kinds)


def classified() -> Iterable[type[models.Model]]:
    """Every model that some room has declared."""
    return {rows.model for kind in KINDS.values() for rows in kind.rows}

"""A format as checkable parts: what each must hold, and whether it is met, not met, or cannot be known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.kernel.uploads import suffix_of

MOST_PARTS = 40
MOST_WORDS = 1_000_000


class Kind(StrEnum):
    """How a part is checked."""

    FILE = "file"
    WORDS = "words"
    LINK = "link"
    SIGNED = "signed"
    DATE = "date"


class Met(StrEnum):
    """Three-valued: what cannot be known is said so."""

    MET = "met"
    NOT_MET = "not met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a format: ``key`` stays through its versions. ``types``: suffixes such as ``.docx`` that a file may
    have, all if empty; ``least``: how many words there must be.
    """

    key: str
    name: str
    holds: str
    kind: Kind
    required: bool = True
    types: tuple[str, ...] = ()
    least: int = 0


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What there is for a part. ``text`` is None where a file is there whose words nobody can count; ``signed`` is None
    while the named reviewer has not said; ``changed``: something changed after they did.
    """

    file_name: str = ""
    text: str | None = ""
    link: str = ""
    day: date | None = None
    signed: bool | None = None
    changed: bool = False


NOTHING = Evidence()


def is_met(part: Part, evidence: Evidence) -> Met:
    """Whether the part is there as the format asks."""
    judge = {Kind.FILE: _file, Kind.WORDS: _words, Kind.LINK: _link, Kind.SIGNED: _signed, Kind.DATE: _date}
    return judge[part.kind](part, evidence)


def _file(part: Part, evidence: Evidence) -> Met:
    if not evidence.file_name:
        return Met.NOT_MET
    suffix = suffix_of(evidence.file_name)
    if part.types and not suffix:
        return Met.UNKNOWN
    return _truth(not part.types or suffix in part.types)


def _words(part: Part, evidence: Evidence) -> Met:
    if evidence.text is None:
        return Met.UNKNOWN
    return _truth(len(evidence.text.split()) >= max(part.least, 1))


def _link(_part: Part, evidence: Evidence) -> Met:
    return _truth(bool(evidence.link))


def _signed(_part: Part, evidence: Evidence) -> Met:
    if evidence.signed is None:
        return Met.NOT_MET
    return Met.UNKNOWN if evidence.changed else _truth(evidence.signed)


def _date(_part: Part, evidence: Evidence) -> Met:
    return _truth(evidence.day is not None)


def _truth(value: bool) -> Met:
    return Met.MET if value else Met.NOT_MET


def parts_from(data: object) -> tuple[Part, ...]:
    """Parts as a format's data lists them: ``[{key, name, holds, kind, required, types, least}]``.

    Raises :class:`~cupel.errors.ProcedureError` for data that is no list of one to :data:`MOST_PARTS` parts with keys
    of their own.
    """
    if not isinstance(data, list) or not 1 <= len(data) <= MOST_PARTS:
        raise _wrong(_("A format has 1 to {most} parts.").format(most=MOST_PARTS))
    parts = tuple(_part(row) for row in data)
    if len({part.key for part in parts}) < len(parts):
        raise _wrong(_("Two parts have the same key."))
    return parts


def parts_data(parts: tuple[Part, ...]) -> list[dict[str, Any]]:
    """The reverse of :func:`parts_from`."""
    return [{**vars(part), "kind": part.kind.value, "types": list(part.types)} for part in parts]


def _part(row: object) -> Part:
    if not isinstance(row, Mapping):
        raise _wrong(_("A part is a record with names."))
    texts = {name: str(row.get(name, "")).strip() for name in ("key", "name", "holds", "kind")}
    if not texts["key"] or not texts["name"] or texts["kind"] not in set(Kind):
        raise _wrong(_("A part has a key, a name and a kind of check."))
    least, types = row.get("least", 0), row.get("types", ())
    if not isinstance(least, int) or not 0 <= least <= MOST_WORDS:
        raise _wrong(_("The number of words is not one."))
    if not isinstance(types, list | tuple):
        raise _wrong(_("Types of files are a list."))
    return Part(
        key=texts["key"][:40], name=texts["name"][:200], holds=texts["holds"][:1000], kind=Kind(texts["kind"]),
        required=bool(row.get("required", True)), types=tuple(_suffix(each) for each in types), least=least,
    )  # fmt: skip


def _suffix(text: object) -> str:
    return "." + str(text).strip().lower().lstrip(".")[:12]


def _wrong(message: str) -> ProcedureError:
    return ProcedureError(message, code="format-parts", remedy=_("Correct the parts."))

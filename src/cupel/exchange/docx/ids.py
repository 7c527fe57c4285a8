"""How a paragraph says which part of which clause it is: by the name of a hidden bookmark.

Bookmarks are what survives: LibreOffice 7.4 drops the tags of content controls and foreign XML parts when it saves, and
keeps every bookmark, in deleted, inserted and moved paragraphs and in cells too. A name that begins with an underscore
is not listed by Word; it has at most 40 letters, digits and underscores.

======================  ==============================================================
``_UID_r_en``           title of a requirement, in English (a letter for each kind)
``_UID_t_en``           its text; ``l`` level, ``u`` guidance, ``w`` rationale
``_UID_p2``             value of its third parameter
``_UID_0a1b2c3d4e5f``   beginning of the content hash of the revision that was printed
``__UID_t_en``          the same text at the place that a tracked move leaves
``_cupel_title``        what belongs to no clause: title, contents, table of parameters
======================  ==============================================================
"""

import re
from dataclasses import dataclass

from cupel.errors import DocumentError
from cupel.exchange.layout import Part, Passage
from cupel.messages import _

LONGEST = 40
HASHED = 12
"""Digits of the content hash that a name carries: 48 bits."""
APPARATUS = "_cupel_"

_KINDS = {"s": "section", "c": "criterion", "r": "requirement", "d": "definition", "g": "guidance", "a": "annex"}
_PARTS: dict[str, Part] = {"l": "level", "t": "text", "u": "guidance", "w": "rationale"}
_KIND_LETTERS = {kind: letter for letter, kind in _KINDS.items()}
_PART_LETTERS = {part: letter for letter, part in _PARTS.items()}
_ULID = "[0-7][0-9A-HJKMNP-TV-Z]{25}"
_PASSAGE = re.compile(rf"(_|__)({_ULID})_([a-z])_([a-z]{{2,3}}(?:_[A-Za-z0-9]{{2,8}})*)")
_VALUE = re.compile(rf"(_|__)({_ULID})_p(\d+)")
_HASH = re.compile(rf"_({_ULID})_([0-9a-f]{{{HASHED}}})")


@dataclass(frozen=True, kw_only=True)
class PassageName:
    """A part of a clause; ``kind`` is known from its title. ``left``: it stands where it was moved from."""

    uid: str
    part: Part
    language: str
    kind: str | None = None
    left: bool = False


@dataclass(frozen=True, kw_only=True)
class ValueName:
    """The value of a clause's parameter, by its number in the clause."""

    uid: str
    number: int
    left: bool = False


@dataclass(frozen=True, kw_only=True)
class HashName:
    """What the content hash of the printed revision begins with."""

    uid: str
    hash: str


def passage_name(passage: Passage, *, left: bool = False) -> str:
    """The bookmark of a part of a clause. Raises DocumentError where the language tag is too long to be carried."""
    letter = _KIND_LETTERS[passage.kind] if passage.part == "title" else _PART_LETTERS[passage.part]
    name = f"{'__' if left else '_'}{passage.uid}_{letter}_{passage.language.replace('-', '_')}"
    if len(name) > LONGEST:
        message = _("The language tag {language} is too long for a Word file.").format(language=passage.language)
        raise DocumentError(message, code="document-language", remedy=_("Use a tag of at most nine letters."))
    return name


def value_name(uid: str, number: int, *, left: bool = False) -> str:
    """The bookmark of a parameter's value."""
    return f"{'__' if left else '_'}{uid}_p{number}"


def hash_name(uid: str, content_hash: str) -> str:
    """The bookmark that says which revision was printed."""
    return f"_{uid}_{content_hash[:HASHED]}"


def read_name(name: str) -> PassageName | ValueName | HashName | None:
    """What a bookmark says; None where it is none of ours."""
    if found := _VALUE.fullmatch(name):
        return ValueName(uid=found[2], number=int(found[3]), left=found[1] == "__")
    if found := _HASH.fullmatch(name):
        return HashName(uid=found[1], hash=found[2])
    if not (found := _PASSAGE.fullmatch(name)):
        return None
    left, uid, letter, language = found[1] == "__", found[2], found[3], found[4].replace("_", "-")
    if letter in _KINDS:
        return PassageName(uid=uid, part="title", kind=_KINDS[letter], language=language, left=left)
    if letter in _PARTS:
        return PassageName(uid=uid, part=_PARTS[letter], language=language, left=left)
    return None

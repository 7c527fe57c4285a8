"""Texts of a standard in several languages, with parameter slots written ``{name}``."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Texts: TypeAlias = Mapping[str, str]
"""Language tag (BCP 47) to text."""

DEFAULT_LANGUAGE = "en"
_SLOT = re.compile(r"\{([A-Za-z][A-Za-z0-9_]*)(?::[a-z])?\}")


def text_in(texts: Texts, *, language: str = DEFAULT_LANGUAGE) -> str:
    """The text in ``language``, else in the default language, else in the first one; empty where there is none."""
    for tag in (language, DEFAULT_LANGUAGE, *texts):
        if tag in texts:
            return texts[tag]
    return ""


def slots(text: str) -> tuple[str, ...]:
    """The names of the slots of ``text``, in order of appearance."""
    return tuple(_SLOT.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with every slot that has a value filled; other slots stay as written."""
    return "".join(piece for piece, _slot in filled_pieces(text, values))


def filled_pieces(text: str, values: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    """The pieces of the filled text, each with the name of the slot it fills, or None for what is written so."""
    at = 0
    for match in _SLOT.finditer(text):
        if match[1] in values:
            yield text[at : match.start()], None
            yield values[match[1]], match[1]
            at = match.end()
    yield text[at:], None

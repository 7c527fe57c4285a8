"""Terms and their meanings, as the sections of definitions write them."""

import re
from dataclasses import dataclass

from cupel.exchange.docx.reading.text import Piece

_HEADINGS = re.compile(
    r"(terms|definitions?|glossary|abbreviations|acronyms|begriffe?|definitionen|glossar|définitions?|termes|glossaire|"
    r"definiciones|términos|glosario|definições|termos|glossário|definizioni|termini)\b.*",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"[“\"«]?(?P<term>[^:–—\n]{1,80}?)[”\"»]?\s*(?::\s|\s[–—-]\s)(?P<meaning>\S.*)", re.DOTALL)


@dataclass(frozen=True)
class Definition:
    """A term and what it means."""

    term: str
    meaning: str


def opens_definitions(title: str) -> bool:
    """Whether a section of this title holds definitions."""
    return bool(_HEADINGS.match(title.strip()))


def definition_in(pieces: list[Piece]) -> Definition | None:
    """The definition that a paragraph is: a term in bold before its meaning, or one set off by a colon or a dash."""
    text = "".join(piece.text for piece in pieces).strip()
    bold = ""
    for piece in pieces:
        if not piece.bold and piece.text.strip():
            break
        bold += piece.text
    if bold.strip() and len(bold) < len(text):
        meaning = text[len(bold.strip()) :].lstrip(" :–—-\t")
        return Definition(bold.strip().rstrip(":–—- "), meaning) if meaning else None
    found = _WRITTEN.fullmatch(text)
    return Definition(found["term"].strip(), found["meaning"].strip()) if found else None

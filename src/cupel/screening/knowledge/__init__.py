"""What is known about names: legal forms, business words, numerals, given names and letters, as data beside this file.

The tables are our own work and hold facts of languages only. Their content is part of the normaliser's version.
"""

import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

NUMBER = "#"
"""Marks a numeral among words."""

FEWEST_LETTERS = 4
"""Of a word that an abbreviation keeps."""

CUT = "\u2026"
"""Marks a word that its writer cut short."""

TABLES = ("legal_forms", "words", "particles", "numerals", "given_names", "honorifics", "letters")
ROMAN = (
    ("x", 10),
    ("ix", 9),
    ("v", 5),
    ("iv", 4),
    ("i", 1),
)


@cache
def _table(name: str) -> Any:
    text = files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return YAML(typ="safe").load(text)


@cache
def version() -> str:
    """SHA-256 over all tables; a change of it means that everything is screened anew."""
    digest = hashlib.sha256()
    for name in TABLES:
        digest.update(files(__name__).joinpath(f"{name}.yaml").read_bytes())
    digest.update(files(__name__).joinpath("frequencies.csv").read_bytes())
    return digest.hexdigest()


@cache
def legal_forms() -> dict[str, str]:
    """Written form to class, for example ``gmbh`` to ``limited``."""
    return {str(form): kind for kind, forms in _table("legal_forms").items() for form in forms}


@cache
def form_classes() -> tuple[str, ...]:
    """Classes of legal forms; the position of a class is its bit."""
    return tuple(_table("legal_forms"))


@cache
def words() -> frozenset[str]:
    """Business words in all their spellings."""
    return frozenset(word for group in _word_groups() for word in group) - particles()


def _word_groups() -> list[tuple[str, ...]]:
    return [tuple(str(word).replace(" ", "") for word in group) for group in _table("words")]


@cache
def particles() -> frozenset[str]:
    """Words that join others: and, of."""
    return frozenset(str(word) for group in _table("particles") for word in group)


@cache
def numerals() -> dict[str, int]:
    """Word, ordinal or roman figure to its number."""
    spelt = {str(word): int(number) for number, written in _table("numerals").items() for word in written}
    return {**spelt, **{_roman(number): number for number in range(2, 40)}}


def _roman(number: int) -> str:
    text = ""
    for figure, value in ROMAN:
        while number >= value:
            text, number = text + figure, number - value
    return text


@cache
def groups() -> dict[str, tuple[int, ...]]:
    """Word to the numbers of the groups it stands in: business words of one meaning and what may be short for them,
    names for one another.
    """
    found: dict[str, tuple[int, ...]] = {}
    named = [tuple(str(word).replace(" ", "") for word in group) for group in _table("given_names")]
    joining = [tuple(str(word) for word in group) for group in _table("particles")]
    for number, group in enumerate([*_word_groups(), *joining, *named]):
        for word in dict.fromkeys(group):
            found[word] = (*found.get(word, ()), number)
    return found | abbreviations()


@cache
def abbreviations() -> dict[str, tuple[int, ...]]:
    """Beginnings of business words, with :data:`CUT` at their end, to the groups of all words that begin so.

    Beginnings that are words themselves, or legal forms, stand for nothing else.
    """
    meant: dict[str, set[int]] = {}
    for number, group in enumerate(_word_groups()):
        for word in group:
            for length in range(FEWEST_LETTERS, len(word) - 1):
                meant.setdefault(word[:length], set()).add(number)
    known = words() | legal_forms().keys() | particles()
    return {short + CUT: tuple(sorted(numbers)) for short, numbers in meant.items() if short not in known}


@cache
def honorifics() -> frozenset[str]:
    """Titles and forms of address."""
    return frozenset(str(word).replace(" ", "") for word in _table("honorifics"))


@cache
def letters() -> tuple[tuple[str, str], ...]:
    """Letters, or two of them, and how they are written in Latin, longest first."""
    table: dict[str, str] = _table("letters")
    return tuple(sorted(table.items(), key=lambda pair: -len(pair[0])))


@cache
def frequencies() -> dict[str, float]:
    """Word to the share of names that hold it, in a public list of about 20,000 names."""
    lines = files(__name__).joinpath("frequencies.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {word: float(share) for word, share in (line.split(",") for line in lines)}

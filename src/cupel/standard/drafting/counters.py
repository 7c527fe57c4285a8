"""Counters of labels: 1 2 3, 01 02, a b c, A B C, i ii iii, I II III; and which of them a list of labels uses."""

import re
from collections.abc import Sequence
from itertools import pairwise

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
DECIMAL, PADDED, LETTER, NUMERAL = "1", "01", "a", "i"
"""Kinds of counters, by how they begin; in capitals, ``A`` and ``I``."""

_LETTERS = 26
_LONGEST = 2
"""Letters that a counter of letters has at most; longer ones are words."""


def written(number: int, kind: str) -> str:
    """``number`` as a counter of ``kind``; letters go on after z with aa."""
    if kind.isdigit():
        return str(number).zfill(len(kind))
    text = _numeral(number) if kind.lower() == NUMERAL else _letters(number)
    return text.upper() if kind.isupper() else text


def value(text: str, kind: str) -> int | None:
    """The number that ``text`` is as a counter of ``kind``; None where it is none."""
    if kind.isdigit():
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None
    if (text.upper() if kind.isupper() else text.lower()) != text:
        return None
    number = _of_numeral(text.lower()) if kind.lower() == NUMERAL else _of_letters(text.lower())
    return number if number and written(number, kind) == text else None


def kind_of(counters: Sequence[str]) -> str | None:
    """The kind in which most of ``counters`` are one more than the one before; None where none fits."""
    best = max(_kinds(counters[0]), key=lambda kind: _steps(counters, kind), default=None)
    return best if best is not None and _steps(counters, best) >= 0 else None


def _kinds(text: str) -> tuple[str, ...]:
    if text.isdigit():
        return (PADDED,) if text.startswith("0") and len(text) == len(PADDED) else (DECIMAL,)
    return (LETTER.upper(), NUMERAL.upper()) if text.isupper() else (LETTER, NUMERAL)


def _steps(counters: Sequence[str], kind: str) -> int:
    numbers = [value(text, kind) for text in counters]
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers):
        return -1
    return sum(after == before + 1 for before, after in pairwise([0, *known]))


def _letters(number: int) -> str:
    text = ""
    while number > 0:
        number, place = divmod(number - 1, _LETTERS)
        text = chr(ord("a") + place) + text
    return text


def _of_letters(text: str) -> int:
    if not re.fullmatch(rf"[a-z]{{1,{_LONGEST}}}", text):
        return 0
    number = 0
    for letter in text:
        number = number * _LETTERS + ord(letter) - ord("a") + 1
    return number


def _numeral(number: int) -> str:
    text = ""
    for size, letters in (*ROMAN, *ROMAN_SMALL):
        count, number = divmod(number, size)
        text += letters * count
    return text


def _of_numeral(text: str) -> int:
    number, rest = 0, text
    for size, letters in (*ROMAN, *ROMAN_SMALL):
        while rest.startswith(letters):
            number, rest = number + size, rest[len(letters) :]
    return number if not rest else 0

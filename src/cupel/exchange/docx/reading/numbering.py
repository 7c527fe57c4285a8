"""Automatic numbers as they are printed (ECMA-376, part 1, clause 17.9)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cupel.exchange.docx.reading.styles import Styles
from cupel.exchange.docx.xml import Element, find, value_of, w

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Label:
    """A printed number such as ``4.2`` or ``(a)``, or a bullet, which has no text."""

    text: str
    level: int
    bullet: bool = False


@dataclass(frozen=True, kw_only=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


class Numbering:
    """Counts through a document from its beginning: every numbered paragraph has to be shown to it, in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = {item.get(w("abstractNumId"), ""): item for item in _children(root, "abstractNum")}
        self._numbers = {item.get(w("numId"), ""): item for item in _children(root, "num")}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, paragraph: Element) -> Label | None:
        """The number of ``paragraph``; None where it has none."""
        number, level, style = self._styles.numbering(paragraph)
        if number not in self._numbers:
            return None
        levels = self._levels_of(number)
        if level is None:
            level = next((at for at, each in levels.items() if style and each.style == style), 0)
        here = levels.get(level)
        if here is None:
            return None
        self._count(number, level, levels)
        if here.format == "bullet":
            return Label(text="", level=level, bullet=True)
        text = self._printed(number, level, levels)
        return Label(text=text, level=level) if text else None

    def _count(self, number: str, level: int, levels: dict[int, _Level]) -> None:
        counts = self._counts.setdefault(self._list_of(number), [None] * LEVELS)
        restarted = _override(self._numbers[number], level)
        if restarted is not None and (number, level) not in self._started:
            counts[level] = restarted
        else:
            before = counts[level]
            counts[level] = levels[level].start if before is None else before + 1
        self._started.add((number, level))
        for above in range(level):
            if counts[above] is None:
                counts[above] = levels[above].start if above in levels else 1
        for below in range(level + 1, LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or level < restart:
                counts[below] = None

    def _printed(self, number: str, level: int, levels: dict[int, _Level]) -> str:
        counts = self._counts[self._list_of(number)]

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            count = counts[at]
            if count is None or at not in levels:
                return ""
            return in_format(count, "decimal" if levels[level].legal else levels[at].format)

        return _PLACE.sub(shown, levels[level].text).strip()

    def _list_of(self, number: str) -> str:
        return self._resolved(number)[0]

    def _levels_of(self, number: str) -> dict[int, _Level]:
        if number not in self._levels:
            _key, item = self._resolved(number)
            found = dict(map(_level, _children(item, "lvl")))
            for change in _children(self._numbers[number], "lvlOverride"):
                found.update(map(_level, _children(change, "lvl")))
            self._levels[number] = found
        return self._levels[number]

    def _resolved(self, number: str) -> tuple[str, Element | None]:
        """The list behind a number; one that only points to a style stands for that style's list."""
        seen: set[str] = set()
        while True:
            key = value_of(self._numbers.get(number), "abstractNumId") or ""
            item = self._lists.get(key)
            link = value_of(item, "numStyleLink")
            linked = self._styles.list_of(link) if link else None
            if linked is None or linked not in self._numbers or number in seen:
                return key, item
            seen.add(number)
            number = linked


def in_format(count: int, name: str) -> str:
    """``count`` in a number format of Word; one that is not known is written in digits."""
    match name:
        case "none":
            return ""
        case "decimalZero":
            return f"{count:02d}"
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else ""
            return letter.upper() if name == "upperLetter" else letter
        case "lowerRoman" | "upperRoman":
            roman = _roman(count)
            return roman.upper() if name == "upperRoman" else roman
        case "ordinal":
            ends = {1: "st", 2: "nd", 3: "rd"}
            return f"{count}{'th' if count % 100 in (11, 12, 13) else ends.get(count % 10, 'th')}"
    return str(count)


def _roman(count: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while count >= value:
            written, count = written + letters, count - value
    return written


def _level(item: Element) -> tuple[int, _Level]:
    start, restart = value_of(item, "start"), value_of(item, "lvlRestart")
    legal = find(item, "isLgl")
    made = _Level(
        start=int(start) if start and start.isdigit() else 0,
        format=value_of(item, "numFmt") or "decimal",
        text=value_of(item, "lvlText") or "",
        restart=int(restart) if restart and restart.isdigit() else None,
        legal=legal is not None and legal.get(w("val")) not in ("0", "false"),
        style=value_of(item, "pStyle"),
    )
    return int(item.get(w("ilvl"), "0")), made


def _override(number: Element, level: int) -> int | None:
    for change in _children(number, "lvlOverride"):
        if change.get(w("ilvl")) == str(level):
            start = value_of(change, "startOverride")
            return int(start) if start and start.isdigit() else None
    return None


def _children(parent: Element | None, name: str) -> Iterator[Element]:
    return iter(()) if parent is None else parent.iterchildren(w(name))

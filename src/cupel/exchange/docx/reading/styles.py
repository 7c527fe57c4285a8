"""What the styles of a document say about a paragraph: its name, its level in the outline, its numbering."""

from collections.abc import Iterator, Mapping

from cupel.exchange.docx.xml import Element, find, value_of, w

BODY_TEXT = 9
"""The outline level that is none."""


class Styles:
    """The paragraph styles of a document with what they inherit."""

    def __init__(self, root: Element | None) -> None:
        self._styles: Mapping[str, Element] = {
            style.get(w("styleId"), ""): style for style in (root.iter(w("style")) if root is not None else ())
        }
        self._default = next(
            (key for key, style in self._styles.items() if _is_default(style)),
            "",
        )

    def of(self, paragraph: Element) -> str:
        """The id of the paragraph's style."""
        return value_of(paragraph, "pPr/pStyle") or self._default

    def name(self, style: str) -> str:
        """The style's name as Word writes it in every language: ``heading 1``; small letters."""
        return (value_of(self._styles.get(style), "name") or style).lower()

    def outline(self, paragraph: Element) -> int | None:
        """The level of a heading, from 0; None of what is none."""
        levels = (value_of(holder, "pPr/outlineLvl") for holder in (paragraph, *self._chain(self.of(paragraph))))
        found = next((int(level) for level in levels if level is not None and level.isdigit()), None)
        if found is None:
            name = self.name(self.of(paragraph))
            found = int(name[8:]) - 1 if name.startswith("heading ") and name[8:].isdigit() else None
        return found if found is not None and found < BODY_TEXT else None

    def numbering(self, paragraph: Element) -> tuple[str | None, int | None, str]:
        """List and level where they are stated, nearest first, and the style that states the list."""
        number, level = value_of(paragraph, "pPr/numPr/numId"), value_of(paragraph, "pPr/numPr/ilvl")
        stated = ""
        for style in self._chain(self.of(paragraph)):
            if number is None:
                number = value_of(style, "pPr/numPr/numId")
                stated = style.get(w("styleId"), "") if number is not None else stated
            level = level if level is not None else value_of(style, "pPr/numPr/ilvl")
        return number, int(level) if level and level.isdigit() else None, stated

    def list_of(self, style: str) -> str | None:
        """The list that a numbering style stands for."""
        return value_of(self._styles.get(style), "pPr/numPr/numId")

    def is_bold(self, run: Element, paragraph: Element) -> bool:
        """Whether a run is printed bold, by itself or by a style."""
        style = value_of(run, "rPr/rStyle")
        holders = (run, *self._chain(style or ""), *self._chain(self.of(paragraph)))
        marks = (find(holder, "rPr/b") for holder in holders)
        found = next((mark for mark in marks if mark is not None), None)
        return found is not None and found.get(w("val")) not in ("0", "false")

    def _chain(self, style: str) -> Iterator[Element]:
        seen = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value_of(self._styles[style], "basedOn") or ""


def _is_default(style: Element) -> bool:
    return style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true")

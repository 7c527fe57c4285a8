"""Tracked changes accepted or rejected: the document as it would be read without them.

An element that goes takes its text with it; a paragraph whose own mark goes is joined to the next one. The numbers are
those of ECMA-376, part 1, clause 17.13.5.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from cupel.exchange.docx.xml import Element, find, w

Outcome: TypeAlias = Literal["accepted", "rejected"]

_COMING, _GOING = ("ins", "moveTo"), ("del", "moveFrom")
_FORMER = ("pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tcPrChange", "trPrChange")
_RANGES = tuple(f"move{side}Range{end}" for side in ("From", "To") for end in ("Start", "End"))


_POINTS = tuple(w(f"{name}{end}") for name in ("bookmark", "commentRange") for end in ("Start", "End"))
"""What stands between words and stays when they go."""


def authors_of_changes(body: Element) -> dict[str, int]:
    """How many tracked insertions, deletions and moves each author made."""
    found: dict[str, int] = {}
    for change in _content(body, (*_COMING, *_GOING)):
        author = change.get(w("author")) or ""
        found[author] = found.get(author, 0) + 1
    return found


def resolve(body: Element, outcome: Outcome) -> None:
    """Change ``body`` in place so that nothing in it is tracked.

    Former formats are given up either way: what is read of a document are its words.
    """
    goes, stays = (_GOING, _COMING) if outcome == "accepted" else (_COMING, _GOING)
    for name in (*_FORMER, *_RANGES):
        _remove(list(body.iter(w(name))))
    _remove([row for row in body.iter(w("tr")) if _tracked(row, "trPr", goes)])
    _remove([cell for cell in body.iter(w("tc")) if _cell_goes(cell, outcome)])
    _remove([table for table in body.iter(w("tbl")) if table.find(w("tr")) is None])
    leaving = [paragraph for paragraph in body.iter(w("p")) if _tracked(paragraph, "pPr/rPr", goes)]
    for gone in _content(body, goes):
        _unwrap(gone, [child for child in gone if child.tag in _POINTS])
    for kept in _content(body, stays):
        _unwrap(kept, list(kept))
    _join(leaving)


def _content(body: Element, names: Iterable[str]) -> list[Element]:
    """Changes around runs, the innermost last; not those in properties, which say how a mark is tracked."""
    found = (change for name in names for change in body.iter(w(name)))
    return [change for change in found if _parent(change).tag not in (w("rPr"), w("trPr"))]


def _tracked(holder: Element, path: str, names: Iterable[str]) -> bool:
    properties = find(holder, path)
    return properties is not None and any(properties.find(w(name)) is not None for name in names)


def _cell_goes(cell: Element, outcome: Outcome) -> bool:
    name = "cellDel" if outcome == "accepted" else "cellIns"
    return find(cell, f"tcPr/{name}") is not None


def _join(leaving: Iterable[Element]) -> None:
    """Each paragraph's content goes to the front of the next one, whose format holds; the last of a cell stays."""
    for paragraph in reversed(list(leaving)):
        content = list(_left_over(paragraph))
        following = _next_paragraph(paragraph)
        if following is not None:
            at = 1 if following.find(w("pPr")) is not None else 0
            for number, child in enumerate(content):
                following.insert(at + number, child)
            _remove([paragraph])
        elif not any(True for child in content for _text in child.iter(w("t"))) and _has_neighbours(paragraph):
            _remove([paragraph])


def _left_over(paragraph: Element) -> Iterator[Element]:
    """What a paragraph holds; a bookmark around nothing is gone with what it named."""
    content = [child for child in paragraph if child.tag != w("pPr")]
    opened: dict[str | None, Element] = {}
    gone: set[Element] = set()
    for child in content:
        if child.tag == w("bookmarkStart"):
            opened[child.get(w("id"))] = child
        elif child.tag == w("bookmarkEnd") and child.get(w("id")) in opened:
            gone |= {child, opened.pop(child.get(w("id")))}
        elif any(True for _run in child.iter(w("r"))):
            opened.clear()
    return (child for child in content if child not in gone)


def _has_neighbours(paragraph: Element) -> bool:
    return len(_parent(paragraph).findall(w("p"))) > 1


def _next_paragraph(paragraph: Element) -> Element | None:
    for following in paragraph.itersiblings():
        if following.tag == w("p"):
            return following
        if following.tag in (w("tbl"), w("sectPr")):
            return None
    return None


def _unwrap(change: Element, content: Iterable[Element]) -> None:
    """Put ``content``, which is in ``change``, in its place."""
    parent = change.getparent()
    if parent is None:
        return
    for text in change.iter(w("delText")):
        text.tag = w("t")
    at = parent.index(change)
    for number, child in enumerate(content):
        parent.insert(at + number, child)
    parent.remove(change)


def _remove(elements: Iterable[Element]) -> None:
    for each in elements:
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)


def _parent(each: Element) -> Element:
    parent = each.getparent()
    assert parent is not None
    return parent

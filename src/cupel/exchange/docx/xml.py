"""Names of WordprocessingML (ECMA-376, part 1, clause 17) and a maker of its elements."""

from functools import cache
from typing import Any

from lxml import etree

from cupel.documents import WORDPROCESSING

W = WORDPROCESSING
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element


def w(name: str) -> str:
    """The full name of ``w:name``."""
    return f"{{{W}}}{name}"


def element(tag: str, /, *children: Element, **attributes: Any) -> Element:
    """``<w:name w:attribute="...">`` around ``children``."""
    made = etree.Element(w(tag), {w(key): str(value) for key, value in attributes.items()}, nsmap={"w": W})
    made.extend(children)
    return made


def text_element(name: str, text: str) -> Element:
    """``<w:name>`` with a text whose spaces count."""
    made = element(name)
    made.text = text
    made.set(XML_SPACE, "preserve")
    return made


def value_of(parent: Element | None, path: str) -> str | None:
    """The ``w:val`` of the element at ``path`` (``pPr/pStyle``) below ``parent``; None where there is none."""
    found = find(parent, path)
    return None if found is None else found.get(w("val"))


def find(parent: Element | None, path: str) -> Element | None:
    """The first element at ``path`` below ``parent``."""
    return None if parent is None else parent.find(_full(path))


@cache
def _full(path: str) -> str:
    return "/".join(w(step) for step in path.split("/"))

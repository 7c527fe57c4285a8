"""What a person sees in a Word file, read without any of our code."""

from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree
from zipfile import ZipFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element = ElementTree.Element


class Seen(NamedTuple):
    """A paragraph: the name of its style, and its words."""

    style: str
    text: str


def part(content: bytes, name: str) -> Element:
    """The XML of a part of a DOCX file."""
    with ZipFile(BytesIO(content)) as archive:
        return ElementTree.fromstring(archive.read(name))


def body(content: bytes) -> Element:
    """The document's own XML."""
    return part(content, "word/document.xml")


def paragraphs(content: bytes) -> list[Seen]:
    """Every paragraph that is not empty, those in tables too, without the contents."""
    names = {
        style.get(f"{W}styleId"): _value(style.find(f"{W}name")).lower()
        for style in part(content, "word/styles.xml").iter(f"{W}style")
    }
    found = []
    for paragraph in body(content).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        seen = Seen(names.get(_value(style), "normal") if style is not None else "normal", text_of(paragraph))
        if seen.text.strip() and not seen.style.startswith(("toc", "contents")):
            found.append(seen)
    return found


def text_of(paragraph: Element) -> str:
    """Its words; what is struck out is not seen."""
    marks = {f"{W}tab": "\t", f"{W}br": "\n"}
    return "".join(
        marks.get(child.tag, child.text or "" if child.tag == f"{W}t" else "")
        for run in paragraph.iter(f"{W}r")
        for child in run
    )


def headers(content: bytes) -> list[str]:
    """The words of the headers."""
    with ZipFile(BytesIO(content)) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("word/header"))
    return ["\n".join(text_of(each) for each in part(content, name).iter(f"{W}p")) for name in names]


def bookmarks(content: bytes) -> set[str]:
    """Names of all bookmarks."""
    return {mark.get(f"{W}name", "") for mark in body(content).iter(f"{W}bookmarkStart")}


def _value(element: Element | None) -> str:
    return element.get(f"{W}val", "") if element is not None else ""

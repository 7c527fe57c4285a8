"""XML from outside, record by record: no document type, no entities, nothing fetched, bounded in depth and size."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from cupel.errors import ListError, Place
from cupel.messages import _
from cupel.screening.lists.record import clean

CHUNK = 1 << 20
DEPTH = 64
RECORD_BYTES = 16 << 20
"""Largest record: the greatest published one has some tens of kilobytes."""

Attributes = Mapping[str, str]


class Found(NamedTuple):
    """A record's element, and the line it begins at; ``None`` where it is larger than :data:`RECORD_BYTES`."""

    line: int
    tag: str
    element: Element | None


class Root(NamedTuple):
    """The first element of a document."""

    tag: str
    attributes: Attributes


def root_of(path: Path) -> Root:
    """The first element. Raises :class:`~cupel.errors.ListError` where ``path`` is no safe XML."""
    reader = _Reader(path, tags=frozenset())
    with path.open("rb") as file:
        while reader.root is None and (chunk := file.read(CHUNK)):
            reader.feed(chunk)
    if reader.root is None:
        raise _refused(path, _("The file has no XML element."))
    return reader.root


def records(path: Path, *tags: str) -> Iterator[Found]:
    """Every element named one of ``tags``, whole, in the order of the file; prefixes of namespaces do not count.

    Raises :class:`~cupel.errors.ListError` where the file defines a document type, is nested deeper than
    :data:`DEPTH` or ends before it is complete: half a list is not a list.
    """
    reader = _Reader(path, tags=frozenset(tags))
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            reader.feed(chunk)
            yield from reader.taken()
    reader.feed(b"", final=True)
    yield from reader.taken()


def text(element: Element, tag: str) -> str | None:
    """The text of the first child named ``tag``, without outer blanks; None where there is none."""
    return clean(element.findtext(tag))


def texts(element: Element, path: str) -> Iterator[str]:
    """The texts of all elements at ``path`` that have one."""
    for found in element.iterfind(path):
        words = clean(found.text)
        if words:
            yield words


class _Reader:
    """Expat with a tree builder for one record at a time."""

    def __init__(self, path: Path, *, tags: frozenset[str]) -> None:
        self.root: Root | None = None
        self._path, self._tags = path, tags
        self._found: list[Found] = []
        self._builder: TreeBuilder | None = None
        self._depth = self._record_depth = self._line = self._start = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close

    def feed(self, data: bytes, *, final: bool = False) -> None:
        try:
            self._parser.Parse(data, final)
        except (expat.ExpatError, LookupError, ValueError) as error:
            line, column = self._parser.ErrorLineNumber, self._parser.ErrorColumnNumber + 1
            place = Place(file=self._path.name, line=line, column=column)
            raise _refused(self._path, _("The XML is broken or incomplete."), place) from error
        if self._builder and self._parser.CurrentByteIndex - self._start > RECORD_BYTES:
            self._stop_building()

    def taken(self) -> list[Found]:
        found, self._found = self._found, []
        return found

    def _doctype(self, *_about: object) -> None:
        place = Place(file=self._path.name, line=self._parser.CurrentLineNumber)
        raise _refused(self._path, _("The XML defines its own document type."), place)

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._depth += 1
        if self._depth > DEPTH:
            raise _refused(self._path, _("The XML is nested deeper than any list."))
        if self.root is None:
            self.root = Root(name, attributes)
        if not self._record_depth and name in self._tags:
            self._record_depth, self._line = self._depth, self._parser.CurrentLineNumber
            self._start = self._parser.CurrentByteIndex
            self._builder = TreeBuilder()
            self._parser.CharacterDataHandler = self._builder.data
        if self._builder:
            self._builder.start(name, attributes)

    def _close(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if self._builder:
            self._builder.end(name)
        if self._depth == self._record_depth:
            self._found.append(Found(self._line, name, self._builder.close() if self._builder else None))
            self._stop_building()
            self._record_depth = 0
        self._depth -= 1

    def _stop_building(self) -> None:
        self._builder = None
        self._parser.CharacterDataHandler = None


def _refused(path: Path, message: str, place: Place | None = None) -> ListError:
    return ListError(
        message,
        code="unsafe-or-broken-xml",
        remedy=_("Download the file again from its publisher; the earlier version of the list stays in force."),
        place=place or Place(file=path.name),
    )

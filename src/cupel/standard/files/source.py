"""A YAML file as plain data that remembers where everything stands.

ruamel.yaml composes the nodes; the values are built here, so that each keeps its line and column. Dates stay ISO 8601
texts, texts are in Unicode NFC, whole floats are integers: two ways to write one content give one content.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from cupel.errors import Place, StandardError
from cupel.messages import _
from cupel.standard.canonical import nfc
from cupel.standard.units import tidy

Step = str | int
Steps = tuple[Step, ...]
MAX_BYTES = 2_000_000
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True)
class Mark:
    """Where a value begins, counted from 1; ``plain`` if its characters stand in the file one by one."""

    line: int
    column: int
    plain: bool


@dataclass
class Document:
    """One file: ``data`` as dictionaries, lists, texts, numbers and Booleans, with the mark of each by its path."""

    file: str
    data: Any = None
    marks: dict[Steps, Mark] = field(default_factory=dict)
    keys: dict[Steps, Mark] = field(default_factory=dict)

    def place(self, steps: Steps = (), *, key: bool = False) -> Place:
        """The place of a value, or of its key; of the nearest part above it where it is absent."""
        marks = self.keys if key else self.marks
        known = next((steps[:size] for size in range(len(steps), -1, -1) if steps[:size] in marks), None)
        mark = marks[known] if known is not None else Mark(1, 1, False)
        return Place(file=self.file, line=mark.line, column=mark.column, path="/".join(map(str, steps)) or None)

    def text_place(self, steps: Steps) -> Place:
        """The place of a text's first character; without a column where folding or escapes move the characters."""
        mark = self.marks[steps]
        return self.place(steps) if mark.plain else replace(self.place(steps), column=None)

    def mistake(self, steps: Steps, message: str, *, code: str, remedy: str, key: bool = False) -> StandardError:
        """An error at the value (or its key) at ``steps``."""
        return StandardError(message, code=code, remedy=remedy, place=self.place(steps, key=key))


@dataclass
class Unwritten(Document):
    """Content that stands in no file: its places have a path and no line."""

    def place(self, steps: Steps = (), *, key: bool = False) -> Place:  # noqa: ARG002
        """The path of a value."""
        return Place(file=self.file or None, path="/".join(map(str, steps)) or None)

    def text_place(self, steps: Steps) -> Place:
        """The path of a text."""
        return self.place(steps)


def read_document(path: Path, *, root: Path) -> Document:
    """The file as a document; raises StandardError where it is not readable YAML. ``file`` is relative to ``root``."""
    document = Document(path.relative_to(root).as_posix())
    text = _text(path, document)
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        raise _not_yaml(error, document) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise document.mistake((), _not_yaml_words(str(error)), code="standard-yaml", remedy=_remedy()) from None
    if node is None:
        raise document.mistake((), _("The file is empty."), code="standard-yaml", remedy=_("Fill it or remove it."))
    document.data = _Builder(document, text.split("\n")).value(node, ())
    return document


def _text(path: Path, document: Document) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        message = _("The file cannot be read: {reason}.").format(reason=error.strerror)
        raise document.mistake((), message, code="standard-file", remedy=_("Check that it exists.")) from None
    if len(content) > MAX_BYTES:
        message = _("The file is larger than {limit} bytes.").format(limit=MAX_BYTES)
        raise document.mistake((), message, code="standard-file", remedy=_("Split it."))
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        message = _("The file is not in UTF-8.")
        raise document.mistake((), message, code="standard-file", remedy=_("Save it in UTF-8.")) from None


def _not_yaml(error: MarkedYAMLError, document: Document) -> StandardError:
    mark = error.problem_mark or error.context_mark
    place = Place(file=document.file)
    if mark is not None:
        place = replace(place, line=mark.line + 1, column=mark.column + 1)
    words = _not_yaml_words(str(error.problem or error.context))
    return StandardError(words, code="standard-yaml", remedy=_remedy(), place=place)


def _not_yaml_words(reason: str) -> str:
    return _("This is not YAML: {reason}.").format(reason=reason)


def _remedy() -> str:
    return _("Correct the indentation, the quotes or the brackets here.")


@dataclass
class _Builder:
    document: Document
    lines: list[str]

    def value(self, node: Node, steps: Steps) -> Any:
        self.document.marks[steps] = self._mark(node)
        if node.anchor:
            raise self._refused(steps, _("an anchor or alias"), _("Write the value out where it is used."))
        if isinstance(node, MappingNode):
            return dict(self._items(node, steps))
        if isinstance(node, SequenceNode):
            return [self.value(item, (*steps, number)) for number, item in enumerate(node.value)]
        return self._scalar(node, steps)

    def _items(self, node: MappingNode, steps: Steps) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode) or key_node.tag == f"{_TAG}merge":
                raise self._refused(steps, _("a key that is not a text"), _("Use a plain word as the key."))
            key = nfc(str(key_node.value))
            below = (*steps, key)
            self.document.keys[below] = self._mark(key_node)
            if key in seen:
                message = _("The key {key} stands here twice.").format(key=key)
                raise self.document.mistake(
                    below, message, code="standard-duplicate-key", remedy=_("Keep one of them."), key=True
                )
            seen.add(key)
            yield key, self.value(value_node, below)

    def _scalar(self, node: Node, steps: Steps) -> Any:
        text, tag = str(node.value), str(node.tag).removeprefix(_TAG)
        try:
            return _SCALARS[tag](text)
        except (KeyError, ValueError, OverflowError):
            pass
        raise self._refused(
            steps, _("the value {value}").format(value=text), _("Write a text, a number, a date or true/false.")
        )

    def _refused(self, steps: Steps, what: str, remedy: str) -> StandardError:
        message = _("Not allowed here: {what}.").format(what=what)
        return self.document.mistake(steps, message, code="standard-yaml", remedy=remedy)

    def _mark(self, node: Node) -> Mark:
        start = node.start_mark
        quoted = isinstance(node, ScalarNode) and node.style in ('"', "'")
        column = start.column + (1 if quoted else 0)
        plain = isinstance(node, ScalarNode) and self._stands(node, start.line, column)
        return Mark(start.line + 1, column + 1, plain)

    def _stands(self, node: ScalarNode, line: int, column: int) -> bool:
        return line < len(self.lines) and self.lines[line][column:].startswith(str(node.value))


def _integer(text: str) -> int:
    return int(text.replace("_", ""), 0) if not text.lstrip("+-").startswith("0") else int(text)


def _float(text: str) -> int | float:
    number = float(text.replace("_", ""))
    if not math.isfinite(number):
        raise ValueError(text)
    return tidy(number)


def _boolean(text: str) -> bool:
    return {"true": True, "false": False}[text.lower()]


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat()


_SCALARS: dict[str, Any] = {
    "str": nfc,
    "int": _integer,
    "float": _float,
    "bool": _boolean,
    "timestamp": _day,
    "null": lambda _text: None,
}

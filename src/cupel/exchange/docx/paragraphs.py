"""Passages as paragraphs: runs, tracked changes, the bookmark that says what they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby

from cupel.exchange.docx.ends import kept_apart
from cupel.exchange.docx.ids import hash_name, passage_name
from cupel.exchange.docx.styles import LABEL, PART_STYLES, VALUE, style_id
from cupel.exchange.docx.tracking import Tracker, lines, run_element, wrapper
from cupel.exchange.docx.xml import Element, element, w
from cupel.exchange.layout import Mark, Part, Passage, Run, RunKind
from cupel.exchange.parameters import Key

CommentNumbers = Mapping[tuple[str, Part], Sequence[int]]
"""Comments by the clause and the part beside which they stand."""


@dataclass
class Frame:
    """What stands before and after the runs of a paragraph: both ends of bookmarks and of comments' ranges."""

    before: list[Element] = field(default_factory=list)
    after: list[Element] = field(default_factory=list)


@dataclass
class Typesetter:
    """Makes the paragraphs of one document in its ``language``.

    ``anchors`` are the bookmarks of parameters' values, ``hashes`` the content hash of each clause that is printed;
    ``tracker`` is needed where anything is tracked.
    """

    language: str
    anchors: Mapping[Key, str]
    hashes: Mapping[str, str]
    comments: CommentNumbers
    tracker: Tracker | None = None
    _bookmarks: Iterator[int] = field(default_factory=lambda: count(1))

    def passages(self, passages: Iterable[Passage]) -> Iterator[Element]:
        """The paragraphs, with the range of each move around those that move together."""
        for (move, left), group in groupby(kept_apart(passages), key=lambda passage: (passage.move, passage.is_left)):
            paragraphs = (paragraph for passage in group for paragraph in self.passage(passage))
            yield from paragraphs if move is None else self._moved(paragraphs, "From" if left else "To", move)

    def passage(self, passage: Passage) -> Iterator[Element]:
        """The paragraphs of one passage: of a title one, of other parts one per line."""
        frame = self._frame(passage)
        if passage.part == "title":
            yield self.paragraph(f"Heading {passage.depth + 1}", self._title(passage), frame, end=_whole(passage.mark))
            return
        made = list(lines(passage.runs))
        for number, (runs, broken) in enumerate(made):
            kind = _whole(passage.mark) if broken is None else wrapper(passage.mark, broken)
            here = Frame(frame.before if number == 0 else [], frame.after if number == len(made) - 1 else [])
            yield self.paragraph(PART_STYLES[passage.part], self._text(passage, runs), here, end=kind)

    def paragraph(
        self, style: str, content: Iterable[Element], frame: Frame | None = None, *, end: str | None = None
    ) -> Element:
        """``<w:p>``; ``end`` is how the paragraph's own mark is tracked, such as ``ins``."""
        properties = element("pPr", element("pStyle", val=style_id(style)))
        if end:
            properties.append(element("rPr", self.change(end)))
        frame = frame or Frame()
        return element("p", properties, *frame.before, *content, *frame.after)

    def runs(
        self, runs: Iterable[Run], mark: Mark = "keep", *, style: str | None = None, language: str | None = None
    ) -> Iterator[Element]:
        """``<w:r>``, tracked as they are."""
        for run in runs:
            around = wrapper(mark, run.kind)
            made = run_element(run, style=style, language=language, deleted=around == "del")
            yield self.change(around, made) if around else made

    def change(self, name: str, *children: Element) -> Element:
        """A tracked change."""
        assert self.tracker is not None
        return self.tracker.change(name, *children)

    def bookmark(self, *names: str) -> Frame:
        """Bookmarks around the runs of a paragraph; each name stands once in a document."""
        frame = Frame()
        for name in names:
            number = next(self._bookmarks)
            frame.before.append(element("bookmarkStart", id=number, name=name))
            frame.after.insert(0, element("bookmarkEnd", id=number))
        return frame

    def _frame(self, passage: Passage) -> Frame:
        left = passage.is_left
        names = [passage_name(passage, left=left)]
        if passage.part == "title" and passage.uid in self.hashes and not left:
            names.append(hash_name(passage.uid, self.hashes[passage.uid]))
        frame = self.bookmark(*names)
        for number in () if left else self.comments.get((passage.uid, passage.part), ()):
            frame.before.append(element("commentRangeStart", id=number))
            reference = element("r", element("commentReference", id=number))
            around = _whole(passage.mark)
            reference = self.change(around, reference) if around else reference
            frame.after = [element("commentRangeEnd", id=number), reference, *frame.after]
        return frame

    def _title(self, passage: Passage) -> Iterator[Element]:
        language = self._foreign(passage)
        yield from self.runs(passage.label, passage.mark, style=LABEL, language=language)
        yield from self.runs((_between(passage),), passage.mark)
        yield from self._text(passage, passage.runs)

    def _text(self, passage: Passage, runs: Iterable[Run]) -> Iterator[Element]:
        """The value of a parameter leads to its row in the table, unless it goes: LibreOffice cuts a deletion in three
        at a link, and then mistakes the style of what follows.
        """
        language = self._foreign(passage)
        for run in runs:
            goes = run.kind == "delete" or passage.mark == "move-from"
            anchor = self.anchors.get((passage.uid, run.slot)) if run.slot and not goes else None
            made = self.runs((run,), passage.mark, style=VALUE if anchor else None, language=language)
            yield from (element("hyperlink", *made, anchor=anchor, history=1),) if anchor else made

    def _foreign(self, passage: Passage) -> str | None:
        return passage.language if passage.language != self.language else None

    def _moved(self, paragraphs: Iterable[Element], side: str, move: int) -> Iterator[Element]:
        assert self.tracker is not None
        start = self.tracker.change(f"move{side}RangeStart", name=f"move{move}")
        yield start
        yield from paragraphs
        yield element(f"move{side}RangeEnd", id=start.get(w("id")))


def _between(passage: Passage) -> Run:
    """The tab after the label goes and comes with the whole title."""
    kinds: dict[Mark, RunKind] = {"insert": "insert", "delete": "delete"}
    return Run(kinds.get(passage.mark, "keep"), "\t")


def _whole(mark: Mark) -> str | None:
    """How something is tracked that goes, comes or moves with its passage."""
    whole: dict[Mark, RunKind] = {"insert": "insert", "delete": "delete"}
    return wrapper(mark, whole.get(mark, "keep"))

"""What hangs on paragraphs: notes, comments, and what is no text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cupel.exchange.docx.reading.archive import Parts
from cupel.exchange.docx.reading.document import Note, Remark, Unplaced
from cupel.exchange.docx.reading.flow import Line
from cupel.exchange.docx.reading.styles import Styles
from cupel.exchange.docx.reading.text import NoteKey, TextReader
from cupel.exchange.docx.reading.tree import Node
from cupel.exchange.docx.xml import Element, w
from cupel.messages import _


@dataclass
class Gathering:
    """Puts notes and comments with the clause in which they are read, and lists what has no place."""

    notes: Mapping[NoteKey, str]
    comments: Mapping[str, Remark]
    unplaced: list[Unplaced] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @classmethod
    def of(cls, parts: Parts, styles: Styles) -> "Gathering":
        """All notes and comments of a document."""
        notes: dict[NoteKey, str] = {}
        for kind in ("footnote", "endnote"):
            for note in _all(parts, f"{kind}s", kind):
                notes[kind, note.get(w("id"), "")] = _text(note, styles)
        comments = {
            comment.get(w("id"), ""): Remark(
                author=comment.get(w("author")) or "", on=comment.get(w("date")), text=_text(comment, styles)
            )
            for comment in _all(parts, "comments", "comment")
        }
        return cls(notes=notes, comments=comments)

    def hang(self, line: Line, clause: Node | None) -> None:
        """Take what hangs on ``line``, which was read as part of ``clause``."""
        for what, text in line.words.objects:
            self.miss(_SHOWN.get(what, what), line.number, text, clause)
        for key in line.words.notes:
            text = self.notes.get(key, "")
            if clause is not None:
                clause.notes.append(Note(kind=key[0], text=text))
            else:
                self.miss(_SHOWN[key[0]], line.number, text, None)
        for comment in line.words.comments:
            remark = self.comments.get(comment)
            if remark is not None:
                label, uid = (clause.name, clause.uid) if clause else ("", None)
                self.remarks.append(Remark(author=remark.author, text=remark.text, on=remark.on, label=label, uid=uid))

    def miss(self, what: str, paragraph: int, text: str, after: Node | None) -> None:
        """List something that could not be placed."""
        found = Unplaced(what=what, paragraph=paragraph, text=text, after=after.name if after else "")
        self.unplaced.append(found)


def _all(parts: Parts, part: str, name: str) -> list[Element]:
    root = parts.others.get(part)
    return [each for each in root.iter(w(name)) if each.get(w("type")) in (None, "normal")] if root is not None else []


def _text(holder: Element, styles: Styles) -> str:
    reader = TextReader(styles)
    return "\n".join(reader.read(paragraph).text.strip() for paragraph in holder.iter(w("p"))).strip()


_SHOWN = {
    "picture": _("picture"),
    "text box": _("text box"),
    "formula": _("formula"),
    "hidden text": _("hidden text"),
    "footnote": _("footnote"),
    "endnote": _("endnote"),
}

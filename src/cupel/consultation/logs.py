"""Comment-resolution logs as OASIS publishes them, Markdown tables or CSV: comments with what became of each."""

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cupel.consultation.clauses import ClauseBook
from cupel.consultation.data import Comment, Consent, Kind, Origin, Submission
from cupel.consultation.disposition import Decision, Disposition, Workflow
from cupel.consultation.placing import Placement, place, place_by_text
from cupel.consultation.template.reading import LeftRow
from cupel.errors import ConsultationError, Place
from cupel.messages import _
from cupel.sheets import plain

MOST_BYTES = 64 << 20
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "log": ("log", "file", "source"),
    "item": ("item", "item #", "number", "no", "#", "id", "issue", "comment #"),
    "on": ("date", "received", "date received", "submitted"),
    "commenter": ("commenter", "name", "submitter", "author", "from", "source of comment"),
    "clause": ("clause", "section", "location"),
    "text": ("description", "comment", "comments", "summary", "title"),
    "acknowledged": ("date acknowledged", "acknowledged"),
    "resolution": ("resolution", "response", "proposed resolution", "action"),
    "disposition": ("disposition", "status", "decision"),
}
"""What the columns are called, as :func:`~cupel.sheets.plain` compares them."""

DECISIONS: tuple[tuple[str, Decision], ...] = (
    (r"out of scope|beyond the scope", Decision.OUT_OF_SCOPE),
    (r"in principle", Decision.IN_PRINCIPLE),
    (r"\bpart(ly|ially|ial)\b", Decision.PARTLY),
    (r"no change for (this )?(version|release|edition)|defer|postpone|\banswered\b|\bnoted\b", Decision.NOTED),
    (r"no (change|action)|not (accepted|agreed)|disagree|reject|declin|won.?t fix|withdrawn", Decision.NOT_ACCEPTED),
    (r"complete|agree|accept|implemented|fixed|resolved|done|applied|merged", Decision.ACCEPTED),
)  # fmt: skip
"""Words of a log's disposition and what they are on our axis; the first that fits counts."""

LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^)\s]*\)")
RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
CELL_END = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, kw_only=True)
class LogEntry:
    """One row. ``placement``: where it belongs in the draft; numbers of a log are mostly another edition's, so it is
    never taken without somebody's word. ``disposition.raw`` keeps the log's own words.
    """

    item: str
    comment: Comment
    disposition: Disposition
    placement: Placement
    place: Place
    acknowledged: date | None = None


@dataclass(frozen=True)
class ReadLog:
    """What a log held."""

    entries: tuple[LogEntry, ...]
    left: tuple[LeftRow, ...] = ()

    @property
    def unplaced(self) -> tuple[LogEntry, ...]:
        """Comments that name no clause of the draft."""
        return tuple(entry for entry in self.entries if entry.placement.uid is None)


def read_log(path: Path, book: ClauseBook, *, language: str, name: str = "") -> ReadLog:
    """The comments of a log, Markdown or CSV, in ``language``.

    Raises :class:`~cupel.errors.ConsultationError` where the file is too large, is no text, or has no such table.
    """
    shown = name or path.name
    text = _text(path, shown)
    rows = list(_csv_rows(text) if path.suffix.lower() == ".csv" else _markdown_rows(text))
    if not rows:
        raise _refused(_("No table has a description and a disposition."), shown)
    found = [_entry(line, cells, book, shown, language) for line, cells in rows]
    return ReadLog(
        tuple(each for each in found if isinstance(each, LogEntry)),
        tuple(each for each in found if isinstance(each, LeftRow)),
    )


def decision_of(words: str) -> Decision | None:
    """What a log's disposition is on our axis; None where its words are not known."""
    return next((decision for pattern, decision in DECISIONS if re.search(pattern, words, re.IGNORECASE)), None)


def _text(path: Path, shown: str) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise _refused(_("The file is larger than {n} bytes.").format(n=MOST_BYTES), shown)
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(_("The file is not UTF-8 text."), shown) from error


def _entry(line: int, cells: Mapping[str, str], book: ClauseBook, shown: str, language: str) -> LogEntry | LeftRow:
    here = Place(file=shown, line=line)
    text, raw = cells.get("text", ""), cells.get("disposition", "")
    if not text:
        return LeftRow(
            text=" | ".join(filter(None, cells.values())), problem=_("The row has no description."),
            remedy=_("Write what the comment says, or remove the row."), place=here,
        )  # fmt: skip
    comment = _comment(cells, text, language, cells.get("log") or shown)
    reason = " ".join(filter(None, (cells.get("resolution", ""), raw)))
    return LogEntry(
        item=cells.get("item", ""),
        comment=comment,
        disposition=Disposition(
            comment=comment.id, workflow=Workflow.PUBLISHED, decision=decision_of(raw), reason=reason, raw=raw
        ),
        placement=_placement(cells.get("clause", ""), text, book),
        place=here,
        acknowledged=_day(cells.get("acknowledged", "")),
    )


def _placement(clause: str, text: str, book: ClauseBook) -> Placement:
    return place(clause, book, text=text) if clause else place_by_text(text, book)


def _comment(cells: Mapping[str, str], text: str, language: str, log: str) -> Comment:
    who = cells.get("commenter", "")
    sent = Submission(
        id=_digest(log, who), origin=Origin.LOG, consent=Consent.NAMED, on=_day(cells.get("on", "")) or date.min,
        commenter=who, language=language,
    )  # fmt: skip
    identity = _digest(log, cells.get("item", ""), text)
    return Comment(
        id=identity, submission=sent, clause=None, label=cells.get("clause", ""), kind=Kind.TECHNICAL, text=text
    )


def _csv_rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(text.splitlines(keepends=True))
    columns = _columns(next(reader, []))
    if columns:
        for row in reader:
            yield reader.line_num, _cells(columns, row)


def _markdown_rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of every pipe table whose headings are those of a log."""
    columns: dict[str, int] = {}
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        if "|" not in line:
            columns = {}
        elif number < len(lines) and RULE.match(lines[number]):
            columns = _columns(_pieces(line))
        elif columns and not RULE.match(line):
            yield number, _cells(columns, _pieces(line))


def _pieces(line: str) -> list[str]:
    return [piece.replace("\\|", "|").strip() for piece in CELL_END.split(line.strip().strip("|"))]


def _columns(headings: Iterable[str]) -> dict[str, int]:
    """Place of each column; none where the table has no description or disposition."""
    known = {plain(name): column for column, names in COLUMNS.items() for name in names}
    found: dict[str, int] = {}
    for place_, heading in enumerate(headings):
        column = known.get(plain(heading))
        if column and column not in found:
            found[column] = place_
    return found if {"text", "disposition"} <= found.keys() else {}


def _cells(columns: Mapping[str, int], row: list[str]) -> dict[str, str]:
    """The cells by column; a link is its words."""
    return {column: LINK.sub(r"\1", row[at]).strip() for column, at in columns.items() if at < len(row)}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _refused(message: str, shown: str) -> ConsultationError:
    remedy = _("Give the log as a Markdown or CSV table with a description and a disposition a row.")
    return ConsultationError(message, code="comment-log", remedy=remedy, place=Place(file=shown))

"""A standard in Markdown: its clauses with labels, titles and what in them has a number or key of its own."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cupel.consultation.clauses import ClauseBook, DraftClause, label_key
from cupel.errors import ConsultationError, Place
from cupel.messages import _

MOST_BYTES = 64 << 20
FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
LABELLED = re.compile(
    r"^(?P<label>(?:(?:Annex|Appendix|Anexo|Annexe|Anhang)\s+)?(?:\d+(?:\.\d+)*|[A-Z](?:\.\d+)*))(?:[.):]?\s+|[.):]$)(?P<title>.*)$"
)
TAG = re.compile(r"<[^>]*>")
TAG_ID = re.compile(r"""<[a-z]+[^>]*?\sid\s*=\s*["']([^"']+)["']""", re.IGNORECASE)
EMPHASIS = re.compile(r"[*_`\\]+(?=\S)|(?<=\S)[*_`\\]+|\\(?=[\[\]])")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
NUMBERED_ID = re.compile(r"^(example|figure|table|note|box|formula|equation)-(\d+)$")
KEY = re.compile(r"^\[([^\]]{2,40})\](?![(\[:])")


@dataclass
class _Section:
    label: str
    title: str
    uid: str
    lines: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)


def read_markdown(path: Path, *, name: str = "") -> ClauseBook:
    """The clauses of a Markdown file, a heading each; headings without a label are clauses too, with an empty one.

    A clause's uid is the id of an HTML anchor in its heading, else made of its label or title. Code is no heading.
    Raises :class:`~cupel.errors.ConsultationError` where the file is too large, no text, or has no heading.
    """
    place = Place(file=name or path.name)
    if path.stat().st_size > MOST_BYTES:
        raise _refused(_("The file is larger than {n} bytes.").format(n=MOST_BYTES), place)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(_("The file is not UTF-8 text."), place) from error
    sections = list(_sections(text))
    if not sections:
        raise _refused(_("The file has no headings."), place)
    return ClauseBook(tuple(_clause(section) for section in sections))


def _sections(text: str) -> Iterator[_Section]:
    """Headings with the lines below them; what stands above the first heading has no clause."""
    section, fence, given = None, "", Counter[str]()
    for line in text.splitlines():
        mark = FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
        elif mark:
            fence = mark[1]
        elif found := HEADING.match(line):
            if section:
                yield section
            section = _opened(found[2], given)
            continue
        if section:
            section.lines.append(line)
            if not fence:
                section.anchors += _anchors(line)
    if section:
        yield section


def _opened(heading: str, given: Counter[str]) -> _Section:
    ids = TAG_ID.findall(heading)
    plain = _plain(heading)
    labelled = LABELLED.match(plain)
    label, title = (labelled["label"], labelled["title"]) if labelled else ("", plain)
    uid = ids[0] if ids else "-".join(label_key(label) or label_key(title)) or "section"
    given[uid] += 1
    return _Section(label, title.strip(), uid if given[uid] == 1 else f"{uid}-{given[uid]}")


def _anchors(line: str) -> Iterator[str]:
    """Ids such as ``example-129`` as ``example 129``, and the key of a reference that begins the line."""
    for identity in TAG_ID.findall(line):
        numbered = NUMBERED_ID.match(identity.lower())
        if numbered:
            yield f"{numbered[1]} {numbered[2]}"
    key = KEY.match(_plain(line, links=False))
    if key:
        yield f"[{key[1].lower()}]"


def _plain(text: str, *, links: bool = True) -> str:
    """``text`` without tags and marks; a link is its words."""
    words = LINK.sub(r"\1", text) if links else text
    return EMPHASIS.sub("", TAG.sub("", words)).strip()


def _clause(section: _Section) -> DraftClause:
    text = "\n".join(section.lines).strip()
    return DraftClause(
        uid=section.uid, label=section.label, title=section.title, text=text, anchors=tuple(section.anchors)
    )


def _refused(message: str, place: Place) -> ConsultationError:
    remedy = _("Give the draft as a Markdown file whose clauses are headings.")
    return ConsultationError(message, code="draft-file", remedy=remedy, place=place)

"""An edition, or the change from one to the next, as a Word file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from docx.shared import Mm

from cupel.errors import DocumentError
from cupel.exchange.docx.apparatus import contents, cover, footer, header, parameter_table, value_anchors
from cupel.exchange.docx.package import EPOCH, document_bytes, strip_template
from cupel.exchange.docx.paragraphs import CommentNumbers, Typesetter
from cupel.exchange.docx.styles import define_styles
from cupel.exchange.docx.tracking import Tracker, instant
from cupel.exchange.docx.xml import w
from cupel.exchange.layout import Part, Passage
from cupel.exchange.manuscript import Manuscript
from cupel.messages import _
from cupel.standard import Edition, content_hash, text_in

PAGE = Mm(210), Mm(297)
MARGIN = Mm(25)


@dataclass(frozen=True, kw_only=True)
class Comment:
    """A remark on a clause, shown beside its text, or beside its title where it has none."""

    uid: str
    author: str
    when: datetime
    text: str
    initials: str = ""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Whose changes they are, and when they were made, as Word shows it with each of them."""

    author: str
    when: datetime


def edition_docx(edition: Edition, *, language: str = "en", comments: Sequence[Comment] = ()) -> bytes:
    """A clean edition: headings, numbers as printed, levels, values of parameters, guidance, rationale.

    The same edition gives the same bytes. Raises DocumentError for what a Word file cannot hold, and for comments on
    clauses that are not in it.
    """
    return _written(Manuscript.clean(edition, language=language), comments, None)


def redline_docx(
    old: Edition, new: Edition, *, signature: Signature, language: str = "en", comments: Sequence[Comment] = ()
) -> bytes:
    """The change from ``old`` to ``new`` as tracked changes: insertions, deletions, moves.

    Accepting all of them gives the clean new edition, rejecting all the old one. Raises as :func:`edition_docx` does.
    """
    return _written(Manuscript(old=old, new=new, language=language), comments, signature)


def _written(manuscript: Manuscript, comments: Sequence[Comment], signature: Signature | None) -> bytes:
    document = _empty(manuscript, author=signature.author if signature else "")
    setter = Typesetter(
        language=manuscript.language,
        anchors=value_anchors(manuscript.rows),
        hashes={uid: content_hash(clause) for uid, clause in manuscript.new.clauses.items()},
        comments=_numbered(comments, manuscript.passages),
        tracker=Tracker(signature.author, signature.when) if signature else None,
    )
    end = document.element.body.find(w("sectPr"))
    for made in (
        *cover(setter, manuscript),
        *contents(setter, manuscript),
        *setter.passages(manuscript.passages),
        *parameter_table(setter, manuscript.rows),
    ):
        end.addprevious(made)
    header(document, setter, manuscript)
    footer(document, setter)
    _add_comments(document, comments)
    return document_bytes(document)


def _empty(manuscript: Manuscript, *, author: str) -> DocumentObject:
    """A document with its styles and page; it was made, as far as it says, when the edition was."""
    edition, language = manuscript.new, manuscript.language
    document = Document(BytesIO(_template(language)))
    section = document.sections[0]
    section.page_width, section.page_height = PAGE
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    core = document.core_properties
    core.title, core.subject = text_in(edition.title, language=language), edition.reference
    core.author = core.last_modified_by = author
    core.comments = ""
    core.language = language
    begun = edition.dates.earliest
    core.created = core.modified = datetime.combine(begun, time(), UTC) if begun else datetime(*EPOCH, tzinfo=UTC)
    return document


@lru_cache(maxsize=8)
def _template(language: str) -> bytes:
    """A document with our styles and nothing in it: to define them takes longer than to write a short standard."""
    document = Document()
    define_styles(document, language=language)
    strip_template(document)
    return document_bytes(document)


def _numbered(comments: Sequence[Comment], found: Iterable[Passage]) -> CommentNumbers:
    """The place of each comment; raises DocumentError for a clause that is not printed."""
    parts: dict[str, Part] = {}
    for passage in found:
        if passage.part == "text" or passage.uid not in parts:
            parts[passage.uid] = "text" if passage.part == "text" else "title"
    numbers: dict[tuple[str, Part], list[int]] = {}
    for number, comment in enumerate(comments):
        if comment.uid not in parts:
            message = _("There is no clause {uid} to comment on.").format(uid=comment.uid)
            remedy = _("Leave the comment out, or export an edition that has the clause.")
            raise DocumentError(message, code="document-comment", remedy=remedy)
        numbers.setdefault((comment.uid, parts[comment.uid]), []).append(number)
    return numbers


def _add_comments(document: DocumentObject, comments: Sequence[Comment]) -> None:
    for comment in comments:
        made = document.comments.add_comment(comment.text, author=comment.author, initials=comment.initials)
        made._comment_elm.set(w("date"), instant(comment.when))

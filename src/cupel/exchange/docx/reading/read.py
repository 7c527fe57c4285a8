"""Reading a Word file into clauses."""

from cupel.exchange.docx.ids import PassageName, read_name
from cupel.exchange.docx.reading.archive import read_parts
from cupel.exchange.docx.reading.document import ImportedDocument
from cupel.exchange.docx.reading.flow import Flow, Item, Line
from cupel.exchange.docx.reading.gathering import Gathering
from cupel.exchange.docx.reading.ours import Returned
from cupel.exchange.docx.reading.structure import Structure
from cupel.exchange.docx.resolve import Outcome, authors_of_changes, resolve


def read_docx(content: bytes, *, changes: Outcome = "accepted") -> ImportedDocument:
    """The clauses of a DOCX file, with all that has no place among them.

    Tracked changes in the file are taken as ``changes`` says; they are counted by author. A file that we exported is
    told by its bookmarks, and gives the uid of every clause that still has one. Raises DocumentError for a file that is
    none, is encrypted, or is not safe to unpack.
    """
    parts = read_parts(content)
    authors = authors_of_changes(parts.body)
    resolve(parts.body, changes)
    flow = Flow(parts)
    items = list(flow.items())
    gathering = Gathering.of(parts, flow.styles)
    reader = Returned(gathering) if _is_ours(items) else Structure(gathering, headed=_has_headings(items))
    reader.read(items)
    front = reader.front if isinstance(reader, Returned) else {}
    return ImportedDocument(
        title=reader.title,
        clauses=tuple(node.built() for node in reader.tree.roots),
        unplaced=tuple(gathering.unplaced),
        comments=tuple(gathering.remarks),
        changes=authors,
        outcome=changes,
        values=tuple(reader.values) if isinstance(reader, Returned) else (),
        reference=front.get("reference", ""),
        manifest=front.get("manifest", ""),
    )


def _is_ours(items: list[Item]) -> bool:
    return any(
        isinstance(read_name(name), PassageName) for item in items if isinstance(item, Line) for name in item.inside
    )


def _has_headings(items: list[Item]) -> bool:
    return any(isinstance(item, Line) and item.outline is not None and item.text.strip() for item in items)

"""What stands around the clauses: cover, contents, table of parameters, header and footer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from docx.document import Document

from cupel.exchange.docx.ids import APPARATUS as PREFIX
from cupel.exchange.docx.ids import passage_name, value_name
from cupel.exchange.docx.paragraphs import Frame, Typesetter
from cupel.exchange.docx.styles import APPARATUS, CONTENTS_LEVELS, FACTS, style_id
from cupel.exchange.docx.tracking import run_element
from cupel.exchange.docx.xml import Element, element, text_element, w
from cupel.exchange.layout import Mark, Passage, Run, RunKind
from cupel.exchange.manuscript import Manuscript
from cupel.exchange.parameters import Key, ParameterRow, headings
from cupel.messages import _

WIDTHS = (10, 17, 15, 20, 38)
"""Of the columns of the table of parameters, in per cent."""
FULL = 5000
"""A table's whole width, in fiftieths of a per cent."""


def cover(setter: Typesetter, manuscript: Manuscript) -> Iterator[Element]:
    """Title, edition, manifest hash."""
    for style, name, runs in (
        ("Title", "title", manuscript.title),
        ("Subtitle", "reference", manuscript.reference),
        (FACTS, "manifest", (Run("keep", _("Manifest hash") + " "), *manuscript.manifest)),
    ):
        yield setter.paragraph(style, setter.runs(runs), setter.bookmark(PREFIX + name))


def contents(setter: Typesetter, manuscript: Manuscript) -> Iterator[Element]:
    """The field of contents, filled for readers that do not update it; page numbers come with the first update."""
    titles = (
        (passage.depth, passage_name(passage), _label(passage) + "\t" + passage.text)
        for passage in manuscript.passages
        if passage.part == "title" and passage.depth < CONTENTS_LEVELS and passage.mark not in ("delete", "move-from")
    )
    entries = [*titles, *([(0, PREFIX + "parameters", _("Parameters"))] if manuscript.rows else ())]
    around = setter.bookmark(PREFIX + "contents")
    heading = run_element(Run("keep", _("Contents")), style=None, language=None, deleted=False)
    yield setter.paragraph(FACTS, [heading], Frame(before=around.before))
    instruction = f' TOC \\o "1-{CONTENTS_LEVELS}" \\h \\z \\u '
    begin = [_field("begin", dirty=1), element("r", text_element("instrText", instruction)), _field("separate")]
    for number, (depth, anchor, words) in enumerate(entries):
        run = run_element(Run("keep", words), style=None, language=None, deleted=False)
        link = element("hyperlink", run, anchor=anchor, history=1)
        last = number == len(entries) - 1
        end = [_field("end"), *around.after] if last else []
        yield setter.paragraph(f"toc {depth + 1}", [*(begin if number == 0 else []), link, *end])
    if not entries:
        yield setter.paragraph("toc 1", [*begin, _field("end"), *around.after])


def value_anchors(rows: Iterable[ParameterRow]) -> Mapping[Key, str]:
    """The bookmark of every value that stands in the table, where it stands now."""
    numbers: dict[str, list[str]] = {}
    for row in rows:
        names = numbers.setdefault(row.uid, [])
        if row.name not in names:
            names.append(row.name)
    return {(uid, name): value_name(uid, at) for uid, names in numbers.items() for at, name in enumerate(names)}


def parameter_table(setter: Typesetter, rows: Sequence[ParameterRow]) -> Iterator[Element]:
    """A heading and a table; nothing where no clause has parameters."""
    if not rows:
        return
    whole = _whole({row.mark for row in rows})
    kind: RunKind = "insert" if whole == "insert" else "delete" if whole == "delete" else "keep"
    title = setter.runs((Run(kind, _("Parameters")),), whole)
    end = {"insert": "ins", "delete": "del"}.get(whole)
    yield setter.paragraph(APPARATUS, title, setter.bookmark(PREFIX + "parameters"), end=end)
    head = [(Run(kind, words),) for words in headings()]
    grid = element("tblGrid", *(element("gridCol", w=90 * width) for width in WIDTHS))
    look = element("tblPr", element("tblStyle", val=style_id("Table Grid")), element("tblW", w=FULL, type="pct"))
    made = [_row(setter, head, whole, frames={}, heading=True)]
    for row in rows:
        name = setter.anchors[row.key]
        frame = setter.bookmark(f"_{name}" if row.again else name)
        made.append(_row(setter, row.cells, row.mark, frames={2: frame}))
    yield element("tbl", look, grid, *made)
    yield setter.paragraph("Table Text", ())


def header(document: Document, setter: Typesetter, manuscript: Manuscript) -> None:
    """The title with its edition, and the hash of what owners approve, on every page."""
    part = document.sections[0].header
    part.is_linked_to_previous = False
    words = (*manuscript.title, Run("keep", " · "), *manuscript.reference)
    made = [setter.paragraph("Header", setter.runs(runs)) for runs in (words, manuscript.manifest)]
    _fill(part._element, made)


def footer(document: Document, setter: Typesetter) -> None:
    """Page numbers."""
    part = document.sections[0].footer
    part.is_linked_to_previous = False
    before, between, after = _("Page {number} of {count}").replace("{count}", "{number}").split("{number}")
    words = [
        run_element(Run("keep", text), style=None, language=None, deleted=False) for text in (before, between, after)
    ]
    fields = [element("fldSimple", element("r", element("t")), instr=name) for name in ("PAGE", "NUMPAGES")]
    _fill(part._element, [setter.paragraph("Footer", [words[0], fields[0], words[1], fields[1], words[2]])])


def _label(passage: Passage) -> str:
    return "".join(run.text for run in passage.label if run.kind != "delete")


def _whole(marks: set[Mark]) -> Mark:
    """The table itself goes or comes where all its rows do."""
    return next(iter(marks)) if len(marks) == 1 else "keep"


def _row(
    setter: Typesetter,
    cells: Sequence[Sequence[Run]],
    mark: Mark,
    *,
    frames: Mapping[int, Frame],
    heading: bool = False,
) -> Element:
    change = {"insert": "ins", "delete": "del"}.get(mark)
    look = element("trPr", element("cantSplit"), *([element("tblHeader")] if heading else []))
    if change:
        look.append(setter.change(change))
    made = element("tr", look)
    for number, (runs, width) in enumerate(zip(cells, WIDTHS, strict=True)):
        content = setter.paragraph("Table Text", setter.runs(runs, mark), frames.get(number), end=change)
        made.append(element("tc", element("tcPr", element("tcW", w=FULL * width // 100, type="pct")), content))
    return made


def _field(kind: str, **more: int) -> Element:
    return element("r", element("fldChar", fldCharType=kind, **more))


def _fill(part: Element, paragraphs: Iterable[Element]) -> None:
    for old in part.findall(w("p")):
        part.remove(old)
    part.extend(list(paragraphs))

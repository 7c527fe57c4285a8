"""Word files of others: headings, numbers, tables, lists, notes, definitions, changes, comments, what has no place."""

from io import BytesIO
from zipfile import ZipFile

from tests.engine.exchange.written import AUTHOR, W, docx, h, levels, num, p, r, table, zipped

from cupel.exchange import ImportedClause, ImportedDocument, read_docx

OUTLINE = levels(("decimal", "%1"), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))
BULLETS = levels(("bullet", "•"), key=1)


def labelled(document: ImportedDocument) -> list[tuple[str, str]]:
    return [(clause.label, clause.title) for clause in document.walk()]


def clause(document: ImportedDocument, label: str) -> ImportedClause:
    return next(each for each in document.walk() if label in (each.label, each.title))


def test_typed_numbers_are_labels_and_headings_make_the_tree() -> None:
    document = read_docx(
        docx(h(1, "1 Scope"), p("It applies to all."), h(1, "2. Duties"), h(2, "2.1 Policy"), h(1, "Annex A Copper"))
    )
    assert labelled(document) == [("1", "Scope"), ("2", "Duties"), ("2.1", "Policy"), ("Annex A", "Copper")]
    assert [each.title for each in document.clauses[1].children] == ["Policy"]
    assert clause(document, "Annex A").kind == "annex"


def test_a_heading_that_begins_with_a_figure_keeps_it() -> None:
    document = read_docx(docx(h(1, "1 Scope"), h(1, "12 months of records"), h(1, "2 Duties")))
    assert labelled(document) == [("1", "Scope"), ("", "12 months of records"), ("2", "Duties")]


def test_an_outline_level_makes_a_heading_of_any_style() -> None:
    outlined = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>' + r("Terms") + "</w:p>"
    assert labelled(read_docx(docx(outlined))) == [("", "Terms")]


def test_automatic_numbers_are_counted_as_they_are_printed() -> None:
    blocks = [
        p("Scope", style="H1", number=(1, 0)),
        p("Metals", style="H2", number=(1, 1)),
        p("Sites", style="H2", number=(1, 1)),
        p("Duties", style="H1", number=(1, 0)),
        p("Policy", style="H2", number=(1, 1)),
    ]
    document = read_docx(docx(*blocks, numbering=OUTLINE + num(1)))
    assert labelled(document) == [
        ("1", "Scope"), ("1.1", "Metals"), ("1.2", "Sites"), ("2", "Duties"), ("2.1", "Policy"),
    ]  # fmt: skip


def test_numbered_sentences_are_clauses_and_lettered_ones_items() -> None:
    blocks = [
        p("Duties", style="H1", number=(1, 0)),
        p("The company must keep records of every delivery, for five years at least, and show them.", number=(1, 1)),
        p("on paper; or", number=(1, 2)),
        p("in a file.", number=(1, 2)),
        p("The company should publish them.", number=(1, 1)),
    ]
    document = read_docx(docx(*blocks, numbering=OUTLINE + num(1)))
    assert labelled(document) == [("1", "Duties"), ("1.1", ""), ("1.2", "")]
    assert clause(document, "1.1").text.splitlines()[1:] == ["(a) on paper; or", "(b) in a file."]
    assert [each.level for each in document.clauses[0].children] == ["must", "should"]


def test_a_sentence_that_begins_with_a_figure_is_text() -> None:
    document = read_docx(docx(h(1, "4 Weights"), p("3.5 tonnes are the limit."), p("4.1 The lot must be weighed.")))
    assert labelled(document) == [("4", "Weights"), ("4.1", "")]
    assert clause(document, "4").text == "3.5 tonnes are the limit."


def test_bullets_stay_lines_of_their_clause() -> None:
    blocks = [h(1, "1 Scope"), p("It covers:"), p("mines", number=(2, 0)), p("smelters", number=(2, 0))]
    document = read_docx(docx(*blocks, numbering=BULLETS + num(2, 1)))
    assert clause(document, "1").text == "It covers:\n• mines\n• smelters"


def test_a_table_with_numbers_is_requirements_by_row() -> None:
    rows = (("#", "Description", "L1"), ("1.1.1", "Verify the scale.", "✓"), ("1.1.2", "Verify the seal.", ""))
    document = read_docx(docx(h(1, "1 Weights"), table(*rows, heads=1), p("After the table.")))
    found = document.clauses[0]
    assert [(each.label, each.text, dict(each.cells)) for each in found.children] == [
        ("1.1.1", "Verify the scale.", {"L1": "✓"}),
        ("1.1.2", "Verify the seal.", {}),
    ]
    assert found.text == "After the table."


def test_any_other_table_is_text_of_its_clause() -> None:
    document = read_docx(docx(h(1, "1 Metals"), table(("Metal", "Symbol"), ("Copper", "Cu"))))
    assert clause(document, "1").text == "Metal | Symbol\nCopper | Cu"


def test_definitions_are_told_by_bold_terms_colons_and_tables() -> None:
    bold = f"<w:p>{r('Origin', '<w:b/>')}{r(' place of extraction')}</w:p>"
    blocks = [h(1, "Terms and definitions"), bold, p("Lot: material that is weighed as one"), p("and traced.")]
    document = read_docx(docx(*blocks, h(1, "Abbreviations"), table(("Term", "Meaning"), ("DD", "due diligence"))))
    found = [(each.title, each.text) for each in document.walk() if each.kind == "definition"]
    assert found == [
        ("Origin", "place of extraction"),
        ("Lot", "material that is weighed as one\nand traced."),
        ("DD", "due diligence"),
    ]


def test_numbered_terms_are_definitions() -> None:
    document = read_docx(docx(h(1, "3 Terms and definitions"), h(2, "3.1 lot"), p("what is weighed as one")))
    found = clause(document, "3.1")
    assert (found.kind, found.text) == ("definition", "what is weighed as one")


def test_notes_hang_on_their_clause() -> None:
    marks = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="3"/></w:r>'
    noted = p("Keep records.", more=marks)
    line = '<w:{0} w:id="0" w:type="separator"><w:p/></w:{0}><w:{0} w:id="{1}">{2}</w:{0}>'
    notes = {
        "footnotes": line.format("footnote", 2, p("On paper too.")),
        "endnotes": line.format("endnote", 3, p("Since 2020.")),
    }
    document = read_docx(docx(h(1, "1 Records"), noted, **notes))
    assert [(note.kind, note.text) for note in clause(document, "1").notes] == [
        ("footnote", "On paper too."),
        ("endnote", "Since 2020."),
    ]
    assert clause(document, "1").text == "Keep records."


def test_comments_are_taken_out_and_listed_with_their_clause() -> None:
    remark = f'<w:comment w:id="5" w:author="Member" w:date="2026-01-02T00:00:00Z">{p("Why?")}</w:comment>'
    noted = p("Keep records.", more='<w:r><w:commentReference w:id="5"/></w:r>')
    document = read_docx(docx(h(1, "1 Records"), noted, comments=remark))
    assert [(each.author, each.text, each.on, each.label) for each in document.comments] == [
        ("Member", "Why?", "2026-01-02T00:00:00Z", "1"),
    ]


CHANGED = (
    h(1, "1 Records"),
    (
        f"<w:p>{r('Keep ')}<w:del {AUTHOR}><w:r><w:delText>five</w:delText></w:r></w:del>"
        f"<w:ins {AUTHOR}>{r('ten')}</w:ins>{r(' years.')}</w:p>"
    ),
    f"<w:p><w:pPr><w:rPr><w:ins {AUTHOR}/></w:rPr></w:pPr><w:ins {AUTHOR}>{r('New sentence.')}</w:ins></w:p>",
    p("End."),
)


def test_tracked_changes_are_taken_as_accepted_and_counted() -> None:
    document = read_docx(docx(*CHANGED))
    assert clause(document, "1").text == "Keep ten years.\nNew sentence.\nEnd."
    assert document.changes == {"Member": 3}


def test_tracked_changes_are_taken_as_rejected_where_that_is_asked() -> None:
    assert clause(read_docx(docx(*CHANGED), changes="rejected"), "1").text == "Keep five years.\nEnd."


def test_contents_are_no_text() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
    shown = f'<w:p>{begin}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("1 Scope 3")}</w:p>'
    blocks = [shown, p("2 Duties 5"), p(more='<w:r><w:fldChar w:fldCharType="end"/></w:r>'), h(1, "1 Scope")]
    document = read_docx(docx(*blocks, p("It applies.")))
    assert labelled(document) == [("1", "Scope")]
    assert not document.unplaced


def test_the_result_of_a_field_is_text_and_its_code_is_not() -> None:
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    code = "<w:r><w:instrText> REF x </w:instrText></w:r>"
    field = f"<w:p>{marks['begin']}{code}{marks['separate']}{r('clause 4')}{marks['end']}</w:p>"
    assert clause(read_docx(docx(h(1, "1 Scope"), field)), "1").text == "clause 4"


def test_what_has_no_place_is_listed_with_it() -> None:
    box = f'<w:r><w:pict><w:txbxContent xmlns:v="v">{p("In a box")}</w:txbxContent></w:pict></w:r>'
    picture = '<w:r><w:drawing><d xmlns="x" descr="A map"/></w:drawing></w:r>'
    hidden = r("secret", "<w:vanish/>")
    document = read_docx(docx(p("Draft of May"), h(1, "1 Scope"), p("Text", more=box + picture + hidden)))
    assert [(each.what, each.paragraph, each.text, each.after) for each in document.unplaced] == [
        ("text before the first clause", 1, "Draft of May", ""),
        ("text box", 3, "In a box", "1"),
        ("picture", 3, "A map", "1"),
        ("hidden text", 3, "secret", "1"),
    ]


def test_a_document_without_headings_is_read_by_its_numbers() -> None:
    blocks = [p("1. Scope"), p("It applies."), p("2. Duties"), p("2.1 The company must keep records of everything.")]
    assert labelled(read_docx(docx(*blocks))) == [("1", "Scope"), ("2", "Duties"), ("2.1", "")]


def test_the_strict_form_is_read() -> None:
    """Word's "Strict Open XML Document" has other names for the same elements."""
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    with ZipFile(BytesIO(docx(h(1, "1 Scope")))) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    usual = W.split('"')[1]
    assert labelled(read_docx(zipped({name: text.replace(usual, strict) for name, text in files.items()}))) == [
        ("1", "Scope")
    ]

"""A draft in Markdown read into clauses."""

from pathlib import Path

import pytest

from cupel.consultation.clauses import ClauseBook
from cupel.consultation.markdown import read_markdown
from cupel.consultation.placing import Ground, place
from cupel.errors import ConsultationError

DRAFT = """\
Words above any heading.

# Status

# 1. Scope <a id='scope'></a>

Text of the scope.

```
# 9. Not a heading
[no-key]
```

## 1.1 Terms `and` *words* ##

*Example 1:*<a id='terms-eg-1'></a><a id='example-7'></a>

**\\[**<span id="ABC-1"></span>**ABC-1\\]** _A text_, 2024.

[A link](https://standard.example) begins this line.

# Annex B. Weights

## B.1 Units

## B.1 Units again
"""


def read(path: Path, text: str) -> ClauseBook:
    path.write_text(text, encoding="utf-8")
    return read_markdown(path)


def test_headings_become_clauses_with_labels_titles_and_uids(tmp_path: Path) -> None:
    book = read(tmp_path / "draft.md", DRAFT)
    assert [(clause.uid, clause.label, clause.title) for clause in book.clauses] == [
        ("status", "", "Status"),
        ("scope", "1", "Scope"),
        ("1-1", "1.1", "Terms and words"),
        ("annex-b", "Annex B", "Weights"),
        ("b-1", "B.1", "Units"),
        ("b-1-2", "B.1", "Units again"),
    ]


def test_the_text_of_a_clause_is_what_stands_below_it_code_too(tmp_path: Path) -> None:
    book = read(tmp_path / "draft.md", DRAFT)
    assert "Text of the scope." in book.by_uid["scope"].text
    assert "# 9. Not a heading" in book.by_uid["scope"].text


def test_examples_and_references_are_found_by_their_number_or_key(tmp_path: Path) -> None:
    anchors = read(tmp_path / "draft.md", DRAFT).by_anchor
    assert {anchor: clause.label for anchor, clause in anchors.items()} == {"example 7": "1.1", "[abc-1]": "1.1"}


def test_a_label_printed_twice_is_never_sure(tmp_path: Path) -> None:
    found = place("B.1", read(tmp_path / "draft.md", DRAFT))
    assert (found.ground, found.sure, found.uid, found.others) == (Ground.REPEATED, False, "b-1", ("b-1-2",))


@pytest.mark.parametrize("content", [b"no heading", b"\xff\xfe# 1 Heading"])
def test_a_file_that_is_no_draft_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "draft.md"
    path.write_bytes(content)
    with pytest.raises(ConsultationError):
        read_markdown(path)


def test_a_long_real_draft_is_read_whole(shared_data: Path) -> None:
    (path,) = (shared_data / "consultations" / "csaf").glob("*csd01*.md")
    book = read_markdown(path)
    contents = path.read_text(encoding="utf-8").split("# Table of Contents")[1].split("\n# 1. ")[0]
    linked = {piece.split(")")[0] for piece in contents.split("](#")[1:]}
    assert len(linked) > 300
    assert linked <= set(book.by_uid)

"""Automatic numbers are those that LibreOffice prints, and known ones of Word."""

from pathlib import Path

import pytest
from tests.engine.exchange.office import Office
from tests.engine.exchange.written import docx, levels, num, p

from cupel.exchange import read_docx
from cupel.exchange.docx.reading.numbering import in_format

RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
LISTS = (
    levels(("upperRoman", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"), ("lowerRoman", "%4)"), key=0)
    + levels(("decimal", "Article %1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"), key=1, more={1: "<w:isLgl/>"})
    + levels(("upperLetter", "%1"), ("decimalZero", "%1-%2"), key=2)
    + num(1, 0) + num(2, 1) + num(3, 2) + num(4, 0, RESTART)
)  # fmt: skip
WALK = (
    (1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 3), (1, 1), (1, 2), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2), (2, 2),
    (2, 0), (2, 2), (3, 0), (3, 1), (3, 1), (3, 0), (3, 1), (4, 0), (4, 0), (4, 1), (1, 0), (1, 1),
)  # fmt: skip


def test_labels_are_those_that_libreoffice_prints(office: Office, tmp_path: Path) -> None:
    """Lists in turns, levels that are skipped, legal numbers, a list begun anew."""
    content = docx(*(p(f"paragraph {at}", style="H1", number=place) for at, place in enumerate(WALK)), numbering=LISTS)
    printed = [line.rpartition(" paragraph ")[0].strip() for line in office.text(content, tmp_path) if line]
    assert [clause.label for clause in read_docx(content).walk()] == [label.rstrip(".:") for label in printed]


def test_a_level_goes_on_counting_where_its_list_says_so() -> None:
    """As the standard has it (clause 17.9.10); LibreOffice does not know it."""
    numbering = levels(("upperLetter", "%1"), ("decimal", "%1.%2"), more={1: '<w:lvlRestart w:val="0"/>'}) + num(1)
    walk = ((1, 0), (1, 1), (1, 1), (1, 0), (1, 1))
    content = docx(*(p("x", style="H1", number=place) for place in walk), numbering=numbering)
    assert [clause.label for clause in read_docx(content).walk()] == ["A", "A.1", "A.2", "B", "B.3"]


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [
        (4, "decimalZero", "04"),
        (27, "lowerLetter", "aa"),
        (53, "upperLetter", "AAA"),
        (1994, "upperRoman", "MCMXCIV"),
        (49, "lowerRoman", "xlix"),
        (12, "ordinal", "12th"),
        (22, "ordinal", "22nd"),
        (3, "none", ""),
        (3, "chicago", "3"),
    ],
)
def test_a_number_is_written_in_the_format_of_its_level(count: int, form: str, printed: str) -> None:
    assert in_format(count, form) == printed

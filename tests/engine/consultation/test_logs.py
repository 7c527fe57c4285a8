"""Comment-resolution logs: every comment with its decision, on a clause of the draft or listed as unplaced."""

import csv
from pathlib import Path

import pytest
from tests.engine.consultation.drafts import BOOK

from cupel.consultation.clauses import ClauseBook
from cupel.consultation.disposition import Decision, Workflow
from cupel.consultation.logs import decision_of, read_log
from cupel.consultation.markdown import read_markdown
from cupel.consultation.placing import Ground
from cupel.errors import ConsultationError

LOG = """\
# Log

| Word | Meaning |
|---|---|
| TC | Committee |

| Item # | Date | Commenter | Description | Acknowledged | Resolution | Disposition |
|---|:---:|---|---|---|---|---|
| [1](https://log.example/1) | 2026-03-02 | Reader A | Section 4.3: 90 \\| 60 days? | | Told why | No change required |
| 2a | 2026-03-03 | Reader B | [Fix example 12](https://log.example/2) | | Done | [Completed](https://log.example/3) |
| 2b | 2026-03-03 | Reader B | Well done | soon | Read | Thanks |
| 3 | 2026-03-03 | Reader B |  |  |  | Completed |
"""


def log(path: Path, text: str = LOG) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_become_comments_with_clause_and_decision(tmp_path: Path) -> None:
    found = read_log(log(tmp_path / "log.md"), BOOK, language="en")
    assert [(entry.item, entry.placement.uid, entry.disposition.decision) for entry in found.entries] == [
        ("1", "u-4.3", Decision.NOT_ACCEPTED),
        ("2a", "u-4.2.b", Decision.ACCEPTED),
        ("2b", None, None),
    ]
    first = found.entries[0]
    assert first.comment.text == "Section 4.3: 90 | 60 days?"
    assert first.disposition.raw == "No change required"
    assert first.disposition.reason == "Told why No change required"
    assert first.comment.clause is None


def test_a_row_without_a_description_is_listed_with_its_line(tmp_path: Path) -> None:
    (row,) = read_log(log(tmp_path / "log.md"), BOOK, language="en").left
    assert (row.place.file, row.place.line) == ("log.md", LOG[: LOG.index("| 3 |")].count("\n") + 1)


def test_what_names_no_clause_is_listed_as_unplaced(tmp_path: Path) -> None:
    assert [entry.item for entry in read_log(log(tmp_path / "log.md"), BOOK, language="en").unplaced] == ["2b"]


def test_a_file_without_such_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConsultationError, match="No table"):
        read_log(log(tmp_path / "log.md", "# Nothing\n"), BOOK, language="en")


@pytest.mark.parametrize(
    ("words", "decision"),
    [
        ("Completed", Decision.ACCEPTED),
        ("TC agrees. Done.", Decision.ACCEPTED),
        ("Accepted in principle", Decision.IN_PRINCIPLE),
        ("Partially accepted", Decision.PARTLY),
        ("Not accepted", Decision.NOT_ACCEPTED),
        ("No change required", Decision.NOT_ACCEPTED),
        ("No change for version 3 required", Decision.NOTED),
        ("Answered via email. No change required.", Decision.NOTED),
        ("Out of scope", Decision.OUT_OF_SCOPE),
        ("Thanks", None),
    ],
)
def test_words_of_a_log_are_one_of_our_decisions_or_none(words: str, decision: Decision | None) -> None:
    assert decision_of(words) is decision


@pytest.fixture(scope="module")
def draft(shared_data: Path) -> ClauseBook:
    (path,) = (shared_data / "consultations" / "csaf").glob("*csd01*.md")
    return read_markdown(path)


def logs(shared_data: Path) -> list[Path]:
    return sorted((shared_data / "consultations" / "csaf").glob("*comment_resolution_log*.md"))


def test_every_comment_of_real_logs_is_on_a_clause_or_listed(shared_data: Path, draft: ClauseBook) -> None:
    found = [read_log(path, draft, language="en") for path in logs(shared_data)]
    entries = [entry for each in found for entry in each.entries]
    unplaced = [entry for each in found for entry in each.unplaced]
    assert (len(found), len(entries), sum(len(each.left) for each in found)) == (4, 32, 0)
    for entry in entries:
        assert (entry.placement.uid in draft.by_uid) != (entry in unplaced)
        assert entry.disposition.decision is not None
        assert entry.disposition.workflow is Workflow.PUBLISHED
        assert entry.disposition.raw
    assert len({entry.comment.id for entry in entries}) >= 31


def test_clauses_that_real_comments_name_by_number_are_those_with_the_number(
    shared_data: Path, draft: ClauseBook
) -> None:
    named = {
        label: entry.placement
        for path in logs(shared_data)
        for entry in read_log(path, draft, language="en").entries
        for label in ("5.1", "6.1.30", "6.1.31", "7.1.6", "7.1.19")
        if f"{label} " in f"{entry.comment.text.replace(':', ' ')} "
    }
    assert len(named) == 5
    for label, placement in named.items():
        assert placement.uid is not None
        assert (draft.by_uid[placement.uid].label, placement.ground) == (label, Ground.ANCHOR)


def test_a_table_of_the_same_logs_reads_the_same(shared_data: Path, draft: ClauseBook) -> None:
    path = shared_data / "consultations" / "csaf_2.0_comments.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        expected = [(row["log"], row["item"], row["disposition"]) for row in csv.DictReader(lines)]
    found = read_log(path, draft, language="en").entries
    singly = [entry for one in logs(shared_data) for entry in read_log(one, draft, language="en").entries]
    assert [(entry.item, entry.disposition.raw) for entry in found] == [row[1:] for row in expected]
    assert sorted(entry.comment.id for entry in found) == sorted(entry.comment.id for entry in singly)

"""Tracked changes: accepted they are the new edition, rejected the old one, whoever does it."""

from collections import Counter
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from tests.engine.exchange.editions import editions
from tests.engine.exchange.office import Office
from tests.engine.exchange.reshuffled import reshuffled
from tests.engine.exchange.seen import W, body, headers, paragraphs, part

from cupel.errors import DocumentError
from cupel.exchange import Comment, Signature, compare_returned, edition_docx, read_docx, redline_docx
from cupel.exchange.docx.resolve import Outcome
from cupel.standard import Edition, Standard, fill

WHEN = datetime(2026, 1, 2, 3, 4, 5)
GROUP = Signature(author="Technical Working Group", when=WHEN)
PAIRS = (("2022", "2023"), ("2021", "2023"), ("2023", "2021"))
COMMENTED = "01M87SQGXC72MBMW1ZB2DQY8FQ"


def clause_texts(content: bytes, *, changes: Outcome) -> list[tuple[str, ...]]:
    """What is printed of every clause, by its place in the tree."""
    document = read_docx(content, changes=changes)
    words = {(value.uid, value.name): value.words for value in document.values}
    return [
        (
            clause.label,
            clause.title,
            clause.level or "",
            *(
                fill(text, {name: words[uid, name] for uid, name in words if uid == clause.uid})
                for text in (clause.text, clause.guidance, clause.rationale)
            ),
        )
        for clause in document.walk()
    ]


@settings(max_examples=40)
@given(editions("2021"), editions("2022"))
def test_accepted_is_the_new_edition_and_rejected_the_old_one(old: Edition, new: Edition) -> None:
    tracked = redline_docx(old, new, signature=GROUP)
    assert clause_texts(tracked, changes="accepted") == clause_texts(edition_docx(new), changes="accepted")
    assert clause_texts(tracked, changes="rejected") == clause_texts(edition_docx(old), changes="rejected")


@settings(max_examples=40)
@given(editions("2021"), editions("2022"))
def test_accepted_every_clause_has_its_uid_and_nothing_is_left_over(old: Edition, new: Edition) -> None:
    returned = compare_returned(read_docx(redline_docx(old, new, signature=GROUP)), new)
    assert returned.is_empty
    assert returned.same_edition


@settings(max_examples=40)
@given(editions())
def test_an_edition_against_itself_has_no_tracked_change(edition: Edition) -> None:
    tracked = body(redline_docx(edition, edition, signature=GROUP))
    assert not [tag for tag in ("ins", "del", "moveFrom", "moveTo") if tracked.find(f".//{W}{tag}") is not None]


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_libreoffice_accepts_to_the_new_edition_and_rejects_to_the_old_one(
    old: str, new: str, mdd: Standard, judged: Path
) -> None:
    """Style, words and order of every paragraph, cells of the table included, and the headers."""
    for outcome, edition in (("accepted", new), ("rejected", old)):
        made = (judged / outcome / f"{old}-{new}.docx").read_bytes()
        clean = edition_docx(mdd.edition(edition))
        assert paragraphs(made) == paragraphs(clean)
        assert headers(made) == headers(clean)


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_ids_survive_libreoffice(old: str, new: str, mdd: Standard, judged: Path) -> None:
    name = f"{old}-{new}.docx"
    accepted = compare_returned(read_docx((judged / "accepted" / name).read_bytes()), mdd.edition(new))
    assert accepted.is_empty
    saved = read_docx((judged / "saved" / name).read_bytes())
    assert list(saved.by_uid) == list(mdd.edition(new).labels)
    assert not saved.unplaced
    assert all(not change.parts for change in compare_returned(saved, mdd.edition(new)).changes)


def test_libreoffice_accepts_and_rejects_any_change(office: Office, mdd: Standard, tmp_path: Path) -> None:
    """Editions that were changed roughly, in order, depth, labels and words."""
    random = Random(7)
    pairs = [(reshuffled(mdd.edition("2023"), random), reshuffled(mdd.edition("2023"), random)) for _time in range(3)]
    for number, (old, new) in enumerate(pairs):
        (tmp_path / f"{number}.docx").write_bytes(redline_docx(old, new, signature=GROUP))
    office.judge(tmp_path)
    for number, (old, new) in enumerate(pairs):
        for outcome, edition in (("accepted", new), ("rejected", old)):
            made = (tmp_path / outcome / f"{number}.docx").read_bytes()
            assert paragraphs(made) == paragraphs(edition_docx(edition)), (number, outcome)


@pytest.fixture(scope="session")
def judged(office: Office, mdd: Standard, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every pair of editions as LibreOffice saves, accepts and rejects it."""
    folder = tmp_path_factory.mktemp("judged")
    remark = Comment(uid=COMMENTED, author="Secretariat", initials="S", when=WHEN, text="Who declares it?")
    for old, new in PAIRS:
        tracked = redline_docx(mdd.edition(old), mdd.edition(new), signature=GROUP, comments=[remark])
        (folder / f"{old}-{new}.docx").write_bytes(tracked)
    office.judge(folder)
    return folder


def test_every_change_has_a_number_of_its_own_an_author_and_a_date(mdd: Standard) -> None:
    tracked = body(redline_docx(mdd.edition("2021"), mdd.edition("2023"), signature=GROUP))
    changes = [each for tag in ("ins", "del", "moveFrom", "moveTo") for each in tracked.iter(f"{W}{tag}")]
    numbers = Counter(each.get(f"{W}id") for each in changes)
    assert max(numbers.values()) == 1
    assert {each.get(f"{W}author") for each in changes} == {"Technical Working Group"}
    assert {each.get(f"{W}date") for each in changes} == {"2026-01-02T03:04:05Z"}


def test_each_move_has_both_ends_with_one_name_around_its_paragraphs(mdd: Standard) -> None:
    tracked = body(redline_docx(mdd.edition("2021"), mdd.edition("2023"), signature=GROUP))
    names = {
        side: [each.get(f"{W}name") for each in tracked.iter(f"{W}move{side}RangeStart")] for side in ("From", "To")
    }
    assert len(names["From"]) == len(set(names["From"])) > 1
    assert sorted(map(str, names["From"])) == sorted(map(str, names["To"]))
    for side in ("From", "To"):
        opened = [each.get(f"{W}id") for each in tracked.iter(f"{W}move{side}RangeStart")]
        assert opened == [each.get(f"{W}id") for each in tracked.iter(f"{W}move{side}RangeEnd")]


def test_a_clause_that_moves_is_no_deletion(mdd: Standard) -> None:
    """2.3.11 of the edition of 2022 is 2.6.3 of the next one, word for word."""
    tracked = body(redline_docx(mdd.edition("2022"), mdd.edition("2023"), signature=GROUP))
    moved = [run.text for change in tracked.iter(f"{W}moveTo") for run in change.iter(f"{W}t")]
    assert "2.6.3" in moved
    assert "Declared origin within national production" in moved


def test_a_new_number_is_tracked_as_one_word(mdd: Standard) -> None:
    tracked = body(redline_docx(mdd.edition("2022"), mdd.edition("2023"), signature=GROUP))
    gone = {run.text for change in tracked.iter(f"{W}del") for run in change.iter(f"{W}delText")}
    come = {run.text for change in tracked.iter(f"{W}ins") for run in change.iter(f"{W}t")}
    assert "2.6.2" in gone
    assert "2.6.4" in come


def test_comments_stand_beside_their_clause(mdd: Standard) -> None:
    when = datetime(2026, 2, 3, 12, 30)
    remarks = [
        Comment(uid=COMMENTED, author="Member, smelter", initials="MS", when=when, text="First.\nSecond line."),
        Comment(uid=COMMENTED, author="Chair", when=when, text="Agreed."),
    ]
    content = edition_docx(mdd.edition("2023"), comments=remarks)
    found = part(content, "word/comments.xml").findall(f"{W}comment")
    assert [each.get(f"{W}author") for each in found] == ["Member, smelter", "Chair"]
    assert found[0].get(f"{W}initials") == "MS"
    assert found[0].get(f"{W}date") == "2026-02-03T12:30:00Z"
    back = read_docx(content).comments
    assert sorted((each.author, each.text, each.uid, each.label) for each in back) == [
        ("Chair", "Agreed.", COMMENTED, "A.1"),
        ("Member, smelter", "First.\nSecond line.", COMMENTED, "A.1"),
    ]


def test_a_comment_on_a_clause_that_is_not_there_is_refused(mdd: Standard) -> None:
    remark = Comment(uid="01J00000000000000000000099", author="Chair", when=WHEN, text="Where?")
    with pytest.raises(DocumentError, match="no clause 01J00000000000000000000099"):
        edition_docx(mdd.edition("2023"), comments=[remark])


def test_all_steps_between_editions_are_the_same_whatever_the_way(mdd: Standard) -> None:
    for old, new in pairwise(("2021", "2022", "2023")):
        once = redline_docx(mdd.edition(old), mdd.edition(new), signature=GROUP)
        assert once == redline_docx(mdd.edition(old), mdd.edition(new), signature=GROUP)

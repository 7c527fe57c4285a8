"""Comments that come again."""

from dataclasses import replace

from tests.engine.consultation.drafts import SENT, comment

from cupel.consultation import merge

KNOWN = {each.id: each for each in (comment(1), comment(2, text="The unit is missing."), comment(3, label="4.3"))}


def test_the_same_comments_change_nothing() -> None:
    merged = merge(KNOWN.values(), KNOWN)
    assert (merged.added, merged.edited, merged.matched, merged.refused, merged.absent) == ((), (), (), (), ())


def test_spaces_and_lines_are_no_other_words() -> None:
    assert not merge([comment(1, text=" Five years \n is short. ")], KNOWN).edited


def test_an_edited_comment_without_its_id_is_told_by_its_words_on_the_same_clause() -> None:
    merged = merge([comment(9, text="Five years are short.")], KNOWN)
    assert [(each.id, each.version) for each in merged.edited] == [("c1", 2)]
    assert merged.matched == ("c1",)
    assert set(merged.absent) == {"c2", "c3"}


def test_words_of_another_submission_are_never_matched() -> None:
    other = comment(9, submission=replace(SENT, id="s9"), text="Five years are short.")
    assert [each.id for each in merge([other], KNOWN).added] == ["c9"]


def test_a_new_version_stays_where_it_was_confirmed() -> None:
    known = {"c1": comment(1, label="cl. 4.2", clause="u-4.2")}
    (edited,) = merge([comment(1, label="cl. 4.2", clause=None, change="Eleven years.")], known).edited
    assert (edited.clause, edited.version) == ("u-4.2", 2)

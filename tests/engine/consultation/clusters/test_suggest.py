"""Which comments are suggested to say the same, and which never are."""

from dataclasses import replace
from itertools import combinations

import pytest
from benchmarks.consultation.generate import generate
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.consultation.drafts import BOOK, SENT, comment

from cupel.consultation import ClauseBook, Cluster, Comment, Likeness, Suggestion, clauses_of, suggest
from cupel.standard import resolve

LETTER = (
    "Small refiners keep few people. Five years of paper would fill our only store, and nobody has ever asked for it. "
    "Please think of those who melt scrap in one furnace."
)


def written(number: int, text: str, *, language: str = "en", change: str = "", clause: str | None = "u-4.2") -> Comment:
    sent = replace(SENT, id=f"s{number}", language=language)
    return comment(number, submission=sent, text=text, change=change, clause=clause)


def ids(found: list[Suggestion]) -> list[tuple[str, ...]]:
    return [each.comments for each in found]


def test_letters_of_a_campaign_are_one_cluster_though_each_is_signed() -> None:
    letters = [written(n, f"{LETTER} Signed for Works {n}, {'east' * n}.") for n in range(1, 5)]
    (found,) = suggest([*letters, written(9, "The unit of the table is missing.")], BOOK)
    assert found.comments == ("c1", "c2", "c3", "c4")
    assert found.likeness is Likeness.NEAR
    assert found.reason == "4 comments on 4.2 in English have nearly the same text."


def test_the_same_text_is_told_apart_from_nearly_the_same() -> None:
    (found,) = suggest([written(1, LETTER), written(2, LETTER.upper())], BOOK)
    assert (found.likeness, found.score) == (Likeness.IDENTICAL, 1.0)


def test_the_same_text_on_another_clause_is_another_comment() -> None:
    assert suggest([written(1, LETTER), written(2, LETTER, clause="u-4.3")], BOOK) == []


def test_a_comment_that_is_not_placed_is_joined_where_the_text_is_nearly_the_same() -> None:
    assert ids(suggest([written(1, LETTER), written(2, f"{LETTER} Thanks.", clause=None)], BOOK)) == [("c1", "c2")]


@pytest.mark.parametrize(("one", "other"), [
    ("Ten years: keep them 10 years.", "Seven years: keep them 7 years."),
    ("Start on 1 January 2027 please.", "Start on 1 January 2028 please."),
    ("Please define “good faith” here.", "Please define “local buyer” here."),
    ("Please refer to ISO 14001 here.", "Please refer to ISO 45001 here."),
])  # fmt: skip
def test_comments_that_ask_for_different_things_are_not_the_same(one: str, other: str) -> None:
    assert suggest([written(1, one, change=one), written(2, other, change=other)], BOOK) == []


def test_the_value_that_the_clause_states_now_is_nothing_in_common() -> None:
    one = written(1, "Cinco: 5 años es mucho trabajo.", language="es")
    assert suggest([one, written(2, "I wonder who counts 5 years.")], BOOK) == []


def test_across_languages_the_same_clause_and_facts_are_suggested_with_what_is_shared() -> None:
    comments = [
        written(1, "Keep them 10 years, from 1 January 2027.", change="10 years"),
        written(2, "Consérvenlos 10 años, desde el 1 de enero de 2027.", language="es"),
        written(3, "Il faut 120 mois dès le 1er janvier 2027.", language="fr", change="120 mois"),
        written(4, "从2027年1月1日起保存10年。", language="zh"),
        written(5, "Dort fehlt ein Komma.", language="de"),
    ]
    (found,) = suggest(comments, BOOK)
    assert found.comments == ("c1", "c2", "c3", "c4")
    assert found.likeness is Likeness.FACTS
    assert "Chinese, English, French and Spanish" in found.reason
    assert "Jan 1, 2027" in found.reason
    assert "10\N{NARROW NO-BREAK SPACE}years" in found.reason


def test_what_people_confirmed_stays_together_and_is_not_suggested_again() -> None:
    confirmed = Cluster(id="k1", comments=("c1", "c2"))
    one, two = written(1, LETTER), written(2, "Otra cosa dicha de otro modo.", language="es")
    assert suggest([one, two], BOOK, confirmed=[confirmed]) == []
    (found,) = suggest([one, two, written(3, LETTER + " Thanks.")], BOOK, confirmed=[confirmed])
    assert (found.comments, found.joins) == (("c1", "c2", "c3"), ("k1",))


def test_what_people_said_is_apart_stays_apart() -> None:
    letters = [written(number, LETTER) for number in (1, 2, 3)]
    found = suggest(letters, BOOK, apart=[("c1", "c2")])
    assert not any({"c1", "c2"} <= set(each.comments) for each in found)


SAID = st.sampled_from([LETTER, "10 years", "Diez: 10 años", "7 years", "", "删除"])
TEXTS = st.lists(
    st.tuples(SAID, st.sampled_from(["en", "es", ""]), st.sampled_from(["u-4.2", "u-4.3", "general", None])), max_size=8
)


@given(TEXTS)
def test_no_comment_is_in_two_suggestions_and_none_is_alone(texts: list[tuple[str, str, str | None]]) -> None:
    comments = [written(n, text, language=tongue, clause=clause) for n, (text, tongue, clause) in enumerate(texts)]
    found = suggest(comments, BOOK)
    members = [key for each in found for key in each.comments]
    assert len(members) == len(set(members))
    assert all(len(each.comments) > 1 and 0 < each.score <= 1 and each.reason for each in found)
    placed = {each.id: each.clause for each in comments}
    for each in found:
        assert len({placed[key] for key in each.comments} - {None}) <= 1


@pytest.fixture(scope="module")
def book() -> ClauseBook:
    return clauses_of(resolve("mdd@2023"))


def test_of_an_invented_consultation_most_clusters_are_found_and_hardly_a_wrong_one(book: ClauseBook) -> None:
    made = generate(book, comments=700, stakeholders=60)
    comments, truth = [], {}
    for sent, rows in made.files:
        for number, row in enumerate(rows):
            each = Comment(
                id=f"{sent.id}-{number}", submission=sent, clause=row.uid, label=row.label, kind=row.kind,
                text=row.text, change=row.change,
            )  # fmt: skip
            comments.append(each)
            truth[each.id] = row.position
    found = {frozenset(pair) for each in suggest(comments, book) for pair in combinations(each.comments, 2)}
    true = {frozenset(pair) for pair in combinations(truth, 2) if truth[pair[0]] == truth[pair[1]]}
    assert len(found & true) >= 0.95 * len(found)
    assert len(found & true) >= 0.85 * len(true)


def test_a_flood_of_one_letter_each_with_a_number_of_its_own_is_one_cluster() -> None:
    flood = [written(number, f"{LETTER} Member no. {1_000 + number}.") for number in range(700)]
    (found,) = suggest(flood, BOOK)
    assert len(found.comments) == 700
    assert found.likeness is Likeness.NEAR

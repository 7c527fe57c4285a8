"""Labels in the style of the base edition."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupel.standard.drafting.counters import kind_of, value, written
from cupel.standard.drafting.numbering import Labels, numbered, numbering_of
from cupel.standard.drafting.tree import Tree

Nested = Sequence[tuple[str, Sequence[str]]]


def tree(parts: Nested) -> tuple[Tree, dict[str, str]]:
    """A tree of two levels from labels; a uid is the label in the base."""
    children: dict[str | None, tuple[str, ...]] = {None: tuple(label for label, _below in parts)}
    children |= {label: tuple(below) for label, below in parts if below}
    parents: dict[str, str | None] = {uid: parent for parent, uids in children.items() for uid in uids}
    return Tree(children=children, parents=parents), {uid: uid for uid in parents}


def kinds(labels: dict[str, str]) -> dict[str, str]:
    return {uid: "annex" if uid.startswith("Annex") else "section" for uid in labels}


def after(parts: Nested, *changes: tuple[str, str | None, int] | str, reserve: bool = False) -> Labels:
    """Labels after clauses were taken out (a uid) or put in (uid, parent, position)."""
    made, labels = tree(parts)
    plan = numbering_of(made, labels, kinds(labels))
    gone = []
    for change in changes:
        if isinstance(change, str):
            made = made.taken(change)
            gone.append(change)
        else:
            uid, parent, position = change
            made = (made.taken(uid) if uid in made else made).put(uid, parent, position)
    found = kinds(labels) | {uid: "annex" if "annex" in uid else "section" for uid in made.parents if uid not in labels}
    return numbered(made, plan, kinds=found, manual={}, reserved=gone if reserve else ())


PLAIN: Nested = [("1", ["1.1", "1.2", "1.3"]), ("2", ["2.1"])]
STYLES: list[Nested] = [
    PLAIN,
    [("A", ["A.1", "A.2"]), ("1", ["1.1"]), ("Annex I", ["I.1", "I.2"]), ("Annex II", ["II.1"])],
    [("Chapter 1", ["1", "2"]), ("Chapter 2", ["3", "4", "5"])],
    [("0", ["0.1"]), ("1", ["1.a", "1.b", "1.c"])],
    [("i.", ["(i)(a)"]), ("ii.", ["(ii)(a)", "(ii)(b)"])],
    [("01", ["01-01", "01-02"]), ("02", [])],
    [("Foreword", []), ("1", ["1.1", "1.4", "1.9"]), ("Bibliography", [])],
    [("H", ["H1"]), ("I", ["I1"]), ("J", [])],
    [("3", ["3.2", "3.1"]), ("1", []), ("2", [])],
    [("Artículo 7", ["7 bis", "7 ter"])],
]


@pytest.mark.parametrize("parts", STYLES, ids=str)
def test_an_unchanged_edition_keeps_every_label(parts: Nested) -> None:
    _made, labels = tree(parts)
    assert after(parts).used == labels


@given(
    st.lists(st.tuples(st.text("1aI. (", min_size=1, max_size=4), st.just(())), max_size=6, unique_by=lambda e: e[0])
)
def test_any_labels_are_kept(parts: Nested) -> None:
    _made, labels = tree(parts)
    assert after(parts).used == labels


def test_what_follows_a_new_clause_moves_up_by_one() -> None:
    used = after(PLAIN, ("new", "1", 1)).used
    assert [used[uid] for uid in ("1.1", "new", "1.2", "1.3", "2.1")] == ["1.1", "1.2", "1.3", "1.4", "2.1"]


def test_a_new_section_takes_its_clauses_along() -> None:
    used = after(PLAIN, ("new", None, 0), ("below", "new", 0)).used
    assert [used[uid] for uid in ("new", "below", "1", "1.2", "2.1")] == ["1", "1.1", "2", "2.2", "3.1"]


def test_a_new_clause_has_the_style_of_its_neighbours_of_the_same_kind() -> None:
    parts: Nested = [("1", ["1.1"]), ("Annex I", ["I.1"]), ("Annex II", [])]
    used = after(
        parts, ("new", None, 1), ("an annex", None, 2), ("below", "an annex", 0), ("empty", "Annex II", 0)
    ).used
    assert (used["new"], used["an annex"], used["below"]) == ("2", "Annex I", "I.1")
    assert (used["Annex I"], used["I.1"], used["empty"]) == ("Annex II", "II.1", "III.1")


def test_a_number_that_counts_over_chapters_goes_on_counting() -> None:
    parts: Nested = [("Chapter 1", ["1", "2"]), ("Chapter 2", ["3"])]
    used = after(parts, ("new", "Chapter 1", 0)).used
    assert [used[uid] for uid in ("new", "1", "2", "3")] == ["1", "2", "3", "4"]


def test_a_moved_clause_is_numbered_where_it_goes() -> None:
    used = after(PLAIN, ("1.2", "2", 0)).used
    assert [used[uid] for uid in ("1.1", "1.3", "1.2", "2.1")] == ["1.1", "1.2", "2.1", "2.2"]


def test_numbers_close_up_unless_they_are_reserved() -> None:
    assert after(PLAIN, "1.2").used["1.3"] == "1.2"
    kept = after(PLAIN, "1.2", reserve=True)
    assert kept.used["1.3"] == "1.3"
    assert kept.unused == {"1.2": "1.2"}


def test_a_reserved_number_is_not_given_to_another_clause() -> None:
    kept = after(PLAIN, "1.2", ("new", "1", 1), reserve=True)
    assert (kept.used["new"], kept.used["1.3"]) == ("1.3", "1.4")


def test_a_gap_of_the_base_stays_a_gap() -> None:
    parts: Nested = [("1", ["1.1", "1.4"])]
    used = after(parts, ("new", "1", 2)).used
    assert (used["1.4"], used["new"]) == ("1.4", "1.5")


KINDS = st.sampled_from(["1", "a", "A", "i", "I", "01"])


@given(st.integers(1, 400), KINDS)
def test_a_written_counter_is_read_as_the_same_number(number: int, kind: str) -> None:
    assert value(written(number, kind), kind) == number


@pytest.mark.parametrize(
    ("counters", "kind"),
    [
        (["i", "ii", "iii"], "i"),
        (["h", "i", "j"], "a"),
        (["I"], "I"),
        (["C"], "A"),
        (["01", "02"], "01"),
        (["ix", "x", "xi"], "i"),
        (["word"], None),
    ],
)
def test_the_kind_of_counter_is_the_one_that_counts(counters: list[str], kind: str | None) -> None:
    assert kind_of(counters) == kind

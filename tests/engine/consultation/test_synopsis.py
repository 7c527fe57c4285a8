"""Counts of a round, with and without comments that say the same."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.consultation.drafts import SENT, comment, round_of

from cupel.consultation import GENERAL, Cluster, Decision, Disposition, agree, propose
from cupel.consultation.synopsis import OPEN, Count, Dimension, synopsis

TRADER = replace(SENT, id="s2", category="Trader", country="CL", language="es")
COMMENTS = [
    comment(1),
    comment(2, submission=TRADER),
    comment(3, submission=TRADER, clause="u-4.3", question="q1"),
    comment(4, clause=GENERAL),
    comment(5, clause=None),
]
CLUSTER = Cluster(id="k", comments=("c1", "c2"))


def test_a_position_counts_once_in_all_and_once_in_each_category_it_comes_from() -> None:
    found = synopsis(round_of(COMMENTS, clusters=(CLUSTER,)))
    assert found.total == Count(5, 4)
    assert found.by(Dimension.CATEGORY) == [(("Refiner",), (3, 3)), (("Trader",), (2, 2))]
    assert found.by(Dimension.CLAUSE) == [
        ((GENERAL,), (1, 1)), (("u-4.2",), (2, 1)), (("u-4.3",), (1, 1)), (("",), (1, 1)),
    ]  # fmt: skip


def test_decisions_count_when_they_are_agreed() -> None:
    proposed = {key: propose(Disposition(comment=key), Decision.ACCEPTED) for key in ("c1", "c2")}
    found = synopsis(round_of(COMMENTS, {**proposed, "c2": agree(proposed["c2"])}))
    assert found.by(Dimension.DECISION) == [((Decision.ACCEPTED,), (1, 1)), ((OPEN,), (4, 4))]


def test_no_feedback_is_a_synopsis_too() -> None:
    found = synopsis(round_of([]))
    assert (found.total, found.by(Dimension.CLAUSE), found.submissions) == (Count(0, 0), [], 0)


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(["u-4.2", "u-4.3"]), st.integers(0, 3)), max_size=12),
    st.lists(st.sampled_from(Dimension), unique=True),
)
def test_counts_on_any_dimensions_add_up_to_all(rows: list[tuple[str, str, int]], dimensions: list[Dimension]) -> None:
    comments = [
        comment(number, submission=replace(SENT, category=category), clause=clause)
        for number, (category, clause, _cluster) in enumerate(rows)
    ]
    members: dict[int, list[str]] = {}
    for each, (_category, _clause, cluster) in zip(comments, rows, strict=True):
        members.setdefault(cluster, []).append(each.id)
    clusters = tuple(Cluster(id=str(key), comments=tuple(ids)) for key, ids in members.items() if key)
    found = synopsis(round_of(comments, clusters=clusters))
    assert sum(tally.comments for _values, tally in found.by(*dimensions)) == len(comments)
    assert sum(tally.positions for _values, tally in found.by(*dimensions)) >= found.total.positions
    alone = len(members.get(0, []))
    assert found.total == Count(len(comments), alone + len(clusters))

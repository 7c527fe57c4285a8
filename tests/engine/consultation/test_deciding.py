"""Many comments decided at once: those that pass, in their own language, and what stands in the way."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.consultation.drafts import SENT, comment, round_of

from cupel.consultation import GENERAL, Cluster, Decision, Disposition, Kind, Workflow, agree, propose, publish
from cupel.consultation.deciding import Filter, Obstacle, Template, move_all, propose_all, spread
from cupel.errors import ConsultationError

REFUSED = Template(
    decision=Decision.NOT_ACCEPTED,
    reason={"en": "Clause {clause}, {title}, stays.", "pt": "A cláusula {clause} fica como está."},
)
THREE = [
    comment(1),
    comment(2, submission=replace(SENT, id="s2", language="pt-BR", country="BR"), clause="u-4.3"),
    comment(3, kind=Kind.EDITORIAL, text="A typo", clause=GENERAL),
]


def test_every_comment_that_passes_gets_the_decision_in_its_language() -> None:
    found = propose_all(round_of(THREE), Filter(), REFUSED)
    assert [each.reason for each in found.dispositions] == [
        "Clause 4.2, Records kept, stays.",
        "A cláusula 4.3 fica como está.",
        "Clause the whole document, the whole document, stays.",
    ]
    assert {(each.workflow, each.decision) for each in found.dispositions} == {
        (Workflow.PROPOSED, Decision.NOT_ACCEPTED)
    }


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        (Filter(comments=frozenset({"c1", "c3", "c9"})), ["c1", "c3"]),
        (Filter(clauses=frozenset({"u-4.2"})), ["c1"]),
        (Filter(countries=frozenset({"BR"})), ["c2"]),
        (Filter(languages=frozenset({"en"}), kinds=frozenset({Kind.EDITORIAL})), ["c3"]),
        (Filter(categories=frozenset({"Trader"})), []),
        (Filter(words="YEARS ten"), ["c1", "c2", "c3"]),
        (Filter(words="years typo"), ["c3"]),
        (Filter(states=frozenset({Workflow.PROPOSED})), []),
    ],
)
def test_a_filter_takes_what_fits_all_its_parts(chosen: Filter, ids: list[str]) -> None:
    comments = [*THREE[:2], replace(THREE[2], change="Ten years")]
    assert [each.comment for each in propose_all(round_of(comments), chosen, REFUSED).dispositions] == ids


def test_what_is_decided_or_proposed_otherwise_is_listed_and_left() -> None:
    accepted = propose(Disposition(comment="c2"), Decision.ACCEPTED)
    held = {"c1": publish(agree(replace(accepted, comment="c1"))), "c2": accepted}
    found = propose_all(round_of(THREE, held), Filter(), REFUSED)
    assert [(each.comment, each.obstacle) for each in found.conflicts] == [
        ("c1", Obstacle.DECIDED),
        ("c2", Obstacle.OTHER_DECISION),
    ]
    assert [each.comment for each in found.dispositions] == ["c3"]


def test_a_cluster_is_not_torn_by_a_filter() -> None:
    cluster = Cluster(id="k", comments=("c1", "c2"))
    chosen = Filter(clauses=frozenset({"u-4.2"}))
    (conflict,) = propose_all(round_of(THREE, clusters=(cluster,)), chosen, REFUSED).conflicts
    assert (conflict.comment, conflict.obstacle) == ("c1", Obstacle.CLUSTER)


def test_a_template_that_names_a_clause_leaves_comments_without_one() -> None:
    (conflict,) = propose_all(round_of([comment(clause=None)]), Filter(), REFUSED).conflicts
    assert conflict.obstacle is Obstacle.SLOT


@pytest.mark.parametrize("reason", [{"en": "Dear {commenter}"}, {"en": "No.", "es": " "}, {}])
def test_a_template_with_names_or_without_a_reason_is_refused(reason: dict[str, str]) -> None:
    with pytest.raises(ConsultationError):
        Template(decision=Decision.NOTED, reason=reason)


def test_one_decision_answers_a_cluster() -> None:
    decided = propose(Disposition(comment="c1"), Decision.PARTLY, reason="Seven.")
    other = agree(propose(Disposition(comment="c3"), Decision.ACCEPTED))
    found = spread(decided, Cluster(id="k", comments=("c1", "c2", "c3")), round_of(THREE, {"c1": decided, "c3": other}))
    assert [(each.comment, each.decision, each.reason) for each in found.dispositions] == [
        ("c2", Decision.PARTLY, "Seven.")
    ]
    assert [each.comment for each in found.conflicts] == ["c3"]


def test_nothing_is_spread_before_it_is_decided() -> None:
    with pytest.raises(ConsultationError):
        spread(Disposition(comment="c1"), Cluster(id="k", comments=("c1", "c2")), round_of(THREE))


@given(st.lists(st.sampled_from([None, *Decision]), min_size=1, max_size=6), st.booleans())
def test_every_comment_that_passes_is_proposed_or_in_conflict(before: list[Decision | None], agreed: bool) -> None:
    comments = [comment(number) for number in range(len(before))]
    held = {}
    for each, decision in zip(comments, before, strict=True):
        if decision:
            proposed = propose(Disposition(comment=each.id), decision, reason="Why.")
            held[each.id] = agree(proposed) if agreed else proposed
    found = propose_all(round_of(comments, held), Filter(), REFUSED)
    told = [each.comment for each in found.dispositions] + [each.comment for each in found.conflicts]
    assert sorted(told) == sorted(each.id for each in comments)


@given(st.lists(st.sampled_from(list(Workflow)), max_size=6))
def test_many_are_moved_as_each_would_be_alone_or_are_left_out(before: list[Workflow]) -> None:
    held = [Disposition(comment=f"c{place}", workflow=state) for place, state in enumerate(before)]
    found = move_all(held, agree)
    assert list(found.dispositions) == [agree(each) for each in held if each.workflow is Workflow.PROPOSED]
    left = [each.comment for each in held if each.workflow is not Workflow.PROPOSED]
    assert [each.comment for each in found.conflicts] == left
    assert {each.obstacle for each in found.conflicts} <= {Obstacle.STATE}

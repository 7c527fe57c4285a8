"""Ballots: the examples of record in exact fractions, counting by hand, and what must hold for any body."""

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.governance.bodies import BOARD, CATEGORIES, CHAIR, SUCCESSOR, ballots, procedures

from cupel.errors import ProcedureError
from cupel.governance import (
    Answer,
    Balance,
    Base,
    Majority,
    Outcome,
    Position,
    Procedure,
    Quorum,
    Seat,
    VotingUnit,
    balance,
    count,
    electorate,
    quorum,
)

ADOPTED = {Outcome.BY_CONSENSUS, Outcome.BY_MAJORITY}
SUPPORT, ACCEPT, ABSTAIN, RECUSE, OBJECT = Position
GROUP = Procedure(
    uid="group",
    version="1",
    in_force=date(2026, 1, 1),
    categories=CATEGORIES,
    majority=Majority(share=Fraction(2, 3), against=Fraction(1, 4)),
)


def in_favour(per_category: tuple[int, ...], chair: bool) -> dict[str, Position]:
    """Positions on :data:`BOARD`: so many in favour in each category, all others object."""
    taken = {
        f"{category} {n}": SUPPORT if n <= yes else OBJECT
        for category, yes in zip(CATEGORIES, per_category, strict=True)
        for n in range(1, 5)
    }
    return {**taken, "chair": SUPPORT if chair else OBJECT}


@pytest.mark.parametrize(
    ("yes", "chair", "share", "outcome"),
    [
        ((3, 3, 3, 3), False, Fraction(12, 17), Outcome.BY_MAJORITY),
        ((4, 4, 3, 2), False, Fraction(13, 17), Outcome.NOT_ADOPTED),
        ((4, 4, 4, 2), True, Fraction(15, 17), Outcome.NOT_ADOPTED),
        ((3, 3, 3, 2), True, Fraction(12, 17), Outcome.NOT_ADOPTED),
    ],
)
def test_seventy_per_cent_and_three_of_each_category(
    yes: tuple[int, ...], chair: bool, share: Fraction, outcome: Outcome
) -> None:
    result = count(electorate(BOARD, SUCCESSOR), in_favour(yes, chair), SUCCESSOR)
    assert result.outcome is outcome
    overall = next(rule for rule in result.requirements if rule.rule == "majority")
    assert (overall.reached, overall.needed, overall.met) == (share, Fraction(7, 10), True)
    of_each = {rule.category: rule.met for rule in result.requirements if rule.rule == "majority of each"}
    assert of_each == {category: n >= 3 for category, n in zip(CATEGORIES, yes, strict=True)}


def test_without_the_chairs_vote_the_share_is_of_sixteen() -> None:
    body = tuple(replace(seat, votes=seat is not CHAIR) for seat in BOARD)
    result = count(electorate(body, SUCCESSOR), in_favour((3, 3, 3, 3), chair=True), SUCCESSOR)
    assert next(rule.reached for rule in result.requirements if rule.rule == "majority") == Fraction(12, 16)


def test_an_empty_seat_makes_the_rules_differ() -> None:
    """With seats empty three of each category may be less than seventy per cent, so both are asked."""
    body = [seat for seat in BOARD if seat is not CHAIR]
    result = count(electorate([*body, *(replace(CHAIR, seat_id=f"chair {n}") for n in (1, 2))], SUCCESSOR),
                   in_favour((3, 3, 3, 3), chair=False), SUCCESSOR)  # fmt: skip
    assert (result.outcome, result.requirements[1].reached) == (Outcome.NOT_ADOPTED, Fraction(12, 18))


def five(*taken: Position) -> dict[str, Position]:
    return {f"seat {n}": position for n, position in enumerate(taken)}


FIVE = tuple(Seat(seat_id=f"seat {n}", category=CATEGORIES[n % 4], organisation=f"Company {n}") for n in range(5))


@pytest.mark.parametrize(
    ("taken", "objections", "outcome"),
    [
        ((SUPPORT, SUPPORT, ACCEPT, ABSTAIN, ABSTAIN), (), Outcome.BY_CONSENSUS),
        ((SUPPORT, SUPPORT, ACCEPT, ABSTAIN, OBJECT), (Answer.OPEN,), Outcome.OPEN),
        ((SUPPORT, SUPPORT, ACCEPT, ABSTAIN, OBJECT), (Answer.PROPOSED,), Outcome.OPEN),
        ((SUPPORT, SUPPORT, ACCEPT, ABSTAIN, OBJECT), (Answer.APPEALED,), Outcome.OPEN),
        ((SUPPORT, SUPPORT, ACCEPT, ABSTAIN, OBJECT), (Answer.OVERRULED,), Outcome.BY_MAJORITY),
        ((SUPPORT, SUPPORT, ACCEPT, SUPPORT, ACCEPT), (Answer.TIMED_OUT,), Outcome.BY_MAJORITY),
        ((SUPPORT, SUPPORT, ACCEPT, SUPPORT, ACCEPT), (Answer.WITHDRAWN, Answer.ACCEPTED), Outcome.BY_CONSENSUS),
        ((SUPPORT, SUPPORT, OBJECT, ABSTAIN, ABSTAIN), (Answer.OVERRULED,), Outcome.NOT_ADOPTED),
        ((ABSTAIN, ABSTAIN, ABSTAIN, ABSTAIN, ABSTAIN), (), Outcome.NOT_ADOPTED),
        ((RECUSE, RECUSE, RECUSE, RECUSE, RECUSE), (), Outcome.NOT_ADOPTED),
    ],
)
def test_consensus_comes_first_and_objections_are_answered(
    taken: tuple[Position, ...], objections: tuple[Answer, ...], outcome: Outcome
) -> None:
    result = count(electorate(FIVE, GROUP), five(*taken), GROUP, objections=objections)
    assert result.outcome is outcome


def test_a_third_against_blocks_though_two_thirds_are_in_favour() -> None:
    result = count(electorate(FIVE, GROUP), five(SUPPORT, SUPPORT, OBJECT, ABSTAIN, ABSTAIN), GROUP)
    met = {rule.rule: rule.met for rule in result.requirements}
    assert (result.outcome, met["majority"], met["against"]) == (Outcome.NOT_ADOPTED, True, False)


def test_recusal_leaves_the_electorate_and_abstention_does_not() -> None:
    rule = replace(GROUP, majority=Majority(share=Fraction(3, 4), base=Base.ELECTORATE), by_consensus=False)
    votes = electorate(FIVE, rule)
    recused = count(votes, five(SUPPORT, SUPPORT, SUPPORT, OBJECT, RECUSE), rule)
    abstained = count(votes, five(SUPPORT, SUPPORT, SUPPORT, OBJECT, ABSTAIN), rule)
    assert (recused.outcome, abstained.outcome) == (Outcome.BY_MAJORITY, Outcome.NOT_ADOPTED)


def test_an_organisation_has_one_vote_and_its_seats_that_differ_abstain() -> None:
    rule = replace(GROUP, voting_unit=VotingUnit.ORGANISATION)
    body = [replace(seat, organisation="Company 0", category=CATEGORIES[0]) for seat in FIVE[:2]] + list(FIVE[2:])
    votes = electorate(body, rule)
    assert len(votes) == 4
    result = count(votes, five(SUPPORT, OBJECT, SUPPORT, SUPPORT, SUPPORT), rule)
    assert Counter(result.positions.values()) == {SUPPORT: 3, ABSTAIN: 1}
    apart = count(votes, five(RECUSE, OBJECT, SUPPORT, SUPPORT, SUPPORT), rule)
    assert apart.positions["organisation Company 0"] is OBJECT


def test_an_unbalanced_body_does_not_vote_where_the_procedure_says_so() -> None:
    body = [replace(seat, category=CATEGORIES[0]) for seat in FIVE]
    rule = replace(GROUP, balance=Balance(ceiling=Fraction(1, 2), of_each=1))
    yes = five(SUPPORT, SUPPORT, SUPPORT, SUPPORT, SUPPORT)
    assert count(electorate(body, rule), yes, rule).outcome is Outcome.BY_CONSENSUS
    assert [r.category for r in balance(electorate(body, rule), rule) if not r.met] == [CATEGORIES[0], *CATEGORIES[1:]]
    refusing = replace(rule, balance=replace(rule.balance, refuses=True))
    assert count(electorate(body, refusing), yes, refusing).outcome is Outcome.NOT_BALANCED


def test_quorum_counts_who_is_there_overall_and_of_each_category() -> None:
    rule = replace(GROUP, quorum=Quorum(share=Fraction(1, 2), of_each=1))
    votes = electorate(FIVE, rule)
    assert all(r.met for r in quorum(votes, {"seat 0", "seat 1", "seat 2", "seat 3"}, rule))
    missing = quorum(votes, {"seat 0", "seat 1", "seat 2", "seat 4"}, rule)
    assert [r.category for r in missing if not r.met] == [CATEGORIES[3]]
    assert count(votes, {"seat 0": SUPPORT, "seat 1": SUPPORT}, rule).outcome is Outcome.NO_QUORUM


@pytest.mark.parametrize(
    "change",
    [
        {"quorum": Quorum(share=Fraction(3, 2))},
        {"majority": Majority(share=Fraction(-1, 2))},
        {"balance": Balance(of_each=-1)},
        {"categories": (), "majority": Majority(share=Fraction(1, 2), of_each=1)},
        {"categories": (CATEGORIES[0], CATEGORIES[0])},
    ],
)
def test_rules_that_cannot_be_met_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ProcedureError, match=r"Correct version 1 of the procedure group\."):
        replace(GROUP, **change)  # type: ignore[arg-type]


def test_seats_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ProcedureError, match="The seat seat 0 stands twice"):
        electorate([FIVE[0], FIVE[0]], GROUP)
    two = [FIVE[0], replace(FIVE[1], organisation="Company 0")]
    with pytest.raises(ProcedureError, match="Company 0 has one vote and sits in two categories"):
        electorate(two, replace(GROUP, voting_unit=VotingUnit.ORGANISATION))


@given(ballot=ballots(), procedure=procedures)
def test_the_result_follows_from_counting_by_hand(
    ballot: tuple[tuple[Seat, ...], dict[str, Position]], procedure: Procedure
) -> None:
    """Counted once more over seats, for bodies whose seats have a vote each."""
    seats, taken = ballot
    rule = replace(procedure, voting_unit=VotingUnit.SEAT)
    result = count(electorate(seats, rule), taken, rule)
    voting = [seat for seat in seats if seat.votes and taken.get(seat.seat_id) is not RECUSE]
    cast = [taken[seat.seat_id] for seat in voting if seat.seat_id in taken]
    yes = [seat for seat in voting if taken.get(seat.seat_id) in {SUPPORT, ACCEPT}]
    no = cast.count(OBJECT)
    whole = {Base.ELECTORATE: len(voting), Base.VOTES: len(cast), Base.FOR_OR_AGAINST: len(yes) + no}
    needed, total = rule.majority.share * whole[rule.majority.base], whole[rule.majority.base]
    reached = len(yes) > needed if rule.majority.more and total else len(yes) >= needed
    reached = reached if total else (rule.majority.share == 0 and not rule.majority.more)
    each = Counter(seat.category for seat in yes)
    enough = (
        reached
        and (no <= rule.majority.against * (len(yes) + no))
        and all(each[category] >= rule.majority.of_each for category in CATEGORIES)
    )
    there = Counter(seat.category for seat in voting if seat.seat_id in taken)
    took_part = len(cast) >= rule.quorum.share * len(voting) if voting else rule.quorum.share == 0
    quorate = took_part and all(there[category] >= rule.quorum.of_each for category in CATEGORIES)
    held = Counter(seat.category for seat in voting)
    balanced = all(
        held[category] <= rule.balance.ceiling * len(voting) and held[category] >= rule.balance.of_each
        for category in CATEGORIES
    )
    if rule.balance.refuses and not balanced:
        assert result.outcome is Outcome.NOT_BALANCED
    elif not quorate:
        assert result.outcome is Outcome.NO_QUORUM
    elif rule.by_consensus and yes and not no:
        assert result.outcome is Outcome.BY_CONSENSUS
    else:
        assert result.outcome is (Outcome.BY_MAJORITY if enough else Outcome.NOT_ADOPTED)


@given(ballot=ballots(), procedure=procedures, order=st.randoms(use_true_random=False))
def test_the_order_of_seats_changes_nothing(
    ballot: tuple[tuple[Seat, ...], dict[str, Position]], procedure: Procedure, order: object
) -> None:
    seats, taken = ballot
    turned = list(seats)
    order.shuffle(turned)  # type: ignore[attr-defined]
    mixed = dict(sorted(taken.items(), reverse=True))
    assert count(electorate(turned, procedure), mixed, procedure) == count(
        electorate(seats, procedure), taken, procedure
    )


@given(ballot=ballots(), procedure=procedures)
def test_who_objects_and_then_supports_never_turns_an_adoption_down(
    ballot: tuple[tuple[Seat, ...], dict[str, Position]], procedure: Procedure
) -> None:
    seats, taken = ballot
    rule = replace(procedure, voting_unit=VotingUnit.SEAT)
    before = count(electorate(seats, rule), taken, rule)
    for seat, position in taken.items():
        if position is OBJECT and before.outcome in ADOPTED:
            assert count(electorate(seats, rule), {**taken, seat: SUPPORT}, rule).outcome in ADOPTED


@given(ballot=ballots(), procedure=procedures, answers=st.lists(st.sampled_from(Answer), max_size=3))
def test_nothing_is_decided_while_an_objection_is_unanswered(
    ballot: tuple[tuple[Seat, ...], dict[str, Position]], procedure: Procedure, answers: list[Answer]
) -> None:
    seats, taken = ballot
    result = count(electorate(seats, procedure), taken, procedure, objections=answers)
    unanswered = {Answer.OPEN, Answer.PROPOSED, Answer.APPEALED}.intersection(answers)
    assert (result.outcome is Outcome.OPEN) == bool(unanswered)

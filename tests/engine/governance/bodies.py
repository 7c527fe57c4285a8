"""Invented bodies for tests of governance."""

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from cupel.governance import (
    Balance,
    Base,
    Change,
    CycleRules,
    Length,
    Majority,
    Objections,
    Position,
    Procedure,
    Quorum,
    Seat,
    Stage,
    StageRule,
    Unit,
    VotingUnit,
)

CATEGORIES = ("producers", "users", "civil society", "affected people")
SUCCESSOR = Procedure(
    uid="board",
    version="2025",
    in_force=date(2025, 9, 8),
    categories=CATEGORIES,
    quorum=Quorum(share=Fraction(1, 2)),
    majority=Majority(share=Fraction(7, 10), base=Base.ELECTORATE, of_each=3),
    by_consensus=False,
)
"""Seventy per cent of all seats and three of each category of four."""

CHAIR = Seat(seat_id="chair", category="independent chair")
BOARD = (CHAIR, *(Seat(seat_id=f"{category} {n}", category=category) for category in CATEGORIES for n in range(1, 5)))

shares = st.fractions(0, 1, max_denominator=20)
numbers = st.integers(0, 3)
lengths = st.builds(Length, number=st.integers(1, 90), unit=st.sampled_from(Unit))
cycles = st.builds(
    CycleRules,
    review=st.none() | lengths,
    stages=st.lists(
        st.builds(
            StageRule,
            stage=st.sampled_from([stage for stage in Stage if stage is not Stage.CONSULTATION]),
            number=numbers,
            planned=lengths,
            least=st.none() | lengths,
            urgent=st.none() | lengths,
        ),
        min_size=1,
        unique_by=lambda rule: rule.key,
    ).map(tuple),
    rounds=st.dictionaries(st.sampled_from(Change), st.just(0)),
    inclusive=st.booleans(),
    zone=st.sampled_from(["UTC", "Europe/London"]),
    answers=st.none() | lengths,
    follows=st.sampled_from([(), ("iseal",), ("iseal", "wto-tbt")]),
)
procedures = st.builds(
    Procedure,
    uid=st.just("group"),
    version=st.just("1"),
    in_force=st.just(date(2026, 1, 1)),
    categories=st.just(CATEGORIES),
    voting_unit=st.sampled_from(VotingUnit),
    quorum=st.builds(Quorum, share=shares, of_each=numbers),
    majority=st.builds(
        Majority, share=shares, base=st.sampled_from(Base), more=st.booleans(), of_each=numbers, against=shares
    ),
    balance=st.builds(Balance, ceiling=shares, of_each=numbers, refuses=st.booleans()),
    by_consensus=st.booleans(),
    objections=st.builds(Objections, clause=st.booleans(), overruled=st.booleans()),
    cycle=st.none() | cycles,
)
positions = st.sampled_from(Position)


@st.composite
def seats(draw: st.DrawFn) -> tuple[Seat, ...]:
    """Seats of organisations that sit in one category each, and personal ones; some only observe."""
    home = {f"Company {letter}": CATEGORIES[n % 4] for n, letter in enumerate("ABCDEF")}
    made = []
    for n in range(draw(st.integers(1, 12))):
        organisation = draw(st.sampled_from([None, *home]))
        category = home[organisation] if organisation else draw(st.sampled_from([*CATEGORIES, "independent chair"]))
        made.append(
            Seat(
                seat_id=f"seat {n:02}", category=category, organisation=organisation, votes=draw(st.integers(0, 5)) > 0
            )
        )
    return tuple(made)


@st.composite
def ballots(draw: st.DrawFn) -> tuple[tuple[Seat, ...], dict[str, Position]]:
    """Seats and the positions that some of them took."""
    body = draw(seats())
    return body, {seat.seat_id: draw(positions) for seat in body if draw(st.booleans())}

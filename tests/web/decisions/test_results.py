"""What is kept of a count: nothing is lost on the way to JSON and back, and no vote is counted twice."""

import json
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.web.scheme_at_work import FOUNDED

from cupel.governance import Majority, Position, Procedure, Seat, VotingUnit, count, electorate
from cupel_web.decisions.results import SeatPosition, digest, result_data, sheet_from

SIDES = ("industry", "civil society")
ORGANISATIONS = {"a": SIDES[0], "b": SIDES[0], "c": SIDES[1]}
"""Organisations sit in one category each."""

places = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", None]), st.sampled_from(SIDES), st.none() | st.sampled_from(Position)),
    min_size=1,
    max_size=12,
)


@given(places=places, unit=st.sampled_from(VotingUnit))
def test_every_tally_adds_up_to_the_votes_there_are(
    places: list[tuple[str | None, str, Position | None]], unit: VotingUnit
) -> None:
    rules = Procedure(
        uid="group", version="1", in_force=FOUNDED, categories=SIDES, voting_unit=unit,
        majority=Majority(share=Fraction(2, 3)),
    )  # fmt: skip
    seats = [
        SeatPosition(
            elector=f"{number:02}", label=f"Seat {number}", organisation=name or "", position=position,
            category=ORGANISATIONS[name] if name else category,
        )
        for number, (name, category, position) in enumerate(places)
    ]  # fmt: skip
    voters = electorate(
        [Seat(seat_id=each.elector, category=each.category, organisation=each.organisation or None) for each in seats],
        rules,
    )
    taken = {each.elector: each.position for each in seats if each.position}
    data = result_data(count(voters, taken, rules), voters, seats, ())
    kept = json.loads(json.dumps(data))
    sheet = sheet_from(kept)
    assert digest(kept) == digest(data)
    assert sheet.seats == seats
    assert sheet.overall.total == len(voters)
    for tallies in (sheet.categories, sheet.organisations):
        assert sum(tally.total for tally in tallies) == len(voters)
        assert all(sum(part.length for part in tally.segments) <= 1000.2 for tally in tallies)

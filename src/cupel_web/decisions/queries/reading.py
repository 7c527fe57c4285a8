"""A ballot as a reader finds it: where it stands, the count, who said what by seat, objections."""

from dataclasses import dataclass
from datetime import datetime

from cupel.governance import Answer
from cupel_web.decisions.models import Ballot, Objection
from cupel_web.decisions.queries.counting import Taken, counted_of, objections_in, taken_in
from cupel_web.decisions.results import Sheet, digest, sheet_from
from cupel_web.decisions.states import BallotState, day_in
from cupel_web.groups.models import Tenure
from cupel_web.kernel.models import User


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A ballot at a moment. ``is_spoiled``: what is kept of its result does not have the hash that was written down."""

    state: BallotState
    sheet: Sheet
    taken: list[Taken]
    objections: list[tuple[Objection, Answer]]
    is_spoiled: bool


def reading_of(ballot: Ballot, *, now: datetime) -> Reading:
    """The result of a closed ballot as it was written down, else what it comes to now; in a constant number of queries.

    It is for those to whom :func:`cupel_web.decisions.queries.records.ballot_seen_by` shows the ballot.
    """
    closing = ballot.closing if hasattr(ballot, "closing") else None
    taken, objections, day = taken_in(ballot), objections_in(ballot), ballot.day_at(now)
    return Reading(
        state=ballot.state_at(now),
        sheet=sheet_from(closing.result if closing else counted_of(ballot, taken, objections, day=day)),
        taken=taken,
        objections=[(each, each.answer_on(day)) for each in objections],
        is_spoiled=closing is not None and digest(closing.result) != closing.sha256,
    )


def seats_of(user: User | None, ballot: Ballot, *, now: datetime) -> set[int]:
    """Primary keys of the seats that the person may vote for in the ballot at the moment."""
    voting = ballot.state_at(now) is BallotState.VOTING
    if user is None or not voting or not user.has_perm("groups.take_part", ballot.group):
        return set()
    return set(Tenure.objects.on(day_in(ballot.zone, now)).filter(person=user).values_list("seat", flat=True))

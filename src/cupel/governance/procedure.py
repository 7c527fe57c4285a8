"""The rules under which a body works, as data: every process names the version of the procedure it runs under."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from cupel.errors import ProcedureError
from cupel.governance.cycle_rules import CycleRules
from cupel.messages import _


class VotingUnit(StrEnum):
    """Who has a vote."""

    SEAT = "seat"
    ORGANISATION = "organisation"


class Base(StrEnum):
    """Of what a share is taken: all votes there are, those that took a position, those for or against."""

    ELECTORATE = "electorate"
    VOTES = "votes"
    FOR_OR_AGAINST = "for or against"


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A seat of a body. Personal seats have no ``organisation``; a seat without vote observes."""

    seat_id: str
    category: str
    organisation: str | None = None
    votes: bool = True


@dataclass(frozen=True, kw_only=True)
class Quorum:
    """``share`` of the votes that must be present, and at least so many ``of_each`` category that has seats."""

    share: Fraction = Fraction(0)
    of_each: int = 0


@dataclass(frozen=True, kw_only=True)
class Majority:
    """``share`` of the ``base`` that must be in favour, ``more`` than it or at least it; at least so many
    ``of_each`` category; not more than ``against`` of those for or against.
    """

    share: Fraction
    base: Base = Base.FOR_OR_AGAINST
    more: bool = False
    of_each: int = 0
    against: Fraction = Fraction(1)


@dataclass(frozen=True, kw_only=True)
class Balance:
    """No category holds more than ``ceiling`` of the votes and each has ``of_each`` at least; ``refuses``: a body that
    is not balanced does not vote.
    """

    ceiling: Fraction = Fraction(1)
    of_each: int = 0
    refuses: bool = False


@dataclass(frozen=True, kw_only=True)
class Objections:
    """What an objection must say beyond its reason and the change it wants: the ``clause`` it is about; ``overruled``:
    the chair may overrule one, with a reason.
    """

    clause: bool = False
    overruled: bool = False


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """One version of a body's rules, in force from a day on.

    ``holidays``: days besides Saturdays and Sundays that a term in working days does not count.
    ``categories``: constituencies whose seats rules *of each* count; seats of others, such as an independent chair's,
    count in shares only. ``by_consensus``: what nobody objects to is adopted without reaching the majority.
    ``cycle``: how the body revises a standard, where it does.
    Raises :class:`~cupel.errors.ProcedureError` for shares outside 0 to 1 and for rules of each without a category.
    """

    uid: str
    version: str
    in_force: date
    categories: tuple[str, ...]
    voting_unit: VotingUnit = VotingUnit.SEAT
    quorum: Quorum = field(default_factory=Quorum)
    majority: Majority
    balance: Balance = field(default_factory=Balance)
    by_consensus: bool = True
    objections: Objections = field(default_factory=Objections)
    holidays: frozenset[date] = frozenset()
    cycle: CycleRules | None = None

    def __post_init__(self) -> None:
        shares = {
            "quorum.share": self.quorum.share,
            "majority.share": self.majority.share,
            "majority.against": self.majority.against,
            "balance.ceiling": self.balance.ceiling,
        }
        for name, share in shares.items():
            if not 0 <= share <= 1:
                raise self._error(_("{rule} is {share}: a share is between 0 and 1.").format(rule=name, share=share))
        counts = {
            "quorum.of_each": self.quorum.of_each,
            "majority.of_each": self.majority.of_each,
            "balance.of_each": self.balance.of_each,
        }
        for name, count in counts.items():
            if count < 0 or (count and not self.categories):
                raise self._error(_("{rule} is {count}, which counts nobody.").format(rule=name, count=count))
        if len(set(self.categories)) < len(self.categories):
            raise self._error(_("A category stands twice."))

    def _error(self, message: str) -> ProcedureError:
        remedy = _("Correct version {version} of the procedure {uid}.").format(version=self.version, uid=self.uid)
        return ProcedureError(message, code="procedure", remedy=remedy)


@dataclass(frozen=True, kw_only=True)
class Voter:
    """Who has one vote of an electorate: a seat, or an organisation with all its ``seats``."""

    voter_id: str
    category: str
    seats: tuple[str, ...]


def electorate(seats: Sequence[Seat], procedure: Procedure) -> tuple[Voter, ...]:
    """The votes there are, sorted by voter: one per voting seat, or one per organisation and per personal seat.

    Raises :class:`~cupel.errors.ProcedureError` if a seat stands twice, or an organisation with one vote sits in two
    categories.
    """
    twice = [seat_id for seat_id, count in Counter(seat.seat_id for seat in seats).items() if count > 1]
    if twice:
        message = _("The seat {seat} stands twice.").format(seat=twice[0])
        raise ProcedureError(message, code="seat-twice", remedy=_("Name each seat once."))
    if procedure.voting_unit is VotingUnit.SEAT:
        votes = [Voter(voter_id=s.seat_id, category=s.category, seats=(s.seat_id,)) for s in seats if s.votes]
        return tuple(sorted(votes, key=lambda vote: vote.voter_id))
    shared: dict[str, list[Seat]] = {}
    for seat in sorted(seats, key=lambda seat: seat.seat_id):
        if seat.votes:
            shared.setdefault(f"organisation {seat.organisation}" if seat.organisation else seat.seat_id, []).append(
                seat
            )
    return tuple(_voter_of(voter_id, shared[voter_id]) for voter_id in sorted(shared))


def _voter_of(voter_id: str, seats: list[Seat]) -> Voter:
    categories = sorted({seat.category for seat in seats})
    if len(categories) > 1:
        message = _("{organisation} has one vote and sits in two categories: {categories}.").format(
            organisation=seats[0].organisation, categories=", ".join(categories)
        )
        remedy = _("Give its seats one category.")
        raise ProcedureError(message, code="two-categories", remedy=remedy)
    return Voter(voter_id=voter_id, category=categories[0], seats=tuple(seat.seat_id for seat in seats))

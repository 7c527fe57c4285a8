"""Verbs about a ballot: open it with its electorate, close it with its result, declare it void."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel.governance import UNANSWERED, Procedure, Step, Voter, balance, electorate, ends
from cupel_web.decisions.actions.content import require_hash
from cupel_web.decisions.models import Annulment, Ballot, Closing, Elector, Objection
from cupel_web.decisions.queries.counting import counted, fillers_of, objections_in
from cupel_web.decisions.results import digest
from cupel_web.decisions.states import BallotState, day_in
from cupel_web.groups.actions.groups import require_at_work
from cupel_web.groups.models import Group, ProcedureVersion, SeatRecord
from cupel_web.groups.queries.composition import sittings_of
from cupel_web.groups.queries.life import version_on
from cupel_web.groups.states import SeatState
from cupel_web.groups.words import needed_words, reached_words, rule_words
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.notices.actions import Letter, tell_duty


@dataclass(frozen=True, kw_only=True)
class Motion:
    """What is put to the vote. ``subject_type`` (a record's ``label_lower``), ``subject`` (its public id),
    ``subject_title`` and ``subject_path`` name the thing decided; ``sha256`` is of its content.
    """

    title: str
    text: str
    subject_type: str = ""
    subject: str = ""
    subject_title: str = ""
    subject_path: str = ""
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class Window:
    """Until the end of which day, in which time zone, seats vote; days to answer a proposed resolution, to appeal."""

    closes_on: date
    zone: str = "UTC"
    reply_days: int = 14
    appeal_days: int = 30


def open_ballot(group: Group, motion: Motion, window: Window, *, by: User | None, now: datetime) -> Ballot:
    """Put a motion to the vote of the seats that are active today, and mail each the one link.

    Raises :class:`~cupel.errors.ProcedureError` for a group that is not at work or has no rules in force or nobody to
    vote, for one whose rules refuse an unbalanced vote, and for a window that is over.
    """
    require(by, "decisions.open_ballot", group)
    day = day_in(window.zone, now)
    require_at_work(group, on=day)
    version = _rules(group, day=day)
    closes_at = _closing_instant(window, now=now)
    seats = [sitting.seat for sitting in sittings_of(group, on=day) if sitting.state is SeatState.ACTIVE]
    voters = electorate([seat.seat for seat in seats], version.procedure)
    _require_voters(voters, version.procedure)
    with transaction.atomic():
        ballot: Ballot = Ballot.objects.create(
            group=group, procedure=version, closes_at=closes_at, opened_at=now, opened_by=by,
            **{**asdict(motion), "sha256": _content(motion)}, **asdict(window),
        )  # fmt: skip
        electors = _snapshot(ballot, seats, voters)
        append_event(
            "decisions.ballot_opened", by=by, about=ballot, scope=group, now=now, sha256=ballot.sha256,
            procedure=version.public_id, electors=len(electors), voters=len(voters), closes_at=closes_at.isoformat(),
        )  # fmt: skip
        for elector, person in fillers_of(electors, day=day):
            address = {"slug": group.slug, "elector": elector.public_id}
            letter = Letter(
                template="decisions/mail/opened.txt",
                path=reverse("take_position", kwargs=address),
                values={"ballot": ballot, "elector": elector},
            )
            tell_duty(person, letter, about=ballot, now=now)
    return ballot


def close_ballot(ballot: Ballot, *, by: User | None, now: datetime) -> Closing:
    """Write down what the ballot came to, for good.

    Raises :class:`~cupel.errors.ProcedureError` while seats may vote, while an objection is unanswered or may still be
    taken to the group above (it says which), and if the ballot is closed.
    """
    require(by, "decisions.close_ballot", ballot)
    with transaction.atomic():
        locked = locked_ballot(ballot)
        _require_over(locked, now=now)
        _require_answered(objections_in(locked), day=day_in(locked.zone, now))
        result = counted(locked, now=now)
        closing: Closing = Closing.objects.create(
            ballot=locked, outcome=result["outcome"], result=result, sha256=digest(result), closed_at=now, closed_by=by
        )
        facts = {"outcome": closing.outcome, "sha256": closing.sha256}
        append_event("decisions.ballot_closed", by=by, about=locked, scope=locked.group, now=now, **facts)
    return closing


def void_ballot(ballot: Ballot, *, reason: str, by: User | None, now: datetime) -> Annulment:
    """Declare a closed ballot void; raises :class:`~cupel.errors.ProcedureError` for one that is open, or void."""
    require(by, "decisions.void_ballot", ballot)
    with transaction.atomic():
        locked = locked_ballot(ballot)
        if locked.state_at(now) is not BallotState.CLOSED:
            raise ProcedureError(
                _("Only a closed ballot that stands can be declared void."),
                code="ballot-state",
                remedy=_("Look at its page for how it stands."),
            )
        annulment: Annulment = Annulment.objects.create(ballot=locked, reason=reason, decided_at=now, decided_by=by)
        append_event("decisions.ballot_voided", by=by, about=locked, scope=locked.group, now=now)
    return annulment


def locked_ballot(ballot: Ballot) -> Ballot:
    """The ballot for an act on it: one act at a time."""
    Ballot.objects.select_for_update().get(pk=ballot.pk)
    related = ("group__parent", "procedure", "closing", "annulment")
    found: Ballot = Ballot.objects.select_related(*related).get(pk=ballot.pk)
    return found


def _rules(group: Group, *, day: date) -> ProcedureVersion:
    version = version_on(group.procedure_uid, day)
    if version is None:
        raise ProcedureError(
            _("No version of the rules of {group} is in force on {day}.").format(group=group.name, day=day),
            code="no-rules",
            remedy=_("A ballot runs under rules that were in force before it opens: adopt them first."),
        )
    return version


def _closing_instant(window: Window, *, now: datetime) -> datetime:
    closes_at = ends(window.closes_on, ZoneInfo(window.zone))
    if closes_at <= now:
        raise ProcedureError(
            _("{day} is over in {zone}: nobody could vote.").format(day=window.closes_on, zone=window.zone),
            code="window-over",
            remedy=_("Give a last day that is not over."),
        )
    return closes_at


def _require_voters(voters: tuple[Voter, ...], procedure: Procedure) -> None:
    if not voters:
        raise ProcedureError(
            _("No seat of this group is active: nobody could vote."),
            code="no-electorate",
            remedy=_("Fill seats; each counts once its holder accepted the undertakings."),
        )
    failing = [rule for rule in balance(voters, procedure) if not rule.met]
    if procedure.balance.refuses and failing:
        told = "; ".join(
            _("{rule}, {category}: {reached}, asked {needed}").format(
                rule=rule_words(rule), category=rule.category, reached=reached_words(rule), needed=needed_words(rule)
            )
            for rule in failing
        )
        raise ProcedureError(
            _("The group is not balanced as its rules ask ({rules}).").format(rules=told),
            code="not-balanced",
            remedy=_("Fill seats of the categories that miss some, then open the ballot."),
        )


def _content(motion: Motion) -> str:
    if motion.subject_type or motion.sha256:
        return require_hash(motion.sha256)
    return digest({"title": motion.title, "text": motion.text})


def _snapshot(ballot: Ballot, seats: Sequence[SeatRecord], voters: tuple[Voter, ...]) -> list[Elector]:
    """Write down who may vote, in the order of the seats."""
    voter_of = {seat: voter.voter_id for voter in voters for seat in voter.seats}
    electors = [
        Elector(
            ballot=ballot, seat=seat, voter=voter_of[seat.public_id], label=seat.label, category=seat.category,
            organisation=seat.organisation, organisation_name=seat.organisation.name if seat.organisation else "",
        )
        for seat in seats
        if seat.public_id in voter_of
    ]  # fmt: skip
    return Elector.objects.bulk_create(electors)


def _require_over(ballot: Ballot, *, now: datetime) -> None:
    state = ballot.state_at(now)
    if state is BallotState.VOTING:
        raise ProcedureError(
            _("Seats may vote until {day} is over in {zone}.").format(day=ballot.closes_on, zone=ballot.zone),
            code="still-voting",
            remedy=_("Close the ballot after that."),
        )
    if state is not BallotState.OVER:
        raise ProcedureError(
            _("This ballot is closed."), code="ballot-state", remedy=_("Its result stands on its page.")
        )


def _require_answered(objections: Sequence[Objection], *, day: date) -> None:
    unanswered = [each for each in objections if each.answer_on(day) in UNANSWERED]
    if unanswered:
        raise ProcedureError(
            _("Not answered yet: {objections}.").format(objections=_named(unanswered)),
            code="objection-unanswered",
            remedy=_("Propose a resolution, or see to it that what waits for somebody is answered."),
        )
    appealable = [each for each in objections if Step.APPEALED in each.next_on(day)]
    if appealable:
        raise ProcedureError(
            _("Overruled, and may still be taken to the group above: {objections}.").format(
                objections=_named(appealable)
            ),
            code="appeal-term",
            remedy=_("Close the ballot when the time to appeal is over."),
        )


def _named(objections: Sequence[Objection]) -> str:
    return ", ".join(
        _("objection {number} of {seat}").format(number=each.number, seat=each.elector.label) for each in objections
    )

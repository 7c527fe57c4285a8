"""Verbs about ballots on proposed decisions: put them to the vote, agree to what was voted."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.errors import ConsultationError
from cupel_web.consultations.actions.deciding import agree_decisions, begun
from cupel_web.consultations.models import Consultation, DispositionFact, VotedProposal
from cupel_web.consultations.queries.votes import (
    SUBJECT,
    Voted,
    compared,
    content_hash,
    has_carried,
    proposals_of,
    proposals_to_vote,
)
from cupel_web.decisions.actions import Motion, Window, open_ballot
from cupel_web.decisions.models import Ballot
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What the group agreed to with a vote, and what was left as it is, each with the reason."""

    made: list[DispositionFact]
    left: list[Voted]


@dataclass(frozen=True, kw_only=True)
class Vote:
    """A ballot on all that is proposed: its words, its window, and the hash of the proposals that were looked at."""

    title: str
    text: str
    window: Window
    seen: str


def put_to_vote(consultation: Consultation, vote: Vote, *, by: User | None, now: datetime) -> Ballot:
    """Open a ballot on all that is proposed and in no ballot yet.

    Raises as :func:`cupel_web.decisions.actions.open_ballot`, and :class:`~cupel.errors.ConsultationError` where
    nothing is proposed or something else than was looked at.
    """
    require(by, "consultations.agree", consultation)
    with transaction.atomic():
        begun(consultation)
        proposals = proposals_to_vote(consultation)
        if not proposals:
            raise ConsultationError(
                _("Nothing is proposed that is not in a ballot already."),
                code="vote-empty",
                remedy=_("Propose decisions on comments first."),
            )
        sha256 = content_hash(proposals)
        if sha256 != vote.seen:
            raise ConsultationError(
                _("What is proposed has changed since this page was opened."),
                code="vote-stale",
                remedy=_("Look at the proposals again, then put them to the vote."),
            )
        path = reverse("consultation", kwargs={"consultation": consultation.public_id})
        about = Motion(
            title=vote.title, text=vote.text, subject_type=SUBJECT, subject=consultation.public_id,
            subject_title=str(consultation)[:200], subject_path=path, sha256=sha256,
        )  # fmt: skip
        ballot = open_ballot(consultation.group, about, vote.window, by=by, now=now)
        VotedProposal.objects.bulk_create(
            VotedProposal(ballot=ballot, disposition=each.disposition, version=each.version) for each in proposals
        )
        append_event(
            "consultations.put_to_vote", by=by, about=consultation, scope=consultation.group, now=now,
            ballot=ballot.public_id, proposals=len(proposals),
        )  # fmt: skip
    return ballot


def agree_voted(consultation: Consultation, ballot: Ballot, *, by: User | None, now: datetime) -> Agreed:
    """Agree to exactly what a ballot carried: proposals that changed since are left, each with the reason."""
    require(by, "consultations.agree", consultation)
    if not has_carried(ballot):
        raise ConsultationError(
            _("This ballot did not carry, or is not closed."),
            code="vote-open",
            remedy=_("Close it once all objections are answered; what it did not carry is proposed anew."),
        )
    with transaction.atomic():
        begun(consultation)
        voted = compared(list(proposals_of(ballot)))
        made = agree_decisions([each.comment for each in voted if not each.why_not], by=by, now=now)
    return Agreed(made=made, left=[each for each in voted if each.why_not])

"""Ballots on proposed decisions: what each is about, what changed since, and objections on the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cupel.errors import ConsultationError
from cupel.governance import Answer, Outcome
from cupel_web.consultations.models import Comment, CommentVersion, Consultation, DispositionFact, VotedProposal
from cupel_web.consultations.models.disposition import Workflow
from cupel_web.consultations.queries.comments import current, in_state
from cupel_web.consultations.queries.dispositions import last_facts
from cupel_web.decisions.models import Ballot, Objection
from cupel_web.decisions.queries.records import objections_with_steps
from cupel_web.decisions.results import digest

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SUBJECT = "consultations.consultation"
"""What ballots on proposals name as the type of their subject."""

NAMED = 10
"""Comments that an error names."""

CARRIED = (Outcome.BY_CONSENSUS, Outcome.BY_MAJORITY)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A proposed decision, and the comment that it is on."""

    version: CommentVersion
    disposition: DispositionFact

    @property
    def content(self) -> dict[str, str]:
        """What a ballot decides on."""
        return {
            "comment": self.version.comment.name,
            "decision": self.disposition.decision,
            "reason": self.disposition.reason,
            "change": self.version.change,
        }


@dataclass(frozen=True, kw_only=True)
class Voted:
    """A proposal of a ballot; ``why_not``: why it is not agreed with the vote, empty where it can be."""

    proposal: Proposal
    comment: Comment
    why_not: "str | _StrPromise" = ""


def proposals_to_vote(consultation: Consultation) -> list[Proposal]:
    """What is proposed and in no ballot that runs, by the number of the comment."""
    return _proposals(list(_to_vote(consultation)))


def number_to_vote(consultation: Consultation) -> int:
    """How many these are."""
    return _to_vote(consultation).count()


def content_hash(proposals: Iterable[Proposal]) -> str:
    """SHA-256 of the canonical JSON of proposals."""
    return digest({"proposals": [each.content for each in proposals]})


def in_open_ballots(consultation: Consultation) -> QuerySet[Comment]:
    """Comments on whose proposals a ballot runs."""
    running = VotedProposal.objects.filter(
        version__comment__consultation=consultation, ballot__closing=None, ballot__annulment=None
    )
    return Comment.objects.filter(pk__in=running.values("version__comment"))


def require_not_voted(names: Iterable[str], voted: frozenset[str]) -> None:
    """Raises :class:`~cupel.errors.ConsultationError` that names those on which the group votes."""
    running = [name for name in names if name in voted]
    if running:
        raise ConsultationError(
            gettext("The group votes on {comments}.").format(comments=", ".join(running[:NAMED])),
            code="in-ballot",
            remedy=gettext("Close the ballot first, then agree to what was voted."),
        )


def voted_in(consultation: Consultation) -> frozenset[str]:
    """The names of comments on whose proposals a ballot runs."""
    return frozenset(comment.name for comment in in_open_ballots(consultation))


def ballots_on(consultation: Consultation) -> QuerySet[Ballot]:
    """Ballots on its proposals, the newest first."""
    found = Ballot.objects.filter(subject_type=SUBJECT, subject=consultation.public_id, group=consultation.group)
    return found.select_related("group", "closing", "annulment").order_by("-opened_at", "-pk")


def has_carried(ballot: Ballot) -> bool:
    """Whether it was closed in favour, and stands."""
    return hasattr(ballot, "closing") and not hasattr(ballot, "annulment") and ballot.closing.outcome in CARRIED


def proposals_of(ballot: Ballot) -> QuerySet[VotedProposal]:
    """What a ballot is about, by the number of the comment."""
    found = VotedProposal.objects.filter(ballot=ballot)
    return found.select_related("disposition", "version__comment__consultation__group").order_by(
        "version__comment__number"
    )


def frozen(rows: Iterable[VotedProposal]) -> list[Proposal]:
    """Proposals as they were put to the vote."""
    return [Proposal(version=row.version, disposition=row.disposition) for row in rows]


def compared(rows: Sequence[VotedProposal]) -> list[Voted]:
    """Proposals of a ballot, each with what stands against agreeing to it now."""
    comments = [row.version.comment for row in rows]
    if not comments:
        return []
    consultation = comments[0].consultation
    facts = {fact.comment_id: fact for fact in last_facts(comments)}
    now = {version.comment_id: version for version in current(consultation).filter(comment__in=comments)}
    running = set(in_open_ballots(consultation).values_list("pk", flat=True))
    found = []
    for row, proposal in zip(rows, frozen(rows), strict=True):
        comment = row.version.comment
        version, fact = now.get(comment.pk), facts[comment.pk]
        found.append(
            Voted(proposal=proposal, comment=comment, why_not=_why_not(proposal, version, fact, comment.pk in running))
        )
    return found


def objections_on(consultation: Consultation, *, now: datetime, clause: str = "") -> list[tuple[Objection, Answer]]:
    """Objections in ballots on its proposals, or those about one clause, and what became of each."""
    found = objections_with_steps().filter(
        elector__ballot__subject_type=SUBJECT, elector__ballot__subject=consultation.public_id
    )
    rows = found.filter(clause=clause) if clause else found
    return [(each, each.answer_on(each.elector.ballot.day_at(now))) for each in rows.order_by("elector__ballot", "pk")]


def _to_vote(consultation: Consultation) -> QuerySet[CommentVersion]:
    waiting = in_state(current(consultation), Workflow.PROPOSED.value)
    return waiting.exclude(comment__in=in_open_ballots(consultation))


def _proposals(versions: list[CommentVersion]) -> list[Proposal]:
    facts = {fact.comment_id: fact for fact in last_facts([version.comment for version in versions])}
    return [Proposal(version=version, disposition=facts[version.comment_id]) for version in versions]


def _why_not(
    voted: Proposal, version: CommentVersion | None, fact: DispositionFact, is_running: bool
) -> "str | _StrPromise":
    if version is None:
        return _("the comment was withdrawn")
    if fact.workflow in {Workflow.AGREED, Workflow.PUBLISHED}:
        return _("agreed already")
    if fact.workflow != Workflow.PROPOSED or Proposal(version=version, disposition=fact).content != voted.content:
        return _("changed since the vote began")
    return _("in a ballot that runs") if is_running else ""

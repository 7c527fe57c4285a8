"""One decision for many comments: a filter with a template, or a cluster. What stands in the way is listed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from cupel.consultation.clauses import ClauseBook
from cupel.consultation.clusters.data import Cluster
from cupel.consultation.data import GENERAL, Comment, Kind
from cupel.consultation.disposition import MOVES, Decision, Disposition, Workflow, propose, require_reason
from cupel.consultation.record import Consultation
from cupel.errors import ConsultationError
from cupel.messages import _
from cupel.standard import Texts, fill, slots, text_in

SLOTS = frozenset({"clause", "title", "kind", "comments"})
"""Slots of a template. None holds what a commenter wrote or is called: the reason is published."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which comments; an empty part does not restrict. ``words`` must all stand in the comment or proposed change;
    ``comments`` are ids.
    """

    comments: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    states: frozenset[Workflow] = frozenset()
    questions: frozenset[str] = frozenset()
    words: str = ""

    def fits(self, comment: Comment, disposition: Disposition) -> bool:
        """Whether a comment passes."""
        sent = comment.submission
        said = f"{comment.text}\n{comment.change}".casefold()
        parts: tuple[tuple[frozenset[str], str | None], ...] = (
            (self.comments, comment.id),
            (self.clauses, comment.clause),
            (self.categories, sent.category),
            (self.countries, sent.country),
            (self.languages, sent.language),
            (self.kinds, comment.kind),
            (self.states, disposition.workflow),
            (self.questions, comment.question),
        )
        fitting = all(not wanted or value in wanted for wanted, value in parts)
        return fitting and all(word in said for word in self.words.casefold().split())


class Obstacle(StrEnum):
    """Why a comment does not get the decision."""

    DECIDED = "already agreed or published"
    OTHER_DECISION = "another decision is proposed"
    CLUSTER = "its cluster reaches beyond the filter"
    SLOT = "a slot of the template has no value"
    STATE = "its state does not allow it"


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A comment that is left as it is, and why in one sentence."""

    comment: str
    obstacle: Obstacle
    reason: str


@dataclass(frozen=True)
class Proposed:
    """Dispositions as they would be, for somebody to look through and keep; and what was left out."""

    dispositions: tuple[Disposition, ...]
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Template:
    """A ``decision`` and its reason by language, with slots such as ``{clause}``; each comment gets its own language.

    Raises :class:`~cupel.errors.ConsultationError` for a slot that does not exist or a reason that is missing.
    """

    decision: Decision
    reason: Texts

    def __post_init__(self) -> None:
        """Check before anything is decided."""
        for text in self.reason.values() or ("",):
            require_reason(self.decision, text)
            unknown = sorted(set(slots(text)) - SLOTS)
            if unknown:
                raise ConsultationError(
                    _("The template has slots that do not exist: {slots}.").format(slots=", ".join(unknown)),
                    code="template-slot",
                    remedy=_("There are: {slots}.").format(slots=", ".join(sorted(SLOTS))),
                )


def propose_all(consultation: Consultation, chosen: Filter, template: Template) -> Proposed:
    """The template's decision for every comment that passes ``chosen``.

    A comment is left out, with the reason, where it is decided already, where another decision is proposed, where the
    template names a clause and it has none, or where its cluster has members that do not pass: one decision answers all
    of a cluster.
    """
    fitting = [each for each in consultation.comments if chosen.fits(each, consultation.disposition(each.id))]
    ids = {each.id for each in fitting}
    clusters = {key: each for each in consultation.clusters for key in each.comments}
    done, conflicts = [], []
    for comment in fitting:
        before, cluster = consultation.disposition(comment.id), clusters.get(comment.id)
        values = _values(comment, consultation.book, len(cluster.comments) if cluster else 1)
        reason = fill(text_in(template.reason, language=_known(comment.submission.language, template.reason)), values)
        beyond = cluster if cluster and not set(cluster.comments) <= ids else None
        conflict = _conflict(before, template.decision) or _cluster_conflict(comment, beyond) or _gap(comment, reason)
        if conflict:
            conflicts.append(conflict)
        else:
            done.append(propose(before, template.decision, reason=reason))
    return Proposed(tuple(done), tuple(conflicts))


def spread(decided: Disposition, cluster: Cluster, consultation: Consultation) -> Proposed:
    """The decision and reason of one comment for all others of its cluster; none that is decided already is changed.

    Raises :class:`~cupel.errors.ConsultationError` where nothing is decided yet or the comment is not in the cluster.
    """
    if decided.decision is None or decided.comment not in cluster.comments:
        raise ConsultationError(
            _("There is no decision on a comment of this cluster."),
            code="cluster-decision",
            remedy=_("Propose a decision on one of its comments first."),
        )
    done, conflicts = [], []
    for key in (key for key in cluster.comments if key != decided.comment):
        before = consultation.disposition(key)
        conflict = _conflict(before, decided.decision)
        if conflict:
            conflicts.append(conflict)
        else:
            done.append(propose(before, decided.decision, reason=decided.reason))
    return Proposed(tuple(done), tuple(conflicts))


def move_all(before: Iterable[Disposition], move: Callable[[Disposition], Disposition]) -> Proposed:
    """One move for many; those whose state does not allow it are left out, with the reason."""
    done, conflicts = [], []
    for each in before:
        try:
            done.append(move(each))
        except ConsultationError as error:
            conflicts.append(Conflict(comment=each.comment, obstacle=Obstacle.STATE, reason=error.message))
    return Proposed(tuple(done), tuple(conflicts))


def _conflict(before: Disposition, decision: Decision) -> Conflict | None:
    if Workflow.PROPOSED not in MOVES[before.workflow] or before.decided:
        reason = _("It is {state} as '{decision}'.").format(state=before.workflow, decision=before.decision)
        return Conflict(comment=before.comment, obstacle=Obstacle.DECIDED, reason=reason)
    if before.workflow is Workflow.PROPOSED and before.decision is not decision:
        reason = _("'{decision}' is proposed for it.").format(decision=before.decision)
        return Conflict(comment=before.comment, obstacle=Obstacle.OTHER_DECISION, reason=reason)
    return None


def _cluster_conflict(comment: Comment, cluster: Cluster | None) -> Conflict | None:
    if cluster is None:
        return None
    reason = _("It says the same as {n} others, not all of which pass the filter.").format(n=len(cluster.comments) - 1)
    return Conflict(comment=comment.id, obstacle=Obstacle.CLUSTER, reason=reason)


def _gap(comment: Comment, reason: str) -> Conflict | None:
    left = sorted(set(slots(reason)) & SLOTS)
    if not left:
        return None
    told = _("It is on no clause; the template names one.")
    return Conflict(comment=comment.id, obstacle=Obstacle.SLOT, reason=told)


def _values(comment: Comment, book: ClauseBook, size: int) -> dict[str, str]:
    values = {"kind": str(comment.kind), "comments": str(size)}
    clause = book.by_uid.get(comment.clause or "")
    if clause is not None:
        values |= {"clause": clause.label or clause.title, "title": clause.title}
    elif comment.clause == GENERAL:
        values |= {"clause": _("the whole document"), "title": _("the whole document")}
    return values


def _known(language: str, texts: Texts) -> str:
    """The language of ``texts`` that fits: ``pt`` for ``pt-BR`` where there is no other."""
    return language if language in texts else language.split("-", maxsplit=1)[0]

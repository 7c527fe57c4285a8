"""What became of the clauses that comments are on: the text that was consulted on beside the newest one."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q

from cupel.consultation import Consultation as EngineConsultation
from cupel.consultation import Decision
from cupel.consultation.clauses import became
from cupel.standard import ClauseDiff, Edition, diff_editions
from cupel_web.consultations.models import Comment, Consultation, DispositionFact
from cupel_web.consultations.queries.links import linked_clauses
from cupel_web.consultations.queries.texts import said
from cupel_web.consultations.states import Step
from cupel_web.standards.models import EditionText
from cupel_web.standards.queries import edition_of, standards

CHANGING = frozenset({Decision.ACCEPTED, Decision.IN_PRINCIPLE, Decision.PARTLY})
"""Decisions after which the text may read otherwise."""

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Later:
    """A text that was frozen later, and the clauses whose content it has otherwise."""

    text: EditionText
    edition: Edition
    diffs: tuple[ClauseDiff, ...]

    def of(self, clause: str, linked: frozenset[str] = NOTHING) -> tuple[ClauseDiff, ...]:
        """What changed on a comment: in the ``linked`` clauses, which edits made on it are about; where nothing did,
        in its clause or what that became. ``new`` is None where the clause is gone.
        """
        return self._in(linked) or self._in({clause}) or tuple(
            diff for diff in self.diffs if diff.new is None and diff.old is not None and diff.old.uid == clause
        )  # fmt: skip

    def _in(self, uids: frozenset[str] | set[str]) -> tuple[ClauseDiff, ...]:
        reached = {now for uid in uids for now in became(uid, self.edition)}
        return tuple(diff for diff in self.diffs if diff.new is not None and diff.new.uid in reached)


def later_text(consultation: Consultation) -> EditionText | None:
    """The newest text of the standard that is public and was frozen after the consulted one; None where there is none.

    Public are editions, texts of announced consultations, and the draft among this one's artefacts once its response
    is. Earlier editions are often frozen later, to compare with: they are known by their place in the standard.
    """
    text = consultation.text
    later = EditionText.objects.filter(standard=text.standard, pk__gt=text.pk, frozen_at__gte=text.frozen_at)
    public = Q(publication__isnull=False) | Q(consultations__steps__step=Step.ANNOUNCED)
    if Step.RESPONSE in consultation.done:
        public |= Q(artefact_sets__consultation=consultation)
    return later.filter(public).exclude(edition__in=_earlier(consultation)).order_by("-frozen_at", "-pk").first()


def changed_since(consultation: Consultation) -> Later | None:
    """What changed since the consulted text; None where there is no later one."""
    later = later_text(consultation)
    return _since(consultation, later) if later else None


def told_after(
    decision: DispositionFact | None, later: Later | None, clause: str, linked: frozenset[str] = NOTHING
) -> tuple[ClauseDiff, ...]:
    """What changed on a comment, where the decision on it says that something may."""
    changes = decision is not None and decision.decision in CHANGING
    return later.of(clause, linked) if later and changes else ()


def changes_by_comment(consultation: Consultation, known: EngineConsultation, later: EditionText) -> dict[str, str]:
    """What the text ``later`` says, for each comment whose decision changes it and whose clause reads otherwise."""
    since = _since(consultation, later)
    now = since.edition.clauses
    comments = Comment.objects.filter(consultation=consultation)
    linked = linked_clauses(comments)
    made = {comment.name: linked[comment.pk] for comment in comments.filter(pk__in=linked)}
    told = {
        comment.id: [
            said(now[diff.new.uid].text)
            for diff in since.of(comment.clause or "", made.get(comment.id, NOTHING))
            if diff.new and diff.new.uid in now
        ]
        for comment in known.comments
        if known.disposition(comment.id).decision in CHANGING
    }
    return {name: "\n\n".join(texts) for name, texts in told.items() if texts}


def _since(consultation: Consultation, later: EditionText) -> Later:
    return Later(later, edition_of(later), _differing(consultation.text.sha256, later.sha256))


def _earlier(consultation: Consultation) -> list[str]:
    """Editions of the standard before the consulted text, or up to the base where that text is a draft."""
    standard = standards().get(consultation.text.standard)
    known = list(standard.editions) if standard else []
    if consultation.text.edition in known:
        return known[: known.index(consultation.text.edition)]
    base = consultation.base
    return known[: known.index(base.edition) + 1] if base and base.edition in known else []


@lru_cache(maxsize=32)
def _differing(before: str, after: str) -> tuple[ClauseDiff, ...]:
    """The clauses whose content differs, of texts by hash."""
    old, new = (edition_of(EditionText.objects.get(sha256=sha256)) for sha256 in (before, after))
    return tuple(diff for diff in diff_editions(old, new).clauses if diff.changed)

"""What became of the clauses that comments are on: the text that was consulted on beside the newest one."""

from functools import lru_cache

from django.db.models import Q

from cupel.consultation import Consultation as EngineConsultation
from cupel.consultation import Decision
from cupel.standard import ClauseDiff, diff_editions
from cupel_web.consultations.models import Consultation, DispositionFact
from cupel_web.consultations.queries.texts import said
from cupel_web.consultations.states import Step
from cupel_web.standards.models import EditionText
from cupel_web.standards.queries import edition_of, standards

CHANGING = frozenset({Decision.ACCEPTED, Decision.IN_PRINCIPLE, Decision.PARTLY})
"""Decisions after which the text may read otherwise."""


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


def changed_since(consultation: Consultation) -> dict[str, ClauseDiff]:
    """What changed in clauses of the consulted text, by their uid; ``new`` is None where a clause is gone."""
    later = later_text(consultation)
    return _changed(consultation.text, later) if later else {}


def told_after(decision: DispositionFact | None, diff: ClauseDiff | None) -> ClauseDiff | None:
    """What changed in a clause, where the decision on a comment says that something may."""
    return diff if decision is not None and decision.decision in CHANGING else None


def changes_by_comment(consultation: Consultation, known: EngineConsultation, later: EditionText) -> dict[str, str]:
    """What the text ``later`` says, for each comment whose decision changes it and whose clause reads otherwise."""
    changed, now = _changed(consultation.text, later), edition_of(later).clauses
    return {
        comment.id: said(now[diff.new.uid].text)
        for comment in known.comments
        if (diff := changed.get(comment.clause or "")) and diff.new and diff.new.uid in now
        and known.disposition(comment.id).decision in CHANGING
    }  # fmt: skip


def _earlier(consultation: Consultation) -> list[str]:
    """Editions of the standard before the consulted text, or up to the base where that text is a draft."""
    standard = standards().get(consultation.text.standard)
    known = list(standard.editions) if standard else []
    if consultation.text.edition in known:
        return known[: known.index(consultation.text.edition)]
    base = consultation.base
    return known[: known.index(base.edition) + 1] if base and base.edition in known else []


@lru_cache(maxsize=32)
def _changed(text: EditionText, later: EditionText) -> dict[str, ClauseDiff]:
    diffs = diff_editions(edition_of(text), edition_of(later)).clauses
    return {diff.old.uid: diff for diff in diffs if diff.old is not None and diff.changed}

"""Artefacts of a consultation, and who sees which."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cupel_web.consultations.models import Artefact, ArtefactSet, Consultation
from cupel_web.consultations.models.artefact import ArtefactKind
from cupel_web.consultations.queries.finding import consultation_seen_by
from cupel_web.consultations.states import Step
from cupel_web.kernel.models import User

PUBLIC_FROM = {
    ArtefactKind.FEEDBACK: Step.FEEDBACK,
    ArtefactKind.COMMENTS: Step.FEEDBACK,
    ArtefactKind.SYNOPSIS: Step.FEEDBACK,
    ArtefactKind.RESPONSE: Step.RESPONSE,
    ArtefactKind.TRACKED: Step.RESPONSE,
    ArtefactKind.CLEAN: Step.RESPONSE,
}
"""The step from which everybody reads an artefact; the group reads it before."""


def newest_set(consultation: Consultation) -> ArtefactSet | None:
    """What was ordered last, written or not."""
    return consultation.artefact_sets.select_related("job").first()


def artefacts_seen_by(user: object, consultation: Consultation) -> QuerySet[Artefact]:
    """The files of the newest set that is whole, as far as the person may read them."""
    whole = consultation.artefact_sets.filter(job__finished_at__isnull=False).values("pk")[:1]
    found = Artefact.objects.filter(within__in=whole).select_related("stored", "within__consultation")
    if isinstance(user, User) and user.has_perm("consultations.read_comments", consultation):
        return found
    done = consultation.done
    return found.filter(Q(kind__in=[kind for kind, step in PUBLIC_FROM.items() if step in done]))


def artefact_seen_by(user: object, artefact: str) -> Artefact:
    """A file of the newest set; else 404."""
    found = get_object_or_404(Artefact.objects.select_related("within__consultation"), public_id=artefact)
    consultation = consultation_seen_by(user, found.within.consultation.public_id)
    seen = artefacts_seen_by(user, consultation).filter(pk=found.pk).first()
    if seen is None:
        raise Http404
    return seen

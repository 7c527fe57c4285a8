"""Verbs of looking for comments that say the same: searched in the background, and said not to be the same."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.consultation import Suggestion
from cupel.errors import ConsultationError
from cupel_web.consultations.models import ClusterSearch, Comment, Consultation, KeptApart
from cupel_web.consultations.states import Step
from cupel_web.kernel.events import append_event
from cupel_web.kernel.jobs import completing, enqueue, queue_job
from cupel_web.kernel.models import Job, User
from cupel_web.kernel.permissions import require

SEARCH = "cupel_web.consultations.jobs.search_clusters"


def order_cluster_search(consultation: Consultation, *, by: User | None, now: datetime) -> ClusterSearch:
    """Have comments that say the same looked for; a search that goes on already is what one gets."""
    require(by, "consultations.dispose", consultation)
    with transaction.atomic():
        locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
        if Step.DISPOSITION not in locked.done:
            raise ConsultationError(
                _("Disposition has not begun."),
                code="consultation-stage",
                remedy=_("Record after the close that it has begun."),
            )
        waiting = locked.cluster_searches.filter(job__finished_at=None, job__failed_at=None).first()
        if waiting is not None:
            return waiting
        job = queue_job("consultations.clusters", now=now)
        search: ClusterSearch = ClusterSearch.objects.create(
            consultation=locked, job=job, ordered_at=now, ordered_by=by
        )
        append_event("consultations.clusters_sought", by=by, about=search, scope=locked.group, now=now)
        enqueue(SEARCH, search)
    return search


def end_cluster_search(search: ClusterSearch, job: Job, *, found: list[Suggestion], now: datetime) -> None:
    """Keep what was found."""
    with completing(job, now=now):
        search.found = [{**asdict(each), "likeness": each.likeness.value} for each in found]
        search.save(update_fields=["found"])
        append_event("consultations.clusters_found", by=None, about=search, scope=search.consultation.group, now=now,
            suggestions=len(found))  # fmt: skip


def keep_apart(
    consultation: Consultation, comments: Sequence[Comment], *, by: User | None, now: datetime
) -> KeptApart | None:
    """Say that comments do not say the same; None for fewer than two."""
    require(by, "consultations.dispose", consultation)
    names = sorted({comment.name for comment in comments})
    if len(names) < 2:
        return None
    with transaction.atomic():
        fact: KeptApart = KeptApart.objects.create(consultation=consultation, names=names, said_at=now, said_by=by)
        append_event("consultations.kept_apart", by=by, about=fact, scope=consultation.group, now=now,
            comments=len(names))  # fmt: skip
    return fact

"""Background work on consultations. Each can be started again after a kill: files are kept all at once."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django_tasks import task

from cupel.consultation import suggest
from cupel_web.consultations import actions
from cupel_web.consultations.artefacts import write_artefacts
from cupel_web.consultations.models import ArtefactSet, ClusterSearch
from cupel_web.consultations.queries.clusters import kept_apart
from cupel_web.consultations.queries.dispositions import engine_consultation
from cupel_web.kernel import clock
from cupel_web.kernel.jobs import Progress, run_job
from cupel_web.kernel.models import Job


@task()
def write_set(set_id: str) -> None:
    """Write all artefacts of a consultation."""
    known = ArtefactSet.objects.select_related("consultation__group", "consultation__text", "text", "job")
    ordered = known.get(public_id=set_id)

    def work(job: Job, progress: Progress) -> None:
        with TemporaryDirectory() as folder:
            written = write_artefacts(ordered, Path(folder), progress=progress)
            actions.end_artefacts(ordered, job, written=written, now=clock.now())

    run_job(ordered.job.public_id, work)


@task()
def search_clusters(search_id: str) -> None:
    """Look for comments that say the same."""
    known = ClusterSearch.objects.select_related("consultation__group", "consultation__text", "job")
    search = known.get(public_id=search_id)

    def work(job: Job, _progress: Progress) -> None:
        record = engine_consultation(search.consultation)
        apart = kept_apart(search.consultation)
        found = suggest(record.comments, record.book, confirmed=record.clusters, apart=apart)
        actions.end_cluster_search(search, job, found=found, now=clock.now())

    run_job(search.job.public_id, work)

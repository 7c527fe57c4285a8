"""Background work on lists and screenings. Each can be started again after a kill: folders appear as a whole."""

from django_tasks import task

from cupel_web.kernel import clock
from cupel_web.kernel.jobs import Progress, run_job
from cupel_web.kernel.models import Job
from cupel_web.screening import actions, importing
from cupel_web.screening.models import ListVersion, Screening


@task()
def import_list(version_id: str) -> None:
    """Read a list's files and keep them as a version."""
    version = ListVersion.objects.select_related("watch_list__owner", "job").get(public_id=version_id)

    def work(job: Job, progress: Progress) -> None:
        imported = importing.read_and_keep(version, progress=progress)
        actions.end_import(version, job, imported=imported, now=clock.now())

    run_job(version.job.public_id, work)


@task()
def run_screening(screening_id: str) -> None:
    """Screen a company's parties."""
    from cupel_web.screening import running

    known = Screening.objects.select_related("company", "data__data_set__company", "party_file", "before", "job")
    screening = known.get(public_id=screening_id)

    def work(job: Job, progress: Progress) -> None:
        outcome = running.run(screening, progress=progress)
        actions.end_screening(screening, job, outcome=outcome, now=clock.now())

    run_job(screening.job.public_id, work)

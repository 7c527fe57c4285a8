"""Background work on a company's data. Each can be started again after a kill: outputs are replaced as a whole."""

import hashlib
from pathlib import Path

from django_tasks import task

from cupel_web.diligence import actions, checking
from cupel_web.diligence.folders import outputs_of, snapshot_of, sweep
from cupel_web.diligence.models import Run, Version
from cupel_web.diligence.queries.findings import tallies_in
from cupel_web.kernel import clock
from cupel_web.kernel.jobs import Progress, run_job
from cupel_web.kernel.models import Job
from cupel_web.standards.queries import edition_named


@task()
def check_version(version_id: str) -> None:
    """Check a version's books, keep the good rows as a snapshot and the others as a quarantine file."""
    version = Version.objects.select_related("data_set__company", "job", "corrects").get(public_id=version_id)

    def work(job: Job, progress: Progress) -> None:
        outcome = checking.check(version, progress=progress)
        actions.end_check(version, job, outcome=outcome, now=clock.now())

    run_job(version.job.public_id, work)


@task()
def run_edition(run_id: str) -> None:
    """Run an edition over a version's snapshot."""
    run = Run.objects.select_related("version__data_set__company", "job").get(public_id=run_id)

    def work(job: Job, progress: Progress) -> None:
        out = _run(run, progress)
        tallies = tallies_in(out / "findings.parquet")
        actions.end_run(run, job, tallies=tallies, manifest_hash=_manifest_hash(out), now=clock.now())

    run_job(run.job.public_id, work)


def _run(run: Run, progress: Progress) -> Path:
    from cupel.chain import open_snapshot
    from cupel.diligence import run_standard

    edition = edition_named(run.standard, run.edition)
    out = outputs_of(run)
    sweep(out.parent, f".{out.name}.*")
    run_standard(open_snapshot(snapshot_of(run.version)), edition=edition, out=out, progress=progress)
    return out


def _manifest_hash(out: Path) -> str:
    return hashlib.sha256((out / "manifest.json").read_bytes()).hexdigest()

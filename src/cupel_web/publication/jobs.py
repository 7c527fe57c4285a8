"""Background work of publication. It can be started again after a kill: files are kept all at once."""

from django_tasks import task

from cupel.exchange import Signature
from cupel_web.drafting.documents import Revision
from cupel_web.kernel import clock
from cupel_web.kernel.jobs import Progress, run_job
from cupel_web.kernel.models import Job
from cupel_web.publication import actions
from cupel_web.publication.documents import TITLES, files_of
from cupel_web.publication.queries import publications
from cupel_web.standards.queries import edition_named, standard_named


@task()
def write_files(publication_id: str) -> None:
    """Write every file of a published edition."""
    publication = publications().get(public_id=publication_id)
    published, draft = publication.edition, publication.asked.draft
    key, name = published.text.standard, published.text.edition

    def work(job: Job, progress: Progress) -> None:
        revision = Revision(
            old=edition_named(key, published.supersedes), new=edition_named(key, name), language=draft.language,
            by=Signature(author=draft.group.name, when=published.published_at),
        )  # fmt: skip
        files = []
        for each in files_of(standard_named(key), revision):
            files.append(each)
            progress("files", len(files), len(TITLES))
        actions.keep_files(publication, job, files=files, now=clock.now())

    run_job(publication.job.public_id, work)

"""Background work on drafts."""

from django_tasks import task

from cupel.exchange import ImportedDocument, read_docx, suggested_places
from cupel.standard.drafting import advanced
from cupel_web.drafting import actions
from cupel_web.drafting.models import Draft, WordFile
from cupel_web.drafting.queries.reading import Reading, begun_of, reading_of
from cupel_web.kernel import clock
from cupel_web.kernel.files import path_of
from cupel_web.kernel.jobs import Progress, run_job
from cupel_web.kernel.models import Job


@task()
def read_word_file(file_id: str) -> None:
    """Read a Word file that came for a draft."""
    file = WordFile.objects.select_related("draft__group", "stored", "job").get(public_id=file_id)

    def work(job: Job, progress: Progress) -> None:
        document = read_docx(path_of(file.stored).read_bytes())
        actions.end_reading(file, job, _read(file.draft, document, progress), now=clock.now())

    run_job(file.job.public_id, work)


def _read(draft: Draft, document: ImportedDocument, progress: Progress) -> actions.Read:
    reading = reading_of(draft)
    if any(uid in reading.state.clauses or uid in reading.state.base.clauses for uid in document.by_uid):
        return actions.Read(document=document, seen=_sent(draft, document.manifest, progress), suggested=[])
    suggested = suggested_places(document, reading.edition, language=draft.language)
    return actions.Read(document=document, seen=reading.number, suggested=suggested)


def _sent(draft: Draft, manifest: str, progress: Progress) -> int:
    """The newest edit after which the draft had this manifest; the newest of all where it never had."""
    newest = reading_of(draft)
    if newest.edition.manifest_hash == manifest:
        return newest.number
    state, found = begun_of(draft), None
    for number in range(newest.number):
        if Reading(state).edition.manifest_hash == manifest:
            found = number
        state = advanced(state, newest.state.edits[number])
        progress("edits", number, newest.number)
    return newest.number if found is None else found

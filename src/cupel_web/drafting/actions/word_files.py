"""Verbs of Word files that owners send: take one in, say which clauses its are, take over what it says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel.exchange import ImportedDocument, Suggested, Taken, document_data, edits_of_returned
from cupel_web.drafting.actions.editing import Editing, edit, locked
from cupel_web.drafting.models import Draft, EditRecord, WordFile
from cupel_web.drafting.queries.reading import reading_at
from cupel_web.drafting.queries.word_files import came, named_in
from cupel_web.kernel.events import append_event
from cupel_web.kernel.files import store_file
from cupel_web.kernel.jobs import completing, enqueue, queue_job
from cupel_web.kernel.models import Job, User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.uploads import plain_name

READ = "cupel_web.drafting.jobs.read_word_file"


@dataclass(frozen=True, kw_only=True)
class Read:
    """What was read: the document, the edit after which the draft was written into it, and likely clauses for those of
    a file without ids.
    """

    document: ImportedDocument
    seen: int
    suggested: list[Suggested]


def upload_word_file(
    draft: Draft, chunks: Iterable[bytes], *, file_name: str, by: User | None, now: datetime
) -> WordFile:
    """Keep a file and have it read; raises :class:`~cupel.errors.ProcedureError` where the draft is closed."""
    require(by, "drafting.edit", draft)
    stored = store_file(chunks, now=now)
    with transaction.atomic():
        found = locked(draft)
        job = queue_job("drafting.word_file", now=now)
        made: WordFile = WordFile.objects.create(
            draft=found, stored=stored, file_name=plain_name(file_name) or "file", job=job, uploaded_at=now,
            uploaded_by=by,
        )  # fmt: skip
        append_event("drafting.file_came", by=by, about=made, scope=found.group, now=now, sha256=stored.sha256)
        enqueue(READ, made)
    return made


def end_reading(file: WordFile, job: Job, read: Read, *, now: datetime) -> None:
    """Keep what was read."""
    with completing(job, now=now):
        file.document, file.seen, file.suggested = document_data(read.document), read.seen, {}
        for each in read.suggested:
            file.suggested.setdefault(str(each.number), []).append([each.uid, each.score])
        file.save(update_fields=["document", "seen", "suggested"])


def place_clauses(file: WordFile, labels: Mapping[int, str], *, by: User | None, now: datetime) -> None:
    """Say which clauses of the draft those of the file are, by label; one without a label is none of them. Raises
    :class:`~cupel.errors.ProcedureError` for a label that the draft has not, or that is said twice.
    """
    require(by, "drafting.edit", file.draft)
    sent = came(file).sent
    known, places = named_in(sent), {n: uid for n, uid in file.places.items() if uid not in sent.edition.labels}
    for number, label in labels.items():
        if not label:
            continue
        uid = known.get(label)
        if uid is None or uid in places.values():
            wrong = _("The draft has no clause {label}.") if uid is None else _("Clause {label} is said twice.")
            raise ProcedureError(
                wrong.format(label=label), code="draft-place",
                remedy=_("Write the number of a clause of the draft, each once, or leave the field empty."),
            )  # fmt: skip
        places[str(number)] = uid
    with transaction.atomic():
        locked(file.draft)
        file.places, file.is_placed = places, True
        file.save(update_fields=["places", "is_placed"])
        append_event("drafting.file_placed", by=by, about=file, scope=file.draft.group, now=now, clauses=len(places))


def take_over(file: WordFile, taken: Taken, *, seen: int, by: User | None, now: datetime) -> list[EditRecord]:
    """Make what is taken of the file edits of the draft, all or none; ``seen`` is the edit after which their author saw
    it. Raises as :func:`~cupel_web.drafting.actions.edit` does.
    """
    require(by, "drafting.edit", file.draft)
    found = came(file)
    before = found.now.state if seen >= found.now.number else reading_at(file.draft, seen).state
    edits = list(edits_of_returned(found.document, found.returned, before, taken))
    with transaction.atomic():
        made = edit(file.draft, Editing(edits=edits, seen=seen, note=taken.note), by=by, now=now)
        added = {str(number): uid for number, uid in taken.new.items()}
        file.places = {**WordFile.objects.select_for_update().get(pk=file.pk).places, **added}
        file.save(update_fields=["places"])
        append_event("drafting.file_taken", by=by, about=file, scope=file.draft.group, now=now, edits=len(made))
    return made

"""Verbs about papers: file, add a version, say who may read it, keep out of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from cupel_web.groups.models import Group
from cupel_web.kernel.events import append_event
from cupel_web.kernel.files import path_of, store_file
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.uploads import plain_name
from cupel_web.work.media import media_type_of, text_of
from cupel_web.work.models import Paper, PaperVersion, Recusal, Visibility
from cupel_web.work.policies import PUBLISHES


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as it came: its name, its bytes in pieces, and what is new in it."""

    file_name: str
    chunks: Iterable[bytes] = field(repr=False)
    note: str = ""


def file_paper(group: Group, upload: Upload, *, named: tuple[str, Visibility], by: User | None, now: datetime) -> Paper:
    """Add a paper with its first version to a group's library; ``named``: its title and who may read it."""
    title, visibility = named
    require(by, "work.file_paper", group)
    require_showing(group, visibility, by)
    with transaction.atomic():
        paper: Paper = Paper.objects.create(group=group, title=title, visibility=visibility, filed_at=now, filed_by=by)
        append_event("work.paper_filed", by=by, about=paper, scope=group, now=now, visibility=visibility.value)
        _add(paper, upload, by=by, now=now)
    return paper


def add_version(paper: Paper, upload: Upload, *, by: User | None, now: datetime) -> PaperVersion:
    """Add a file to a paper, which is current from now on."""
    require(by, "work.add_version", paper)
    with transaction.atomic():
        Paper.objects.select_for_update().get(pk=paper.pk)
        return _add(paper, upload, by=by, now=now)


def show_paper(paper: Paper, *, visibility: Visibility, by: User | None, now: datetime) -> None:
    """Say who may read a paper and what is said on it."""
    require(by, "work.show_paper", paper)
    require_showing(paper.group, visibility, by)
    with transaction.atomic():
        paper.visibility = visibility
        paper.save(update_fields=["visibility"])
        append_event("work.paper_shown", by=by, about=paper, scope=paper.group, now=now, visibility=visibility.value)


def recuse_from_paper(paper: Paper, *, person: User, by: User | None, now: datetime) -> Recusal:
    """A person takes no part in what the paper is about: by themselves, or by chair or secretariat. Again changes
    nothing.
    """
    if by != person:
        require(by, "work.recuse_from_paper", paper)
    with transaction.atomic():
        recusal, created = Recusal.objects.get_or_create(
            paper=paper, person=person, ended_at=None, defaults={"began_at": now, "recorded_by": by}
        )
        if created:
            append_event("work.recused", by=by, about=paper, scope=paper.group, now=now, person=person.public_id)
    return recusal


def end_recusal(recusal: Recusal, *, by: User | None, now: datetime) -> None:
    """The person takes part again, as chair or secretariat says."""
    require(by, "work.recuse_from_paper", recusal.paper)
    with transaction.atomic():
        recusal.ended_at = now
        recusal.save(update_fields=["ended_at"])
        append_event("work.recusal_ended", by=by, about=recusal.paper, scope=recusal.paper.group, now=now,
            person=recusal.person.public_id)  # fmt: skip


def require_showing(group: Group, visibility: Visibility, by: User | None) -> None:
    """Raise PermissionDenied where the person may not let something be read by these people."""
    if visibility in PUBLISHES:
        require(by, PUBLISHES[visibility], group)


def _add(paper: Paper, upload: Upload, *, by: User | None, now: datetime) -> PaperVersion:
    stored = store_file(upload.chunks, now=now)
    name = plain_name(upload.file_name) or "file"
    with path_of(stored).open("rb") as file:
        text = text_of(name, file, size=stored.size)
    version: PaperVersion = PaperVersion.objects.create(
        paper=paper, number=paper.versions.count() + 1, stored=stored, file_name=name, note=upload.note,
        media_type=media_type_of(name), text=text, added_at=now, added_by=by,
    )  # fmt: skip
    append_event("work.version_added", by=by, about=version, scope=paper.group, now=now, sha256=stored.sha256,
        number=version.number)  # fmt: skip
    return version

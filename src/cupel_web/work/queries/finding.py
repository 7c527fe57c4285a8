"""What the search finds of this room: clauses, regulations, papers, issues, workstreams, deliverables, posts."""

import re
from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cupel_web.regulations.models import Instrument
from cupel_web.standards import queries as standards
from cupel_web.standards.units import stated
from cupel_web.work.boards import Asked, Found, Hit, SearchBoard, SearchKind
from cupel_web.work.models import Deliverable, EmergingIssue, Paper, PaperVersion, Post, Workstream
from cupel_web.work.queries.reading import issues_read_by, papers_read_by, posts_read_by
from cupel_web.work.queries.talk import newest_version

M = TypeVar("M", bound=Model)
SLOT = re.compile(r"\{(\w+)\}")
AROUND = 90
"""Characters shown on each side of what was found."""


def excerpt(text: str, wanted: str) -> str:
    """Words around the first place where ``wanted`` stands; the beginning where it stands in none."""
    place = max(text.lower().find(wanted.lower()), 0)
    start, end = max(place - AROUND, 0), place + len(wanted) + AROUND
    cut = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}"


def clauses(asked: Asked) -> Found:
    """Clauses of every edition that prints any."""
    hits = [
        Hit(
            title=f"{clause.label} {clause.title}",
            path=reverse("clause", kwargs={"standard": key, "edition": edition.edition, "clause": clause.revision.uid}),
            where=f"{key.upper()} {edition.edition}",
            excerpt=excerpt(_plain(clause), asked.text),
        )
        for key, standard in standards.standards().items()
        for edition in standard.editions.values()
        for clause in standards.clauses(edition, text=asked.text)
    ]
    return Found(hits=hits[asked.first : asked.first + asked.most], number=len(hits))


def papers(asked: Asked) -> Found:
    """Papers by title, and by the note and text of their current version."""
    text = asked.text
    said = Q(note__icontains=text) | Q(text__icontains=text) | Q(file_name__icontains=text)
    current = papers_read_by(asked.reader).annotate(current=newest_version())
    inside = PaperVersion.objects.filter(said, pk__in=current.values("current")).values("paper")
    found = papers_read_by(asked.reader).filter(Q(title__icontains=text) | Q(pk__in=inside))
    return _found(found.select_related("group").order_by("-filed_at", "-pk"), asked, _paper)


def issues(asked: Asked) -> Found:
    """Emerging issues by title and text."""
    said = Q(title__icontains=asked.text) | Q(text__icontains=asked.text)
    found = issues_read_by(asked.reader).filter(said, withdrawn_at=None)
    return _found(found.select_related("group").order_by("-raised_at", "-pk"), asked, _issue(asked.text))


def regulations(asked: Asked) -> Found:
    """Instruments by code, title, who must act, and where they stand."""
    rows = [
        (each, standards.words(each.title), f"{standards.words(each.addressees)}. {standards.words(each.state)}")
        for each in Instrument.objects.filter(removed_at=None)
    ]
    hits = [
        Hit(
            title=f"{each.code}: {title}", path=reverse("instrument", kwargs={"code": each.code}),
            excerpt=excerpt(text, asked.text),
        )
        for each, title, text in rows
        if asked.text.lower() in f"{each.code} {title} {text}".lower()
    ]  # fmt: skip
    return Found(hits=hits[asked.first : asked.first + asked.most], number=len(hits))


def workstreams(asked: Asked) -> Found:
    """Workstreams by title and purpose."""
    found = Workstream.objects.filter(Q(title__icontains=asked.text) | Q(purpose__icontains=asked.text))
    return _found(found.select_related("group").order_by("-added_at", "-pk"), asked, _workstream(asked.text))


def deliverables(asked: Asked) -> Found:
    """Deliverables by title and purpose."""
    found = Deliverable.objects.filter(Q(title__icontains=asked.text) | Q(purpose__icontains=asked.text))
    rows = found.select_related("workstream__group").order_by("-added_at", "-pk")
    return _found(rows, asked, _deliverable(asked.text))


def posts(asked: Asked) -> Found:
    """What was said in threads, and threads by title at their first post."""
    said = Q(text__icontains=asked.text) | Q(number=1, thread__title__icontains=asked.text)
    found = posts_read_by(asked.reader).filter(said)
    rows = found.select_related("thread__group").order_by("-posted_at", "-pk")
    return _found(rows, asked, _post(asked.text))


def add_to(board: SearchBoard) -> None:
    """Let the search find this room's records."""
    board.add(SearchKind(code="clauses", name=_("Clauses"), find=clauses))
    board.add(SearchKind(code="regulations", name=_("Regulations"), find=regulations))
    board.add(SearchKind(code="papers", name=_("Papers"), find=papers))
    board.add(SearchKind(code="issues", name=_("Emerging issues"), find=issues))
    board.add(SearchKind(code="workstreams", name=_("Workstreams"), find=workstreams))
    board.add(SearchKind(code="deliverables", name=_("Deliverables"), find=deliverables))
    board.add(SearchKind(code="posts", name=_("Threads"), find=posts))


def _plain(clause: standards.PrintedClause) -> str:
    """The clause's text with the values of its parameters set in."""
    values = {name: stated(parameter) for name, parameter in clause.revision.parameters.items()}
    text = standards.words(clause.revision.text)
    return SLOT.sub(lambda slot: values.get(slot[1], slot[1].replace("_", " ")), text)


def _found(rows: QuerySet[M], asked: Asked, shown: Callable[[M], Hit]) -> Found:
    wanted = rows[asked.first : asked.first + asked.most]
    return Found(hits=[shown(row) for row in wanted], number=rows.count())


def _paper(row: Paper) -> Hit:
    address = {"slug": row.group.slug, "paper": row.public_id}
    return Hit(title=row.title, path=reverse("paper", kwargs=address), where=row.group.name)


def _issue(text: str) -> Callable[[EmergingIssue], Hit]:
    return lambda row: Hit(
        title=row.title, path=reverse("issue", kwargs={"issue": row.public_id}), where=row.group.name,
        excerpt=excerpt(row.text, text),
    )  # fmt: skip


def _workstream(text: str) -> Callable[[Workstream], Hit]:
    return lambda row: Hit(
        title=row.title, where=row.group.name, excerpt=excerpt(row.purpose, text),
        path=reverse("workstream", kwargs={"slug": row.group.slug, "workstream": row.public_id}),
    )  # fmt: skip


def _deliverable(text: str) -> Callable[[Deliverable], Hit]:
    return lambda row: Hit(
        title=row.title, where=row.group.name, excerpt=excerpt(row.purpose, text),
        path=reverse("deliverable", kwargs={"slug": row.group.slug, "deliverable": row.public_id}),
    )  # fmt: skip


def _post(text: str) -> Callable[[Post], Hit]:
    return lambda row: Hit(
        title=row.thread.title, where=row.thread.group.name, excerpt=excerpt(row.text, text),
        path=reverse("thread", kwargs={"thread": row.thread.public_id}) + f"#post-{row.number}",
    )  # fmt: skip

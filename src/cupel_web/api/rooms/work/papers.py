"""A group's document library."""

from datetime import datetime
from typing import Any, Literal

from django.http import FileResponse, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from cupel_web.api.access import ApiRequest, granted, open_to_all
from cupel_web.api.files import BYTES
from cupel_web.api.paging import Page, Paging, page_of
from cupel_web.api.persons import PersonBrief, person_shown
from cupel_web.api.rooms.work.common import GROUP, is_inside, reader
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_entered_by, group_named
from cupel_web.kernel import clock
from cupel_web.kernel.access import may
from cupel_web.kernel.files import attached
from cupel_web.kernel.models import User
from cupel_web.work import actions, models
from cupel_web.work.forms.fields import UploadForm
from cupel_web.work.forms.talk import PaperForm, RecusalForm, VisibilityForm, visibilities
from cupel_web.work.models import Recusal
from cupel_web.work.queries import talk

router = Router(tags=["work"])
PAPER = f"{GROUP}/papers/{{ulid:paper}}"


class PaperVersion(Schema):
    """One file of a paper; ``added_by`` where the caller may know who it is."""

    public_id: str
    number: int
    file_name: str
    media_type: str
    size: int = Field(description="Bytes")
    sha256: str
    note: str
    added_at: datetime
    added_by: PersonBrief | None


class PaperBrief(Schema):
    """A paper of which ``versions`` files are kept; ``threads`` talk about it."""

    public_id: str
    group: str
    title: str
    visibility: str
    filed_at: datetime
    versions: int
    threads: int
    file_name: str
    newest_at: datetime


class PaperRecusal(Schema):
    """Somebody takes no part in what a paper is about."""

    public_id: str
    person: PersonBrief | None
    began_at: datetime
    ended_at: datetime | None


class Paper(Schema):
    """A paper with its versions, newest first; ``recusals`` only for those who may recuse."""

    public_id: str
    group: str
    title: str
    visibility: str
    filed_at: datetime
    versions: list[PaperVersion]
    recusals: list[PaperRecusal]


class PaperFilter(Schema):
    """Which papers: words of the title, and who may read them."""

    q: str = ""
    visibility: Literal["", "public", "group", "in camera"] = ""


@router.get(f"{GROUP}/papers", response=Page[PaperBrief], auth=None)
@open_to_all
def list_papers(request: HttpRequest, slug: str, asked: Query[PaperFilter], paging: Query[Paging]) -> Any:
    """Papers of the group that the caller may read, newest first."""
    who, text = reader(request), asked.q.strip()
    page = page_of(talk.library(group_named(slug), who, text=text, visibility=asked.visibility), paging)
    return {**page, "items": [_brief(paper) for paper in page["items"]]}


def _choices(group: Group, user: User) -> dict[str, Any]:
    return {"choices": visibilities(user, group)}


@router.post(f"{GROUP}/papers", response={201: Paper})
@granted("work.file_paper", group_entered_by, form=PaperForm, using=_choices)
def file_paper(request: ApiRequest, group: Group, form: PaperForm) -> Any:
    """File a paper with its first version, as multipart form data."""
    named = (form.cleaned_data["title"], form.chosen())
    filed = actions.file_paper(group, form.upload(), named=named, by=request.user, now=clock.now())
    return _again(request, filed)


@router.get(PAPER, response=Paper, auth=None)
@open_to_all
def read_paper(request: HttpRequest, slug: str, paper: str) -> Any:
    """A paper and its versions."""
    return _whole(request, talk.paper_read_by(reader(request), slug, paper))


@router.post(f"{PAPER}/versions", response={201: Paper})
@granted("work.add_version", talk.paper_of, form=UploadForm)
def add_version(request: ApiRequest, paper: models.Paper, form: UploadForm) -> Any:
    """Add a version, which is current from now on, as multipart form data."""
    actions.add_version(paper, form.upload(), by=request.user, now=clock.now())
    return _again(request, paper)


@router.get(f"{PAPER}/versions/{{ulid:version}}/file", auth=None, openapi_extra=BYTES)
@open_to_all
def read_version(request: HttpRequest, slug: str, paper: str, version: str) -> FileResponse:
    """The file of a version."""
    known = talk.version_read_by(reader(request), slug, paper, version)
    return attached(known.stored, name=known.file_name)


def _choices_of_paper(paper: models.Paper, user: User) -> dict[str, Any]:
    return {"choices": visibilities(user, paper.group)}


@router.put(f"{PAPER}/visibility", response=Paper)
@granted("work.show_paper", talk.paper_of, form=VisibilityForm, using=_choices_of_paper)
def show_paper(request: ApiRequest, paper: models.Paper, form: VisibilityForm) -> Any:
    """Say who may read a paper and what is said on it: ``public``, ``group`` or ``in camera``."""
    actions.show_paper(paper, visibility=form.chosen(), by=request.user, now=clock.now())
    return _again(request, paper)


@router.post(f"{PAPER}/recusals/mine", response={201: PaperRecusal})
@granted("work.read_paper", talk.paper_of)
def step_out(request: ApiRequest, paper: models.Paper) -> Any:
    """Recuse oneself: from now on one does not read the paper while it is in camera."""
    return _recusal(actions.recuse_from_paper(paper, person=request.user, by=request.user, now=clock.now()))


def _of_group(paper: models.Paper, _user: User) -> dict[str, Any]:
    return {"group": paper.group}


@router.post(f"{PAPER}/recusals", response={201: PaperRecusal})
@granted("work.recuse_from_paper", talk.paper_of, form=RecusalForm, using=_of_group)
def recuse_from_paper(request: ApiRequest, paper: models.Paper, form: RecusalForm) -> Any:
    """Recuse a person from what a paper is about."""
    person = form.cleaned_data["person"]
    return _recusal(actions.recuse_from_paper(paper, person=person, by=request.user, now=clock.now()))


@router.delete(f"{PAPER}/recusals/{{ulid:recusal}}", response=PaperRecusal)
@granted("work.recuse_from_paper", talk.paper_of)
def end_recusal(request: ApiRequest, paper: models.Paper, recusal: str) -> Any:
    """The person takes part again."""
    found = talk.recusal_from(paper, recusal)
    actions.end_recusal(found, by=request.user, now=clock.now())
    return _recusal(found)


def _again(request: ApiRequest, paper: models.Paper) -> dict[str, Any]:
    """The paper as it stands after the act."""
    return _whole(request, talk.paper_read_by(reader(request), paper.group.slug, paper.public_id))


def _whole(request: HttpRequest, paper: models.Paper) -> dict[str, Any]:
    inside = is_inside(reader(request), paper.group)
    recuses = may(request, "work.recuse_from_paper", paper)
    standing = paper.recusals.filter(ended_at=None).select_related("person") if recuses else ()
    return {
        **_own(paper),
        "versions": [_version(each, inside=inside) for each in talk.versions_of(paper)],
        "recusals": [_recusal(each) for each in standing],
    }


def _own(paper: models.Paper) -> dict[str, Any]:
    own = {name: getattr(paper, name) for name in ("public_id", "title", "visibility", "filed_at")}
    return {**own, "group": paper.group.slug}


def _brief(paper: Any) -> dict[str, Any]:
    """A paper of :func:`~cupel_web.work.queries.talk.library`."""
    newest = paper.current[0]
    return {
        **_own(paper),
        "versions": paper.number,
        "threads": paper.talk,
        "file_name": newest.file_name,
        "newest_at": newest.added_at,
    }


def _version(version: models.PaperVersion, *, inside: bool) -> dict[str, Any]:
    names = ("public_id", "number", "file_name", "media_type", "note", "added_at")
    return {
        **{name: getattr(version, name) for name in names},
        "size": version.stored.size,
        "sha256": version.stored.sha256,
        "added_by": person_shown(version.added_by, inside=inside),
    }


def _recusal(recusal: Recusal) -> dict[str, Any]:
    own = {name: getattr(recusal, name) for name in ("public_id", "began_at", "ended_at")}
    return {**own, "person": person_shown(recusal.person, inside=True)}

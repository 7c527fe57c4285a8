"""Formats: what deliverables of a kind consist of."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from cupel_web.api.access import ApiRequest, granted, open_to_all
from cupel_web.api.bodies import body_of, filled
from cupel_web.api.paging import Page, Paging, page_of
from cupel_web.kernel import clock
from cupel_web.people.queries import nothing
from cupel_web.work import actions
from cupel_web.work.checks import Part
from cupel_web.work.forms.work import FormatForm, PartRow
from cupel_web.work.models import Format
from cupel_web.work.queries import records

router = Router(tags=["work"])

AskedPart = create_model(
    "WorkFormatPart", __base__=body_of(PartRow), name=(str, Field(description="Part", min_length=1, max_length=200))
)
AskedFormat = create_model("WorkFormat", __base__=body_of(FormatForm), parts=(list[AskedPart], ...))  # type: ignore[valid-type]


class FormatPart(Schema):
    """A part of a format; ``key`` stays through its versions, ``kind`` says how it is checked."""

    key: str
    name: str
    holds: str
    kind: str
    required: bool
    types: list[str]
    least: int


class FormatBrief(Schema):
    public_id: str
    uid: str
    number: int
    title: str
    kind: str
    adopted_at: datetime


class DeliverableFormat(FormatBrief):
    """A version of a format; ``versions``: the numbers of all, newest first."""

    parts: list[FormatPart]
    versions: list[int]


@router.get("/formats", response=Page[FormatBrief], auth=None)
@open_to_all
def list_formats(request: HttpRequest, paging: Query[Paging]) -> Any:
    """The newest version of every format."""
    return page_of(records.newest_formats(), paging)


@router.get("/formats/{slug:uid}", response=DeliverableFormat, auth=None)
@open_to_all
def read_format(request: HttpRequest, uid: str) -> Any:
    """The newest version of a format with its parts."""
    return _whole(*records.format_version(uid))


@router.get("/formats/{slug:uid}/{int:number}", response=DeliverableFormat, auth=None)
@open_to_all
def read_format_version(request: HttpRequest, uid: str, number: int) -> Any:
    """A version of a format with its parts."""
    return _whole(*records.format_version(uid, number))


@router.post("/formats", response={201: DeliverableFormat})
@granted("work.adopt_format", nothing)
def adopt_format(request: ApiRequest, _nothing: None, wanted: AskedFormat) -> Any:  # type: ignore[valid-type]
    """Adopt a format, or the next version of one with the same ``uid``."""
    form, rows = filled(FormatForm, wanted), [filled(PartRow, part) for part in wanted.parts]  # type: ignore[attr-defined]
    adopted = actions.adopt_format(form.wanted(rows), by=request.user, now=clock.now())
    return _whole(*records.format_version(adopted.uid))


def part_asked(part: Part) -> dict[str, Any]:
    """A part as :class:`FormatPart` reads it."""
    return {**vars(part), "types": list(part.types)}


def _whole(found: Format, versions: list[Format]) -> dict[str, Any]:
    brief = {name: getattr(found, name) for name in FormatBrief.model_fields}
    return {
        **brief,
        "parts": [part_asked(part) for part in found.checks],
        "versions": [each.number for each in versions],
    }

"""The event log: every act, and whether the chain of their digests holds."""

from datetime import datetime
from typing import Any

from ninja import Query, Router, Schema

from cupel_web.api.access import ApiRequest, granted
from cupel_web.api.paging import Page, Paging, page_of
from cupel_web.kernel import models
from cupel_web.kernel.events import first_broken_event, found
from cupel_web.people.queries import nothing

router = Router(tags=["events"])


class Event(Schema):
    """One act. ``digest`` is the SHA-256 over all its other fields, ``previous`` that of the event before."""

    number: int
    at: datetime
    actor: str
    action: str
    subject_type: str
    subject: str
    scope: str
    facts: dict[str, Any]
    public_id: str
    previous: str
    digest: str


class Chain(Schema):
    """Whether every event follows from the one before; ``first_broken`` is the number of the first that does not.
    ``number`` and ``digest`` are those of the last link: kept elsewhere they show later that nothing before changed.
    """

    holds: bool
    first_broken: int | None
    number: int
    digest: str


@router.get("/events", response=Page[Event])
@granted("kernel.read_events", nothing)
def list_events(request: ApiRequest, _nothing: None, paging: Query[Paging], action: str = "", subject: str = "") -> Any:
    """Every act, newest first; ``action``: how it begins, ``subject``: about, within or by the record with this id."""
    return page_of(found(action=action.strip(), subject=subject.strip()), paging)


@router.get("/events/chain", response=Chain)
@granted("kernel.read_events", nothing)
def check_chain(request: ApiRequest, _nothing: None) -> Any:
    """Check the whole log."""
    broken = first_broken_event()
    head = models.ChainHead.objects.filter(pk=1).first() or models.ChainHead()
    return {"holds": broken is None, "first_broken": broken, "number": head.number, "digest": head.digest}

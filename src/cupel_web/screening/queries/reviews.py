"""Hits that await review, in the order in which to look at them."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from cupel.screening.memory import AWAITING, CLEARED, CONFIRMED, ESCALATED, OPEN
from cupel_web.screening.models import Hit, Screening

SHOWN_STATES = (OPEN, AWAITING, ESCALATED, CONFIRMED, CLEARED)
DECIDED = (AWAITING, ESCALATED, CONFIRMED, CLEARED)


def hits_in(screening: Screening) -> QuerySet[Hit]:
    """The screening's hits in order, without what only the page of a hit shows."""
    known = screening.hits.select_related("watch_list", "decision", "screening__company")
    return known.defer("told", "subject_evidence", "listed_evidence").order_by("place")


def is_open(on: date, *, of: str = "") -> Q:
    """Hits that nobody decided, and those whose decision no longer holds; ``of``: the path to the hits."""
    return Q(**{f"{of}state": OPEN}) | Q(**{f"{of}expires_on__lt": on})


def current_screenings() -> QuerySet[Screening]:
    """Screenings that are over and that none has continued to its end."""
    later = Screening.objects.filter(before=OuterRef("pk"), summary__isnull=False)
    return Screening.objects.filter(~Exists(later), summary__isnull=False)


def open_hits(screening: Screening, *, on: date) -> QuerySet[Hit]:
    """What is left to review."""
    return hits_in(screening).filter(is_open(on))


def hits_in_state(screening: Screening, state: str, *, on: date) -> QuerySet[Hit]:
    """Hits that are in ``state`` on the day ``on``; all where the state is empty."""
    if state == OPEN:
        return open_hits(screening, on=on)
    if state in DECIDED:
        return hits_in(screening).filter(state=state).exclude(expires_on__lt=on)
    return hits_in(screening)

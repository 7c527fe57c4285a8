"""What awaits the chairs of groups that revise standards: stages and answers that are due, and the next review."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.governance import deadlines
from cupel_web.groups.models import Access, AccessRole
from cupel_web.kernel.duties import Duty
from cupel_web.kernel.models import User
from cupel_web.standards.cycles.queries import cycles_of, reviews
from cupel_web.standards.cycles.records import record_of
from cupel_web.standards.cycles.words import deadline_words

SOON, REVIEW_SOON = timedelta(days=14), timedelta(days=183)
"""How long before its last day something is told of."""


def duties(person: User, on: date) -> Iterator[Duty]:
    """All of them."""
    chaired = set(Access.objects.current().filter(person=person, role=AccessRole.CHAIR).values_list("group", flat=True))
    if not chaired:
        return
    for cycle in cycles_of(chaired):
        for deadline in deadlines(record_of(cycle, on=on)):
            if deadline.since <= on and deadline.due - SOON <= on:
                yield Duty(
                    act=deadline_words(deadline), about=str(cycle), since=deadline.since, due=deadline.due,
                    path=reverse("revision_cycle", kwargs={"cycle": cycle.public_id}),
                )  # fmt: skip
    yield from _reviews(chaired, on)


def _reviews(chaired: set[int], on: date) -> Iterator[Duty]:
    for review in reviews(on=on):
        if review.due is None or review.running is not None or review.since is None:
            continue
        if review.group is not None and review.group.pk in chaired and review.due - REVIEW_SOON <= on:
            yield Duty(
                act=_("Review a standard: open a cycle, or record that no change is needed"),
                about=review.standard.upper(), path=reverse("revision_cycles"),
                since=max(review.since, review.due - REVIEW_SOON), due=review.due,
            )  # fmt: skip

"""What is new in a group, for its feed: ballots that were closed or declared void."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.decisions.models import Annulment, Ballot, Closing
from cupel_web.decisions.templatetags.ballots import outcome_words
from cupel_web.kernel.models import PublicModel
from cupel_web.notices.news import Entry

MOST = 50
"""Of each kind."""


def decision_news(group: PublicModel, now: datetime) -> Iterator[Entry]:
    """What the group decided, and what of it does not stand."""
    closed = Closing.objects.filter(ballot__group=group.pk, closed_at__lte=now).select_related("ballot__group")
    for closing in closed.order_by("-pk")[:MOST]:
        title = _("{motion}: {outcome}").format(motion=closing.ballot.title, outcome=outcome_words(closing.outcome))
        yield _entry(closing.public_id, closing.ballot, title, closing.ballot.text, closing.closed_at)
    void = Annulment.objects.filter(ballot__group=group.pk, decided_at__lte=now).select_related("ballot__group")
    for annulment in void.order_by("-pk")[:MOST]:
        title = _("Declared void: {motion}").format(motion=annulment.ballot.title)
        yield _entry(annulment.public_id, annulment.ballot, title, annulment.reason, annulment.decided_at)


def _entry(uid: str, ballot: Ballot, title: str, text: str, at: datetime) -> Entry:
    path = reverse("ballot", kwargs={"slug": ballot.group.slug, "ballot": ballot.public_id})
    return Entry(uid=uid, title=title, text=text, path=path, at=at)

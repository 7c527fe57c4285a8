"""What is new in a group, for its feed: what it recommended, what it was asked for, and what it replied."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.kernel.models import PublicModel
from cupel_web.notices.news import Entry
from cupel_web.recommendations.models import Leg, Recommendation, Reply

MOST = 50
"""Of each kind."""


def recommendation_news(group: PublicModel, now: datetime) -> Iterator[Entry]:
    """Recommendations sent by the group or to it, and replies."""
    sent = Leg.objects.filter(Q(body=group.pk) | Q(recommendation__group=group.pk), sent_at__lte=now)
    for leg in sent.select_related("recommendation", "body").order_by("-pk")[:MOST]:
        about = leg.recommendation
        title = _("Recommended to {body}: {title}").format(body=leg.body.name, title=about.title)
        yield Entry(uid=leg.public_id, title=title, text=about.text, path=_path(about), at=leg.sent_at)
    given = Reply.objects.filter(Q(body=group.pk) | Q(leg__recommendation__group=group.pk), recorded_at__lte=now)
    for reply in given.select_related("leg__recommendation", "body").order_by("-pk")[:MOST]:
        about, answer = reply.leg.recommendation, reply.get_answer_display()
        title = _("Reply of {body} to {title}: {answer}").format(body=reply.body.name, title=about.title, answer=answer)
        yield Entry(uid=reply.public_id, title=title, text=reply.reasons, path=_path(about), at=reply.recorded_at)


def _path(recommendation: Recommendation) -> str:
    return reverse("recommendation", kwargs={"recommendation": recommendation.public_id})

"""What awaits the secretariat: publish what every owner approved."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.decisions.queries.matrices import standings_of
from cupel_web.kernel.duties import Duty
from cupel_web.kernel.models import User
from cupel_web.publication.models import AskedText


def duties(person: User, _on: date) -> Iterator[Duty]:
    """All of them."""
    if not person.has_perm("publication.publish"):
        return
    waiting = AskedText.objects.filter(publication=None).select_related("draft__group", "content__matrix")
    newest = {asked.content.matrix: asked for asked in waiting.order_by("pk")}
    for standing in standings_of(list(newest)):
        asked = newest[standing.matrix]
        if standing.approved_on is not None and standing.content == asked.content:
            yield Duty(
                act=_("Publish an approved edition"),
                about=f"{asked.draft.standard.upper()} {asked.draft.edition}, {asked.draft.group.name}",
                path=reverse("publish_edition", kwargs={"draft": asked.draft.public_id}),
                since=standing.approved_on,
            )

"""What is new in a group, for its feed: editions that it published."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from cupel_web.kernel.models import PublicModel
from cupel_web.notices.news import Entry
from cupel_web.publication.queries import publications
from cupel_web.publication.words import in_short, path_of

MOST = 50


def publication_news(group: PublicModel, now: datetime) -> Iterator[Entry]:
    """Editions that were published from the group's drafts."""
    found = publications().filter(asked__draft__group=group.pk, edition__published_at__lte=now)
    for each in found[:MOST]:
        yield Entry(
            uid=each.public_id, title=_("Published: {edition}").format(edition=each), text=in_short(each),
            path=path_of(each), at=each.edition.published_at,
        )  # fmt: skip

"""What search finds of this room: ballots, closed ones for anybody, running ones for insiders."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cupel_web.decisions.models import Ballot
from cupel_web.work.boards import Asked, Found, Hit, SearchBoard, SearchKind
from cupel_web.work.queries.finding import excerpt


def add_to_search(board: SearchBoard) -> None:
    """Let the search find this room's records."""
    board.add(SearchKind(code="ballots", name=_("Decisions"), find=ballots))


def ballots(asked: Asked) -> Found:
    """Ballots by motion and text."""
    reader = asked.reader
    found = Ballot.objects.filter(Q(title__icontains=asked.text) | Q(text__icontains=asked.text))
    if not reader.keeps:
        found = found.filter(Q(closing__isnull=False) | Q(group__in=reader.entered))
    rows = found.select_related("group").order_by("-opened_at", "-pk")
    hits = [
        Hit(
            title=row.title, where=row.group.name, excerpt=excerpt(row.text, asked.text),
            path=reverse("ballot", kwargs={"slug": row.group.slug, "ballot": row.public_id}),
        )
        for row in rows[asked.first : asked.first + asked.most]
    ]  # fmt: skip
    return Found(hits=hits, number=rows.count())

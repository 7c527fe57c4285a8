"""What search finds of this room: recommendations, submitted ones for anybody, drafts for insiders; and reviews."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cupel_web.recommendations.models import Recommendation, Review
from cupel_web.work.boards import Asked, Found, Hit, SearchBoard, SearchKind
from cupel_web.work.queries.finding import excerpt


def add_to_search(board: SearchBoard) -> None:
    """Let the search find this room's records."""
    board.add(SearchKind(code="recommendations", name=_("Recommendations"), find=recommendations))
    board.add(SearchKind(code="reviews", name=_("Reviews"), find=reviews))


def recommendations(asked: Asked) -> Found:
    """Recommendations by title, text and reasons."""
    said = Q(title__icontains=asked.text) | Q(text__icontains=asked.text) | Q(reasons__icontains=asked.text)
    found = Recommendation.objects.filter(said)
    if not asked.reader.keeps:
        found = found.filter(Q(submitted_at__isnull=False) | Q(group__in=asked.reader.entered))
    rows = found.select_related("group").order_by("-pk")
    hits = [
        Hit(
            title=row.title, where=row.group.name, excerpt=excerpt(row.text, asked.text),
            path=reverse("recommendation", kwargs={"recommendation": row.public_id}),
        )
        for row in rows[asked.first : asked.first + asked.most]
    ]  # fmt: skip
    return Found(hits=hits, number=rows.count())


def reviews(asked: Asked) -> Found:
    """Reviews by title and findings; all are public."""
    found = Review.objects.filter(Q(title__icontains=asked.text) | Q(findings__icontains=asked.text))
    rows = found.select_related("group").order_by("-concluded_on", "-pk")
    hits = [
        Hit(
            title=row.title, where=row.group.name, excerpt=excerpt(row.findings, asked.text),
            path=f"{reverse('cycles')}?cycle={row.cycle}",
        )
        for row in rows[asked.first : asked.first + asked.most]
    ]  # fmt: skip
    return Found(hits=hits, number=rows.count())

"""Comments that count: the version that holds of each, and where it belongs."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from cupel_web.consultations.models import CommentVersion, Consultation, DispositionFact, Placing, Submission
from cupel_web.consultations.models.disposition import Workflow


def current(consultation: Consultation) -> QuerySet[CommentVersion]:
    """The version that holds of every comment, in the order of their numbers; ``place`` is where it belongs after the
    secretariat placed it. Comments of withdrawn submissions do not count.
    """
    found = counting().filter(comment__consultation=consultation)
    return found.select_related("comment__submission", "question", "sending").order_by("comment__number")


def counting() -> QuerySet[CommentVersion]:
    """The same of all consultations, in no order."""
    return _last().filter(comment__submission__withdrawal=None)


def sent_in(submission: Submission) -> QuerySet[CommentVersion]:
    """The version that holds of every comment of one submission."""
    found = _last().filter(comment__submission=submission)
    return found.select_related("comment__submission", "comment__draft", "question", "sending").order_by(
        "comment__number"
    )


def in_state(found: QuerySet[CommentVersion], state: str) -> QuerySet[CommentVersion]:
    """Narrowed to comments on which the group's work is at this state."""
    last = DispositionFact.objects.filter(comment=OuterRef("comment")).order_by("-pk").values("workflow")[:1]
    return found.alias(work=Coalesce(Subquery(last), Value(Workflow.NEW.value))).filter(Q(work=state))


def filtered(
    found: QuerySet[CommentVersion], *, text: str = "", clause: str = "", category: str = "", language: str = ""
) -> QuerySet[CommentVersion]:
    """Narrowed to ``text`` in comment or change, a clause (``none``: not placed), a category, a language."""
    if text:
        found = found.filter(Q(text__icontains=text) | Q(change__icontains=text))
    if clause:
        found = found.filter(Q(place="" if clause == "none" else clause))
    if category:
        found = found.filter(comment__submission__category=category)
    return found.filter(comment__submission__language=language) if language else found


def counts(consultations: Iterable[Consultation]) -> dict[int, tuple[int, int]]:
    """Numbers of comments and submissions that count, by the consultation's key."""
    rows = (
        Submission.objects.filter(consultation__in=list(consultations), withdrawal=None, comments__isnull=False)
        .values("consultation")
        .annotate(comments_=Count("comments", distinct=True), submissions_=Count("pk", distinct=True))
    )
    return {row["consultation"]: (row["comments_"], row["submissions_"]) for row in rows.order_by()}


def per_clause(consultation: Consultation) -> dict[str, int]:
    """How many comments there are on each clause; ``general`` for the whole text, empty for those not placed."""
    return dict(Counter(map(placed_on, current(consultation))))


def unplaced(consultation: Consultation) -> QuerySet[CommentVersion]:
    """Comments whose clause nobody confirmed."""
    return current(consultation).filter(Q(place=""))


def placed_on(version: CommentVersion) -> str:
    """Where a version belongs; annotated by :func:`current` and :func:`sent_in`."""
    return str(getattr(version, "place", version.clause))


def _last() -> QuerySet[CommentVersion]:
    later = CommentVersion.objects.filter(comment=OuterRef("comment"), number__gt=OuterRef("number"))
    placed = Placing.objects.filter(version=OuterRef("pk")).order_by("-pk").values("clause")[:1]
    return CommentVersion.objects.filter(~Exists(later)).annotate(place=Coalesce(Subquery(placed), F("clause")))


def number_unplaced(consultations: Iterable[Consultation]) -> dict[int, int]:
    """How many comments nobody placed, by the consultation's key."""
    found = _last().filter(Q(place=""), comment__consultation__in=list(consultations))
    rows = found.filter(comment__submission__withdrawal=None).order_by().values("comment__consultation")
    return {row["comment__consultation"]: row["number"] for row in rows.annotate(number=Count("pk"))}

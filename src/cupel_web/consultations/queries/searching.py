"""What the search of the workspace finds of this room."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cupel.consultation import Consent
from cupel_web.consultations.models import CommentVersion, StepFact
from cupel_web.consultations.queries.comments import counting, filtered
from cupel_web.consultations.states import Step
from cupel_web.groups.models import Access, AccessRole
from cupel_web.work.boards import Asked, Found, Hit, SearchBoard, SearchKind
from cupel_web.work.queries.finding import excerpt
from cupel_web.work.queries.reading import Reader


def add_to_search(board: SearchBoard) -> None:
    """Let the search find comments."""
    board.add(SearchKind(code="comments", name=_("Comments of consultations"), find=comments))


def comments(asked: Asked) -> Found:
    """Comments by what they say or propose: all of them for those who take part in the group; for others the published
    ones that stand there as they were written, so that no search tells what was blanked.
    """
    inside = _inside(asked.reader)
    rows = filtered(counting().filter(inside | _public()), text=asked.text).order_by("-pk")
    page = rows.select_related("comment__consultation__group")[asked.first : asked.first + asked.most]
    own = set(CommentVersion.objects.filter(inside, pk__in=[each.pk for each in page]).values_list("pk", flat=True))
    hits = [
        Hit(
            title=each.comment.name, path=_path(each, inside=each.pk in own),
            where=each.comment.consultation.group.name, excerpt=excerpt(f"{each.text}\n{each.change}", asked.text),
        )
        for each in page
    ]  # fmt: skip
    return Found(hits=hits, number=rows.count())


def _inside(reader: Reader) -> Q:
    """Of groups in which the person takes part."""
    if reader.keeps:
        return Q(pk__isnull=False)
    if reader.person is None:
        return Q(pk__in=[])
    roles = (AccessRole.CHAIR, AccessRole.MEMBER)
    groups = Access.objects.current().filter(person=reader.person, role__in=roles).values("group")
    return Q(comment__consultation__group__in=groups)


def _public() -> Q:
    published = Q(comment__consultation__in=_published())
    return published & Q(comment__submission__consent=Consent.NAMED.value)


def _published() -> QuerySet[StepFact, Any]:
    return StepFact.objects.filter(step=Step.FEEDBACK).values("consultation")


def _path(version: CommentVersion, *, inside: bool) -> str:
    comment = version.comment
    if inside:
        return reverse("consultation_comment", kwargs={"comment": comment.public_id})
    consultation = comment.consultation.public_id
    return reverse("comment_outcome", kwargs={"consultation": consultation, "number": comment.number})

"""Which comments may say the same, and which were said to, or not to."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from cupel.consultation import Likeness, Suggestion
from cupel.errors import ConsultationError
from cupel_web.consultations.models import ClusterSearch, Comment, CommentCluster, CommentVersion, Consultation
from cupel_web.consultations.queries.comments import current
from cupel_web.consultations.queries.dispositions import clusters_in
from cupel_web.kernel.models import User


def newest_search(consultation: Consultation) -> ClusterSearch | None:
    """What was looked for last, found or not."""
    return consultation.cluster_searches.select_related("job").first()


def suggested(consultation: Consultation) -> list[Suggestion]:
    """What the last whole search found and nobody decided on since."""
    search = consultation.cluster_searches.filter(job__finished_at__isnull=False).first()
    if search is None:
        return []
    together = [set(names) for names in _confirmed(consultation)]
    apart = set(kept_apart(consultation))
    return [each for each in map(_suggestion, search.found) if _is_open(set(each.comments), together, apart)]


def kept_apart(consultation: Consultation) -> Iterator[tuple[str, str]]:
    """Pairs of names that were said not to be the same, and are in no cluster that holds now."""
    together = [set(names) for names in _confirmed(consultation)]
    parted = consultation.clusters.exclude(parted_at=None).prefetch_related("comments")
    said = [*consultation.kept_apart.values_list("names", flat=True), *map(_names, parted)]
    for names in said:
        for pair in combinations(sorted(names), 2):
            if not any(set(pair) <= cluster for cluster in together):
                yield pair


def versions_named(consultation: Consultation, names: Iterable[str]) -> dict[str, CommentVersion]:
    """Comments that count, by their names; those there are not are left out."""
    numbers = [int(name[2:]) for name in names if name[:2] == "C-" and name[2:].isdecimal() and len(name) < 12]
    return {each.comment.name: each for each in current(consultation).filter(comment__number__in=numbers)}


def cluster_inside(user: User, cluster: str) -> CommentCluster:
    """A cluster, taken apart or not, for those who may read all comments; else 404."""
    found = get_object_or_404(CommentCluster.objects.select_related("consultation__group"), public_id=cluster)
    if not user.has_perm("consultations.read_comments", found.consultation):
        raise Http404
    return found


def comment_in(cluster: CommentCluster, name: str) -> Comment:
    """A comment of a cluster by its name; raises :class:`~cupel.errors.ConsultationError` where it is not in it."""
    for comment in cluster.comments.select_related("consultation__group"):
        if comment.name == name:
            return comment
    raise ConsultationError(
        _("This comment is not in the cluster."), code="cluster", remedy=_("Choose another comment.")
    )


def _confirmed(consultation: Consultation) -> list[list[str]]:
    return [_names(each) for each in clusters_in(consultation)]


def _names(cluster: CommentCluster) -> list[str]:
    return [comment.name for comment in cluster.comments.all()]


def _suggestion(row: dict[str, object]) -> Suggestion:
    comments, joins, score = row["comments"], row["joins"], row["score"]
    assert isinstance(comments, list) and isinstance(joins, list) and isinstance(score, int | float)  # noqa: PT018
    return Suggestion(
        comments=tuple(comments), likeness=Likeness(str(row["likeness"])), score=float(score),
        reason=str(row["reason"]), joins=tuple(joins),
    )  # fmt: skip


def _is_open(names: set[str], together: list[set[str]], apart: set[tuple[str, str]]) -> bool:
    decided = any(names <= cluster for cluster in together)
    return not decided and not any(pair in apart for pair in combinations(sorted(names), 2))

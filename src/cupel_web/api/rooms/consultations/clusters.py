"""Comments that say the same: suggested by the machine, said by people."""

from typing import Annotated, Any

from ninja import Field, Router, Schema

from cupel_web.api.access import ApiRequest, granted
from cupel_web.api.bodies import Body
from cupel_web.api.rooms.consultations.board import ProposedMany, proposed_data
from cupel_web.api.rooms.consultations.common import ONE
from cupel_web.consultations import actions, models
from cupel_web.consultations.queries import finding
from cupel_web.consultations.queries.clusters import (
    cluster_inside,
    comment_in,
    newest_search,
    suggested,
    versions_named,
)
from cupel_web.consultations.queries.dispositions import clusters_in
from cupel_web.kernel import clock
from cupel_web.kernel.states import JobState

router = Router(tags=["consultations"])
CLUSTER = "/consultations/clusters/{ulid:cluster}"


class SuggestedCluster(Schema):
    """Comments by their names that may say the same; ``score`` is at most 1."""

    comments: list[str]
    score: float
    reason: str


class CommentCluster(Schema):
    public_id: str
    comments: list[str]
    reason: str


class CommentClusters(Schema):
    """``search``: how the last search stands; what it suggested and nobody decided on; what was confirmed."""

    search: JobState | None
    suggested: list[SuggestedCluster]
    confirmed: list[CommentCluster]


class NewCluster(Body):
    """Comments by their names, such as ``C-0001``; ``same``: they say the same, or they do not."""

    comments: Annotated[list[str], Field(min_length=2, max_length=1000)]
    same: bool


class SpreadFrom(Body):
    """The comment whose decision is proposed for the others, by its name."""

    comment: str


@router.get(f"{ONE}/clusters", response=CommentClusters)
@granted("consultations.dispose", finding.consultation_inside)
def list_clusters(request: ApiRequest, consultation: models.Consultation) -> Any:
    """What is suggested, and what was confirmed."""
    return _now(consultation)


@router.post(f"{ONE}/cluster-searches", response={201: CommentClusters})
@granted("consultations.dispose", finding.consultation_inside)
def search_clusters(request: ApiRequest, consultation: models.Consultation) -> Any:
    """Have comments that say the same looked for."""
    actions.order_cluster_search(consultation, by=request.user, now=clock.now())
    return _now(consultation)


@router.post(f"{ONE}/clusters", response={201: CommentClusters})
@granted("consultations.dispose", finding.consultation_inside)
def decide_cluster(request: ApiRequest, consultation: models.Consultation, body: NewCluster) -> Any:
    """Say that comments say the same, or that they do not."""
    chosen = [version.comment for version in versions_named(consultation, body.comments).values()]
    if body.same:
        names = {comment.name for comment in chosen}
        reason = next((each.reason for each in suggested(consultation) if names <= set(each.comments)), "")
        actions.confirm_cluster(consultation, chosen, reason=reason[:500], by=request.user, now=clock.now())
    else:
        actions.keep_apart(consultation, chosen, by=request.user, now=clock.now())
    return _now(consultation)


@router.delete(CLUSTER, response=CommentClusters)
@granted("consultations.dispose", cluster_inside)
def part_cluster(request: ApiRequest, cluster: models.CommentCluster) -> Any:
    """They do not say the same after all."""
    actions.part_cluster(cluster, by=request.user, now=clock.now())
    return _now(cluster.consultation)


@router.post(f"{CLUSTER}/proposals", response={201: ProposedMany})
@granted("consultations.dispose", cluster_inside)
def spread_decision(request: ApiRequest, cluster: models.CommentCluster, body: SpreadFrom) -> Any:
    """Propose one comment's decision for all others of the cluster."""
    comment = comment_in(cluster, body.comment)
    return proposed_data(actions.spread_decision(comment, cluster, by=request.user, now=clock.now()))


def _now(consultation: models.Consultation) -> dict[str, Any]:
    search = newest_search(consultation)
    return {
        "search": search.job.state if search else None,
        "suggested": [
            {"comments": list(each.comments), "score": each.score, "reason": each.reason}
            for each in suggested(consultation)
        ],
        "confirmed": [
            {"public_id": each.public_id, "comments": [comment.name for comment in each.comments.all()],
             "reason": each.reason}
            for each in clusters_in(consultation)
        ],
    }  # fmt: skip

"""Pages of clusters: what may say the same, confirmed or kept apart; what does, answered at once or taken apart."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from cupel.errors import CupelError
from cupel_web.consultations import actions
from cupel_web.consultations.models import Comment, CommentCluster, Consultation
from cupel_web.consultations.queries import finding
from cupel_web.consultations.queries.clusters import (
    cluster_inside,
    comment_in,
    newest_search,
    suggested,
    versions_named,
)
from cupel_web.consultations.queries.dispositions import clusters_in, last_facts
from cupel_web.consultations.states import Step
from cupel_web.consultations.views.public import about
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.kernel.lists import paged

PER_PAGE, SHOWN = 20, 10
"""Clusters on a page, and comments that are shown of a confirmed one: a campaign may have hundreds."""


@permitted("consultations.dispose", finding.consultation_inside)
@require_GET
def clusters(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """What is suggested, with reason and score, and what was confirmed, with what is decided on each."""
    open_ones = paged(request, suggested(consultation), per_page=PER_PAGE)
    confirmed = paged(request, clusters_in(consultation), "confirmed", per_page=PER_PAGE)
    members = {each.pk: [comment.name for comment in each.comments.all()] for each in confirmed}
    names = {name for each in open_ones for name in each.comments} | {
        name for each in members.values() for name in each[:SHOWN]
    }
    versions = versions_named(consultation, names)
    decided = {fact.comment.name: fact for fact in last_facts([each.comment for each in versions.values()])}

    def rows(of: Iterable[str]) -> list[tuple[Any, Any]]:
        return [(versions[name], decided.get(name)) for name in of if name in versions]

    context = {
        **about(consultation),
        "search": newest_search(consultation),
        "disposes": Step.DISPOSITION in consultation.done,
        "page": open_ones,
        "suggestions": [(each, rows(each.comments)) for each in open_ones],
        "confirmed": confirmed,
        "clusters": [
            (each, rows(members[each.pk][:SHOWN]), max(len(members[each.pk]) - SHOWN, 0)) for each in confirmed
        ],
    }
    return render(request, "consultations/clusters.html", context)


@permitted("consultations.dispose", finding.consultation_inside)
@require_POST
def search(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Have them looked for."""
    return _done(request, consultation, lambda: actions.order_cluster_search(
        consultation, by=request.user, now=clock.now()))  # fmt: skip


@permitted("consultations.dispose", finding.consultation_inside)
@require_POST
def decide(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """The chosen comments say the same, or do not."""
    chosen = _chosen(request, consultation)
    names = {comment.name for comment in chosen}
    if request.POST.get("same") == "no":
        return _done(request, consultation, lambda: actions.keep_apart(
            consultation, chosen, by=request.user, now=clock.now()))  # fmt: skip
    reason = next((each.reason for each in suggested(consultation) if names <= set(each.comments)), "")
    return _done(request, consultation, lambda: actions.confirm_cluster(
        consultation, chosen, reason=reason[:500], by=request.user, now=clock.now()))  # fmt: skip


@permitted("consultations.dispose", cluster_inside)
@require_POST
def part(request: SignedInRequest, cluster: CommentCluster) -> HttpResponse:
    """They do not say the same after all."""
    return _done(request, cluster.consultation, lambda: actions.part_cluster(
        cluster, by=request.user, now=clock.now()))  # fmt: skip


@permitted("consultations.dispose", cluster_inside)
@require_POST
def spread(request: SignedInRequest, cluster: CommentCluster) -> HttpResponse:
    """Propose one comment's decision for all others of the cluster; those that stood in the way are named."""

    def act() -> None:
        comment = comment_in(cluster, request.POST.get("comment", ""))
        proposed = actions.spread_decision(comment, cluster, by=request.user, now=clock.now())
        number = len(proposed.dispositions)
        told = ngettext("Proposed for {number} other comment.", "Proposed for {number} other comments.", number)
        messages.success(request, told.format(number=number))
        if proposed.conflicts:
            left = ", ".join(each.comment for each in proposed.conflicts)
            messages.warning(request, _("Left as they are: {names}").format(names=left))

    return _done(request, cluster.consultation, act)


def _chosen(request: SignedInRequest, consultation: Consultation) -> list[Comment]:
    """Comments that were ticked, and those typed by their names."""
    typed = request.POST.get("names", "").upper().replace(",", " ").split()
    found = versions_named(consultation, [*request.POST.getlist("comment"), *typed])
    return [each.comment for each in found.values()]


def _done(request: SignedInRequest, consultation: Consultation, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    return redirect("comment_clusters", consultation=consultation.public_id)

"""What became of one comment, for everybody: the comment, the decision, the reason, and how the clause reads now."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from cupel.consultation import published as as_published
from cupel_web.consultations.queries import comments, texts
from cupel_web.consultations.queries.changes import NOTHING, changed_since, told_after
from cupel_web.consultations.queries.dispositions import published_decisions
from cupel_web.consultations.queries.engine import engine_comment
from cupel_web.consultations.queries.links import linked_clauses
from cupel_web.consultations.states import Stage
from cupel_web.consultations.views.common import round_seen
from cupel_web.consultations.views.public import about
from cupel_web.kernel import clock
from cupel_web.kernel.access import public


@public
@require_GET
def outcome(request: HttpRequest, consultation: str, number: int) -> HttpResponse:
    """A comment by its number, as far as its author lets it be published, once the feedback is."""
    found = round_seen(request, consultation)
    if found.stage(clock.now()) not in {Stage.FEEDBACK, Stage.RESPONSE}:
        raise Http404
    version = get_object_or_404(comments.current(found), comment__number=number)
    (each,) = as_published([engine_comment(version)])
    decision = published_decisions([version]).get(each.id)
    later = changed_since(found)
    linked = linked_clauses([version.comment]).get(version.comment_id, NOTHING)
    context = {
        **about(found), "each": each, "decision": decision, "where": texts.clause_name(found, each.clause or ""),
        "diffs": told_after(decision, later, each.clause or "", linked), "later": later.text if later else None,
        "is_changed": decision is not None and bool(linked),
    }  # fmt: skip
    return render(request, "consultations/outcome.html", context)

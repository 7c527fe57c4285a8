"""Pages of approvals by several owners."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cupel_web.decisions import actions
from cupel_web.decisions.forms import ContentForm, EffectiveForm, MatrixForm, OwnProcedureForm, WordForm
from cupel_web.decisions.models import Matrix, MatrixOwner
from cupel_web.decisions.queries.matrices import content_of, standing_of, standings_of
from cupel_web.decisions.queries.records import matrices_named, matrix_of, owner_of
from cupel_web.decisions.views.acting import Act, acted
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted, public
from cupel_web.kernel.lists import asked, paged
from cupel_web.kernel.models import User
from cupel_web.people.models import Membership, Role
from cupel_web.people.queries import nothing


@public
@require_GET
def matrices(request: HttpRequest) -> HttpResponse:
    """Approvals that owners gave or are asked for; newest first."""
    text = asked(request, "q")
    page = paged(request, matrices_named(text=text))
    context = {
        "page": page,
        "standings": standings_of(list(page)),
        "text": text,
        "may_begin": isinstance(request.user, User) and request.user.has_perm("decisions.begin_matrix"),
    }
    return render(request, "decisions/matrices.html", context)


@public
@require_GET
def matrix(request: HttpRequest, matrix: str) -> HttpResponse:
    """Owners by what they said of the content that holds, and of earlier ones; why, for owners and secretariat."""
    user = request.user if isinstance(request.user, User) else None
    found = matrix_of(user, matrix)
    delegated = Membership.objects.current().filter(person=user, role=Role.DELEGATE)
    context = {
        "matrix": found,
        "standing": standing_of(found),
        "mine": set(delegated.values_list("organisation", flat=True)),
        "may_keep": user is not None and user.has_perm("decisions.keep_matrix", found),
        "reads_reasons": user is not None and user.has_perm("decisions.read_owners_reasons", found),
    }
    return render(request, "decisions/matrix.html", context)


@permitted("decisions.begin_matrix", nothing)
def new_matrix(request: SignedInRequest, _about: None) -> HttpResponse:
    """Ask owners for their approval."""
    form = MatrixForm(request.POST or None)
    act = Act(
        form=form, title=_("Ask owners for approval"), button=_("Ask them"), done=_("Asked; mails are sent."),
        back=reverse("matrices"),
    )  # fmt: skip
    return acted(request, act, lambda: actions.begin_matrix(form.wanted(), by=request.user, now=clock.now()))


@permitted("decisions.keep_matrix", matrix_of)
def set_content(request: SignedInRequest, matrix: Matrix) -> HttpResponse:
    """The content changed: earlier approvals are void."""
    form = ContentForm(request.POST or None)
    act = _act(matrix, form, title=_("Set the content anew"), button=_("Set it, and void what was said"))
    return acted(
        request, act,
        lambda: actions.set_content(matrix, **form.cleaned_data, by=request.user, now=clock.now()),
    )  # fmt: skip


@permitted("decisions.keep_matrix", matrix_of)
def set_effective(request: SignedInRequest, matrix: Matrix) -> HttpResponse:
    """From when the approved content is effective."""
    form = EffectiveForm(request.POST or None, initial={"on": standing_of(matrix).approved_on})
    act = _act(matrix, form, title=_("Set the effective date"), button=_("Set it"))
    return acted(
        request, act,
        lambda: actions.set_effective(matrix, on=form.cleaned_data["on"], by=request.user, now=clock.now()),
    )  # fmt: skip


@permitted("decisions.give_word", owner_of)
def give_word(request: SignedInRequest, owner: MatrixOwner) -> HttpResponse:
    """The one page on which an owner approves or declines."""
    content = content_of(owner.matrix)
    form = WordForm(request.POST or None, initial={"sha256": content.sha256})
    title = _("Approve for {owner}").format(owner=owner.organisation.name)
    act = _act(owner.matrix, form, title=title, button=_("Give this word"))
    act.context.update(owner=owner, content=content)
    return acted(request, act, lambda: actions.give_word(owner, form.wanted(), by=request.user, now=clock.now()))


@permitted("decisions.describe_procedure", owner_of)
def describe_procedure(request: SignedInRequest, owner: MatrixOwner) -> HttpResponse:
    """How an owner approves."""
    form = OwnProcedureForm(request.POST or None, initial={"text": owner.procedure, "on": owner.procedure_on})
    title = _("How {owner} approves").format(owner=owner.organisation.name)
    act = _act(owner.matrix, form, title=title, button=_("Save"))
    return acted(
        request, act, lambda: actions.describe_procedure(owner, form.wanted(), by=request.user, now=clock.now())
    )


def _act(matrix: Matrix, form: Form, *, title: str, button: str) -> Act:
    return Act(
        form=form, title=title, button=button, done=_("Written down."),
        back=reverse("matrix", kwargs={"matrix": matrix.public_id}), template="decisions/matrix_form.html",
        context={"matrix": matrix},
    )  # fmt: skip

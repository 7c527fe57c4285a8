"""Pages of the secretariat and the owners: what is put to them, asking them, publishing."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cupel.errors import CupelError
from cupel.exchange import Signature
from cupel.standard import diff_editions
from cupel_web.decisions.views.acting import Act, acted
from cupel_web.drafting.documents import DOCUMENTS, Revision, written
from cupel_web.drafting.models import Draft
from cupel_web.drafting.queries.records import draft_seen_by
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.publication import actions
from cupel_web.publication.documents import file_name
from cupel_web.publication.forms import AskForm, PublishForm
from cupel_web.publication.models import AskedText
from cupel_web.publication.queries import asked_of, draft_put_to_owners, is_as_asked, standing_on
from cupel_web.standards.queries import edition_named, edition_of

FORM = "publication/form.html"


@permitted("publication.read_final", draft_put_to_owners)
@require_GET
def final_draft(request: SignedInRequest, asked: AskedText) -> HttpResponse:
    """What the owners are asked about: what changes, word by word, and the whole as documents."""
    old, new = edition_named(asked.text.standard, asked.draft.base), edition_of(asked.text)
    context = {
        "asked": asked, "draft": asked.draft, "matrix": asked.content.matrix, "edition": new,
        "standing": standing_on(asked), "clauses": diff_editions(old, new).clauses, "as_asked": is_as_asked(asked),
    }  # fmt: skip
    return render(request, "publication/final.html", context)


@permitted("publication.read_final", draft_put_to_owners)
@require_GET
def final_document(request: SignedInRequest, asked: AskedText, *, document: str) -> HttpResponse:
    """What the owners are asked about, as a file."""
    wanted = DOCUMENTS.get(document)
    if wanted is None:
        raise Http404
    draft = asked.draft
    old, new = edition_named(asked.text.standard, draft.base), edition_of(asked.text)
    by = Signature(author=draft.group.name, when=asked.asked_at)
    try:
        content = written(wanted, Revision(old=old, new=new, by=by, language=draft.language))
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
        return redirect("final_draft", draft=draft.public_id)
    name = file_name(draft.standard, draft.edition, document)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=wanted.media_type, headers=headers)


@permitted("publication.ask", draft_seen_by)
def ask_owners(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """Put the draft as it is now to the owners."""
    form, before = AskForm(request.POST if request.method == "POST" else None), asked_of(draft)
    if before is None:
        del form.fields["note"]
        title, button = _("Ask the owners"), _("Ask them")
    else:
        title, button = _("Ask the owners again"), _("Ask them, and void what they said")
    act = Act(
        form=form, title=title, button=button, done=_("Asked; mails are sent."), back=_page_of(draft), template=FORM,
        context={"draft": draft, "before": before},
    )  # fmt: skip
    return acted(
        request, act,
        lambda: actions.ask_owners(
            draft, note=form.cleaned_data.get("note", ""), by=request.user, now=clock.now()
        ),
    )  # fmt: skip


@permitted("publication.publish", draft_seen_by)
def publish_edition(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """Publish what the owners approved."""
    asked = asked_of(draft)
    standing = standing_on(asked) if asked else None
    effect = standing.effect if standing else None
    initial = {"in_force_on": effect.effective_on if effect else (standing and standing.approved_on)}
    form = PublishForm(request.POST or None, initial=initial)
    act = Act(
        form=form, title=_("Publish the edition"), button=_("Publish"), back=_page_of(draft), template=FORM,
        done=_("It is published; its files are being written."), context={"draft": draft, "before": asked},
    )  # fmt: skip
    return acted(request, act, lambda: actions.publish(draft, form.terms(), by=request.user, now=clock.now()))


def _page_of(draft: Draft) -> str:
    return reverse("draft", kwargs={"draft": draft.public_id})

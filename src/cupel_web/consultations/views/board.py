"""The board of disposition: every comment that counts, filtered, sorted, and chosen for acts on many."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Choices
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cupel_web.consultations.forms.fields import country_name
from cupel_web.consultations.models import CommentVersion, Consultation
from cupel_web.consultations.models.comment import Way
from cupel_web.consultations.models.disposition import Answer, Decision, Workflow
from cupel_web.consultations.models.submission import Category
from cupel_web.consultations.queries import comments, finding, texts
from cupel_web.consultations.queries.board import NOBODY, NONE, PARTS, Board, Wanted, board
from cupel_web.consultations.queries.dispositions import last_facts
from cupel_web.consultations.states import Step
from cupel_web.consultations.views.public import about
from cupel_web.kernel.access import SignedInRequest, may, permitted
from cupel_web.kernel.languages import language_name
from cupel_web.kernel.lists import asked, paged
from cupel_web.kernel.models import User

ME, TICKED = "me", "ticked"
FIRST = ("clause", "state", "decision", "assignee")
"""Parts that are always in sight; the others are under *More*."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A part of the filter: its name in the address, its label, its values with their words and numbers, the chosen
    one.
    """

    name: str
    label: str
    options: list[tuple[str, str, int]]
    value: str


@dataclass(frozen=True, kw_only=True)
class Chip:
    """Something that restricts the list, and the address without it."""

    label: str
    value: str
    without: str


@permitted("consultations.read_comments", finding.consultation_inside)
@require_GET
def all_comments(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Every comment that counts, with who sent it, what may be published of it, and what became of it."""
    wanted = wanted_by(request)
    found = board(consultation, wanted)
    choices = choices_of(request, consultation, found)
    page = paged(request, found.entries)
    context = {
        **about(consultation),
        "page": page,
        "rows": _rows(consultation, [entry.version for entry in page]),
        "first": [each for each in choices if each.name in FIRST],
        "more": [each for each in choices if each.name not in FIRST],
        "is_narrow": any(each.value for each in choices if each.name not in FIRST),
        "chips": chips(request, choices),
        "text": wanted.text,
        "sort": wanted.sort,
        "sorts": [("", _("number")), ("clause", _("clause")), ("from", _("sender")), ("work", _("newest work first"))],
        "here": query_of(request).urlencode(),
        "disposes": Step.DISPOSITION in consultation.done,
        "agrees": may(request, "consultations.agree", consultation),
        "numbers": comments.counts([consultation]).get(consultation.pk, (0, 0)),
        "to_place": comments.number_unplaced([consultation]).get(consultation.pk, 0),
    }
    return render(request, "consultations/comments.html", context)


def wanted_by(request: HttpRequest) -> Wanted:
    """What the address asks for."""
    parts = {part: value for part in PARTS if (value := asked(request, part))}
    if parts.get("assignee") == ME and isinstance(request.user, User):
        parts["assignee"] = request.user.public_id
    ticked = frozenset(request.GET.getlist("comment")) if asked(request, "only") == TICKED else None
    return Wanted(parts=parts, text=asked(request, "text"), sort=asked(request, "sort"), ticked=ticked)


def query_of(request: HttpRequest) -> QueryDict:
    """The filter and order of the address, without page and ticked rows: what keeps it on the way to other pages."""
    kept = QueryDict(mutable=True)
    for name in (*PARTS, "text", "sort"):
        if value := asked(request, name):
            kept[name] = value
    return kept


def choices_of(request: SignedInRequest, consultation: Consultation, found: Board) -> list[Choice]:
    """Every part of the filter with the values there are, each with how many comments it would leave."""
    chosen, words = query_of(request), _words(consultation, found)
    mine = request.user.public_id
    choices = []
    for part, (label, known) in words.items():
        counts = found.counts[part]
        options = [(value, word, counts[value]) for value, word in known.items()]
        if part == "assignee":
            options.insert(0, (ME, _("me"), counts[mine]))
        value = chosen.get(part, "")
        shown = [each for each in options if each[2] or each[0] == value]
        choices.append(Choice(name=part, label=label, options=shown, value=value))
    return choices


def chips(request: HttpRequest, choices: list[Choice]) -> list[Chip]:
    """What restricts the list, one by one."""
    found = [
        Chip(label=each.label, value=next((word for code, word, _n in each.options if code == each.value), each.value),
             without=_without(request, each.name))
        for each in choices if each.value
    ]  # fmt: skip
    text = asked(request, "text")
    return [*([Chip(label=_("contains"), value=text, without=_without(request, "text"))] if text else []), *found]


def _without(request: HttpRequest, name: str) -> str:
    query = query_of(request)
    query.pop(name, None)
    return f"?{query.urlencode()}"


def _rows(consultation: Consultation, versions: list[int]) -> list[tuple[CommentVersion, str, Any]]:
    """The rows of a page: the comment, its clause, what became of it."""
    known = {each.pk: each for each in comments.current(consultation).filter(pk__in=versions)}
    shown = [known[key] for key in versions if key in known]
    facts = last_facts([version.comment for version in shown]).prefetch_related("remarks")
    work = {fact.comment_id: fact for fact in facts}
    names = dict(texts.clause_choices(consultation))
    return [(each, names.get(comments.placed_on(each), ""), work.get(each.comment_id)) for each in shown]


def _words(consultation: Consultation, found: Board) -> dict[str, tuple[str, dict[str, str]]]:
    """By part its label, and the words of its values in the order in which they are offered."""
    people = User.objects.filter(public_id__in=[each for each in found.counts["assignee"] if each != NOBODY])
    not_said = {NONE: _("not said")}
    countries = {code: country_name(code) for code in found.counts["country"] if code != NONE}
    languages = {code: language_name(code) for code in found.counts["language"] if code != NONE}
    clauses = {NONE: _("not sure"), "general": _("the whole text"), **dict(texts.clause_choices(consultation))}
    return {
        "clause": (_("Clause"), clauses),
        "state": (_("Work"), _labels(Workflow)),
        "decision": (_("Decision"), {**_labels(Decision), NONE: _("none yet")}),
        "assignee": (_("Assigned to"), {NOBODY: _("nobody"), **{each.public_id: str(each) for each in people}}),
        "category": (_("Speaks for"), {**_labels(Category), **not_said}),
        "country": (_("Country"), {**dict(sorted(countries.items(), key=lambda each: each[1])), **not_said}),
        "language": (_("Language"), {**dict(sorted(languages.items(), key=lambda each: each[1])), **not_said}),
        "answer": (_("Commenter's answer"), _labels(Answer)),
        "cluster": (_("Says the same as others"), {"yes": _("yes"), "no": _("no")}),
        "way": (_("Came by"), _labels(Way)),
    }


def _labels(choices: type[Choices]) -> dict[str, str]:
    return {str(code): str(label) for code, label in choices.choices}

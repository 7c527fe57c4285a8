"""Clause texts on pages."""

import re

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cupel.standard import ClauseRevision, Edition, Standard, Texts, with_unit
from cupel.standard.edition import EditionOwner
from cupel_web.kernel import clock
from cupel_web.standards import queries
from cupel_web.standards.units import allowed, stated

register = template.Library()
SLOT = re.compile(r"\{([A-Za-z][A-Za-z0-9_]*)(?::[a-z]+)?\}")

LINEAGE = {
    "moved": gettext_lazy("moved"),
    "renumbered": gettext_lazy("renumbered"),
    "editorial": gettext_lazy("wording only"),
    "clarified": gettext_lazy("clarified"),
    "strengthened": gettext_lazy("strengthened"),
    "relaxed": gettext_lazy("relaxed"),
    "split": gettext_lazy("split"),
    "merged": gettext_lazy("merged"),
    "recast": gettext_lazy("recast"),
    "covered-by": gettext_lazy("covered by another"),
    "new": gettext_lazy("new"),
    "withdrawn": gettext_lazy("withdrawn"),
}
MARKS = {
    "S": gettext_lazy("source seen"),
    "C": gettext_lazy("computed from sources"),
    "M-high": gettext_lazy("from memory, likely"),
    "M-med": gettext_lazy("from memory, not verified"),
    "M-low": gettext_lazy("from memory, doubtful"),
    "P": gettext_lazy("chosen by this project"),
}
PARTS = {
    "title": gettext_lazy("Title"),
    "text": gettext_lazy("Text"),
    "guidance": gettext_lazy("Guidance"),
    "rationale": gettext_lazy("Why"),
}

register.filter("allowed", allowed)
register.filter("stated", stated)


@register.filter
def standing(edition: Edition) -> str:
    """How an edition stands today."""
    return queries.standing(edition, on=clock.today())


@register.filter
def words(texts: Texts) -> str:
    """A text of the standard in the language of the page."""
    return queries.words(texts)


@register.filter
def paragraphs(texts: Texts) -> SafeString:
    """A text of several paragraphs."""
    return mark_safe(linebreaks(queries.words(texts), autoescape=True))  # noqa: S308  (escaped by linebreaks)


@register.filter
def clause_text(revision: ClauseRevision) -> SafeString:
    """The requirement with the values of its parameters set in."""
    return mark_safe(linebreaks(_filled(queries.words(revision.text), revision)))  # noqa: S308  (escaped by _filled)


@register.filter
def message(text: str, revision: ClauseRevision) -> SafeString:
    """A check's sentence: parameters with their values, facts by name."""
    return mark_safe(_filled(text, revision))  # noqa: S308  (escaped by _filled)


@register.simple_tag
def retention(value: float, unit: str) -> str:
    """How long evidence is kept."""
    return with_unit(value, unit)


@register.filter
def dates_of(edition: Edition) -> list[tuple[object, object]]:
    """The dates an edition records, in the order of its life."""
    names = {
        "adopted": _("adopted"),
        "published": _("published"),
        "launched": _("launched"),
        "effective": _("effective"),
        "transition_until": _("transition until"),
    }
    return [(word, when) for name, word in names.items() if (when := getattr(edition.dates, name)) is not None]


@register.filter
def owner_name(owner: EditionOwner, standard: Standard) -> str:
    """The name of an edition's owner."""
    return next((known.name for known in standard.owners if known.key == owner.owner), owner.owner)


@register.filter
def lineage_word(kind: str) -> object:
    """What became of a clause."""
    return LINEAGE.get(kind, kind)


@register.filter
def mark_words(mark: str) -> object:
    """How sure a recorded date is."""
    return MARKS.get(mark, mark)


@register.filter
def part_word(part: str) -> str:
    """``text/en`` as the part's name, with the language where it is not English."""
    name, _slash, language = part.partition("/")
    word = str(PARTS.get(name, name))
    return word if language in ("", "en") else f"{word} ({language})"


@register.simple_tag
def redline_url(standard: Standard, edition: Edition, other: Edition) -> str:
    """The redline between two editions, older one first."""
    old, new = sorted((edition.edition, other.edition))
    return reverse("redline", kwargs={"standard": standard.key, "old": old, "new": new})


def _filled(text: str, revision: ClauseRevision) -> str:
    def fill(match: re.Match[str]) -> str:
        parameter = revision.parameters.get(match[1])
        shown = stated(parameter) if parameter else match[1].replace("_", " ")
        return format_html('<span class="slot">{}</span>', shown)

    return SLOT.sub(fill, conditional_escape(text))

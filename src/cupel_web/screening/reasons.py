"""Codes of screening in the words of pages, and the reason that the evidence of a hit suggests for a verdict."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cupel.screening.evidence import CONFLICTS
from cupel.screening.memory import MATCH, NO_MATCH
from cupel_web.screening.models import Hit

VERDICTS: dict[str, Promise] = {"match": _("match"), "no match": _("no match"), "unsure": _("unsure")}
REASONS: dict[str, Promise] = {
    "same party": _("the same party"),
    "other name": _("another name"),
    "other birth": _("another date of birth"),
    "other country": _("another country"),
    "other kind": _("another kind of party"),
    "other number": _("another number"),
    "not enough known": _("not enough is known"),
    "imported": _("brought from a file"),
}
FEATURES: dict[str, Promise] = {
    "identifier": _("number"),
    "birth": _("birth"),
    "country": _("country"),
    "kind": _("kind"),
    "address": _("address"),
}
AGREEMENTS: dict[str, Promise] = {"agrees": _("agrees"), "conflicts": _("conflicts"), "": _("not known")}
GROUPS: dict[str, Promise] = {
    "entity": _("kind"),
    "name": _("names"),
    "identifier": _("numbers"),
    "birth": _("dates of birth"),
    "place": _("places"),
    "relations": _("relations"),
}
CHANGES: dict[str, Promise] = {
    "appeared": _("new"),
    "altered": _("altered"),
    "re-opened": _("open again"),
    "vanished": _("gone"),
}
ENTRY_CHANGES: dict[str, Promise] = {"added": _("added"), "removed": _("removed"), "changed": _("changed")}
POINTS: dict[str, Promise] = {**FEATURES, "name": _("names alike"), "rarity": _("rarity of the name"),
    "weak alias": _("weak alias")}  # fmt: skip
ALIASES: dict[str, Promise] = {
    "primary": _("primary name"),
    "alias": _("alias"),
    "former": _("former name"),
    "weak alias": _("weak alias"),
    "maiden": _("maiden name"),
}
KINDS: dict[str, Promise] = {
    "person": _("person"),
    "organisation": _("organisation"),
    "vessel": _("vessel"),
    "aircraft": _("aircraft"),
    "unknown": _("unknown"),
}
ROLES: dict[str, Promise] = {
    "birth": _("place of birth"),
    "address": _("address"),
    "nationality": _("nationality"),
    "registration": _("registration"),
    "flag": _("flag"),
}
ANSWERS: dict[str, Promise] = {
    "owned": _("owned"),
    "possible": _("owned if hits are matches"),
    "unknown": _("unknown"),
    "less": _("less than half"),
}
OWNERS: dict[str, Promise] = {"listed": _("listed"), "hit not decided": _("hit not decided")}

EFFECTS: dict[str, Promise] = {
    "row left out": _("row left out"),
    "cell left out": _("cell left out"),
    "read as it stands": _("read as it stands"),
}

AGAINST = (("identifier", "other number"), ("birth", "other birth"), ("kind", "other kind"),
    ("country", "other country"))  # fmt: skip
"""What speaks against a hit, gravest first, with the reason that it gives."""


def suggested(hit: Hit, verdict: str) -> str:
    """The reason code that goes without saying for a verdict."""
    if verdict == MATCH:
        return "same party"
    if verdict != NO_MATCH:
        return "not enough known"
    return next((reason for feature, reason in AGAINST if getattr(hit, feature) == CONFLICTS), "other name")

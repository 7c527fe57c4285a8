"""Bars drawn on the server: readable without JavaScript, with a table beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy, ngettext

from cupel_web.diligence.queries.origins import Origin

FULL = 1000
"""Length of the longest bar in units of the drawing."""

KINDS = {
    "mine": gettext_lazy("mine"),
    "region": gettext_lazy("region"),
    "recycled": gettext_lazy("recycled material"),
    "undeclared": gettext_lazy("origin not declared"),
    "legacy": gettext_lazy("stock from before the books"),
    "unknown": gettext_lazy("unknown"),
}


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar with its label; ``length`` in units of the drawing, at most :data:`FULL`."""

    label: str
    share: float
    length: float
    kind: str

    @property
    def state(self) -> str:
        """The state that the bar's colour stands for, where it needs a word."""
        return self.kind if self.kind in ("listed", "unknown") else ""


def bars(origins: Sequence[Origin], *, limit: int) -> list[Bar]:
    """The largest origins as bars, and all others together as the last one."""
    shown = [(origin_label(origin), origin.share, _kind(origin)) for origin in origins[:limit]]
    if rest := origins[limit:]:
        text = ngettext("%(count)s other", "%(count)s others", len(rest)) % {"count": len(rest)}
        shown.append((text, sum(origin.share for origin in rest), "rest"))
    longest = max((share for _label, share, _kind in shown), default=0.0) or 1.0
    return [
        Bar(label=label, share=share, length=round(FULL * share / longest, 1), kind=kind)
        for label, share, kind in shown
    ]


def origin_label(origin: Origin) -> str:
    """The place in words: the mine's name, else the region, else the kind of not knowing it."""
    place = origin.name or origin.site or origin.region or origin.country
    if place is None:
        return str(KINDS.get(origin.kind, origin.kind))
    where = origin.region or origin.country
    return f"{place}, {where}" if where and where != place else place


def origin_name(origin: Origin) -> str:
    """The name of the place alone, where the larger place has a column of its own."""
    return origin.name or origin.site or str(KINDS.get(origin.kind, origin.kind))


def _kind(origin: Origin) -> str:
    if origin.listed:
        return "listed"
    return "unknown" if origin.listed is None and origin.kind != "recycled" else "known"

"""What the plants took in, metal by metal: how much, and the shares that matter."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from cupel_web.diligence.folders import outputs_of
from cupel_web.diligence.models import Run
from cupel_web.diligence.queries.origins import Origin


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A metal that plants charged: contained mass in grams, and shares of it as fractions.

    The listed share is an interval: what is certain, and what is possible because an unknown origin may be listed.
    """

    metal: str
    mass_g: int
    listed_certain: float
    listed_possible: float
    recycled: float
    unknown: float

    @property
    def parts(self) -> list[tuple[str, float, float]]:
        """Kind, start and length of each part of the whole; together they are 1."""
        lengths = {
            "listed": self.listed_certain,
            "maybe": max(self.listed_possible - self.listed_certain, 0.0),
            "known": max(1 - self.listed_possible - self.recycled, 0.0),
            "recycled": self.recycled,
        }
        starts = [sum(list(lengths.values())[:number]) for number in range(len(lengths))]
        return [(kind, start, length) for start, (kind, length) in zip(starts, lengths.items(), strict=True)]


def taken_in(run: Run) -> list[Taken]:
    """Every metal of a run, the one with most mass first."""
    path = outputs_of(run) / "summary.json"
    metals = json.loads(path.read_text()).get("metals", {}) if path.is_file() else {}
    found = [
        Taken(
            metal=metal,
            mass_g=shares["input_g"],
            listed_certain=shares["listed_certain"],
            listed_possible=shares["listed_possible"],
            recycled=shares["recycled"],
            unknown=shares["unknown"],
        )
        for metal, shares in metals.items()
        if shares["input_g"]
    ]
    return sorted(found, key=lambda taken: (-taken.mass_g, taken.metal))


def taken_of(metal: str, origins: Iterable[Origin]) -> Taken:
    """The same of a choice of origins of one metal."""
    shown = list(origins)
    certain = sum(origin.share for origin in shown if origin.listed)
    open_ = sum(origin.share for origin in shown if origin.listed is None and origin.kind != "recycled")
    return Taken(
        metal=metal,
        mass_g=sum(origin.mass_g for origin in shown),
        listed_certain=certain,
        listed_possible=certain + open_,
        recycled=sum(origin.share for origin in shown if origin.kind == "recycled"),
        unknown=sum(origin.share for origin in shown if not origin.is_known),
    )

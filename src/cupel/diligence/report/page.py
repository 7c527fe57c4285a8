"""Putting the report together."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cupel.diligence import words
from cupel.diligence.report.downstream import Ranked, Reach, most_touched, reaches
from cupel.diligence.report.figures import MetalShares, judged, main_metals, metal_shares, plants, tallies
from cupel.diligence.report.flags import CheckResult, by_severity, check_results
from cupel.diligence.report.origin_bars import Ranking, rankings
from cupel.diligence.report.unknowns import missing_facts
from cupel.messages import _, ngettext
from cupel.standard import text_in
from cupel.templates import environment

if TYPE_CHECKING:
    from cupel.diligence.run import Results

PLANTS_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Downstream:
    """Where flagged metal of one metal went."""

    metal: str
    reaches: list[Reach]
    customers: list[Ranked]
    plants: list[Ranked]


def write_report(results: "Results", path: Path) -> None:
    """Write the report of a run: one HTML file, whole without network and scripts; the same results, the same bytes."""
    names = words.names_of(results.names)
    text = environment("cupel.diligence").get_template("report.html").render(page(results, names))
    path.write_text(text, encoding="utf-8")


def page(results: "Results", names: words.Names) -> dict[str, Any]:
    """What the template shows."""
    checks = check_results(results, names)
    shares = metal_shares(results)
    main = main_metals(shares)
    return {
        "title": _title(plants(results.origins, names)),
        "edition": results.edition,
        "edition_title": text_in(results.edition.title),
        "manifest": results.manifest,
        "summary": results.summary,
        "intake": results.manifest["intake"],
        "judged": judged(results),
        "tallies": tallies(results.summary),
        "shares": shares,
        "origins": _origins(results, shares, names),
        "checks": checks,
        "flagged": list(by_severity(checks)),
        "downstream": [_downstream(results, checks, metal, names) for metal in main],
        "missing": missing_facts(results, names),
        "words": words,
    }


def _title(plants: list[str]) -> str:
    others = len(plants) - PLANTS_NAMED
    if others > 0:
        more = ngettext("{n} other plant", "{n} other plants", others).format(n=words.count(others))
        return words.listing([*plants[:PLANTS_NAMED], more])
    return words.listing(plants) or _("Books without a plant")


def _origins(
    results: "Results", shares: list[MetalShares], names: words.Names
) -> list[tuple[MetalShares, list[Ranking]]]:
    covered = [each for each in shares if each.covered]
    return [(each, rankings(results.origins, metal=each.metal, names=names)) for each in covered]


def _downstream(results: "Results", checks: list[CheckResult], metal: str, names: words.Names) -> Downstream:
    return Downstream(
        metal=metal,
        reaches=reaches(results, checks, metal=metal, names=names),
        customers=most_touched(results, checks, metal=metal, target_type="customer", names=names),
        plants=most_touched(results, checks, metal=metal, target_type="site-metal-period", names=names),
    )

"""Putting the report together."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl

from cupel.messages import _
from cupel.screening import sentences
from cupel.screening.beside import Results, own_tables, quarantine, skipped
from cupel.screening.memory import AWAITING, CLEARED, CONFIRMED, ESCALATED, OPEN
from cupel.screening.name_marks import Marked, marked
from cupel.screening.owners import LISTED, NOT_LISTED, UNKNOWN
from cupel.screening.report import figures
from cupel.screening.second_opinion import GREY_BELOW
from cupel.screening.told import ToldHit
from cupel.screening.tuning import MINUTES_PER_HIT
from cupel.templates import environment

HITS_SHOWN = 200
ROWS_SHOWN = 100
FACTS_SHOWN = 12
REMARKS_CHARACTERS = 400


def write_report(found: Results, path: Path) -> None:
    """Write one HTML file, whole without network and scripts; the same results, the same bytes."""
    shown = page(found)
    path.write_text(environment("cupel.screening").get_template("screening.html").render(shown), encoding="utf-8")


def page(found: Results) -> dict[str, Any]:
    """What the template shows."""
    screening, told, load = found.screening, found.told, found.load
    bands, unread, owned = figures.bands(screening), quarantine(screening, found.beside), found.beside.owned
    tables = own_tables(screening, found.beside)
    return {
        "asked": screening.asked,
        "numbers": figures.numbers(screening),
        "bands": bands,
        "bars": figures.bars(bands),
        "bar_width": figures.WIDTH,
        "tallest": figures.TALLEST,
        "steps": figures.steps(load),
        "load": load,
        "moved": [(each, figures.turns(each, threshold=load["threshold"])) for each in load["stability"]],
        "decided": [band for band in load["bands"] if band["decided"]],
        "minutes": MINUTES_PER_HIT,
        "hits": list(zip(told[:HITS_SHOWN], marked_names(told[:HITS_SHOWN]), strict=True)),
        "second": found.second,
        "grey_below": GREY_BELOW,
        "hits_left": max(0, len(told) - HITS_SHOWN),
        "lists": [_list(each) for each in screening.lists],
        "unscreenable": screening.unscreenable.head(ROWS_SHOWN).to_dicts(),
        "unscreenable_left": max(0, screening.unscreenable.height - ROWS_SHOWN),
        "quarantine": unread.head(ROWS_SHOWN).to_dicts(),
        "quarantine_left": max(0, unread.height - ROWS_SHOWN),
        "skipped": skipped(screening, found.beside),
        "owned": owned and figures.holders(owned, most=ROWS_SHOWN),
        "files": {name: sha256 for table in tables for name, sha256 in table.sha256.items()},
        "headings": {label: bound for table in tables for label, bound in table.headings.items()},
        "manifest": found.manifest,
        "words": WORDS,
    }


def marked_names(told: Sequence[ToldHit]) -> list[tuple[Marked, Marked]]:
    """Both names of each hit in pieces, words marked."""
    sides = (
        [(each.hit["subject_name"], each.ours["kind"]) for each in told],
        [(each.hit["listed_name"], each.theirs["kind"]) for each in told],
    )
    ours, theirs = (pl.DataFrame(side, schema={"name": pl.String, "kind": pl.String}, orient="row") for side in sides)
    return marked(ours, theirs, [each.explanation for each in told])


def _list(listed: Any) -> dict[str, Any]:
    quarantine = listed.quarantine
    return {
        "version": listed.version,
        "names": listed.name.height,
        "quarantine": quarantine.head(ROWS_SHOWN).to_dicts(),
        "left": max(0, quarantine.height - ROWS_SHOWN),
        "quarantined": quarantine.height,
    }


def state(code: str) -> str:
    """A state of a hit in words."""
    words = {
        OPEN: _("open"),
        CLEARED: _("no match, as decided"),
        CONFIRMED: _("match, as decided"),
        ESCALATED: _("unsure, passed on"),
        AWAITING: _("awaits a second reviewer"),
    }
    return words[code]


def owned_state(code: str) -> str:
    """Whether listed parties own a party, in words."""
    return {LISTED: _("counts as listed"), UNKNOWN: _("unknown"), NOT_LISTED: _("below the threshold")}[code]


def facts(profile: Mapping[str, Any], names: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """What is known of a party by heading, at most :data:`FACTS_SHOWN` of each; ``names``: shown elsewhere already."""
    others = [each["name"] for each in profile["names"] if each["name"] not in names]
    known = [
        (_("Number in the table"), [profile["id"]]),
        (_("Kind"), [profile["kind"]]),
        (_("Other names"), others),
        (_("Numbers"), [_number(each) for each in profile["numbers"]]),
        (_("Birth"), [sentences.days(each) for each in profile["births"]]),
        (_("Places"), [_place(each) for each in profile["places"]]),
        (_("Topic"), [profile.get("topic")]),
        (_("Programmes"), profile.get("programmes", [])),
        (_("Listed on"), [profile.get("listed_on")]),
        (_("Removed on"), [profile.get("delisted_on")]),
        (_("Remarks"), [_cut(profile.get("remarks"))]),
    ]
    return [(heading, _few([text for text in texts if text])) for heading, texts in known if any(texts)]


def _few(texts: list[str]) -> list[str]:
    left = len(texts) - FACTS_SHOWN
    return texts if left <= 0 else [*texts[:FACTS_SHOWN], _("and {n} more").format(n=figures.count(left))]


def _number(number: Mapping[str, str | None]) -> str:
    country = f" ({sentences.country_name(number['country'])})" if number["country"] else ""
    return f"{number['scheme']} {number['value']}{country}"


def _place(place: Mapping[str, str | None]) -> str:
    country = sentences.country_name(place["country"]) if place["country"] else None
    return f"{place['role']}: {', '.join(part for part in (place['text'], country) if part)}"


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= REMARKS_CHARACTERS else f"{text[:REMARKS_CHARACTERS]} …"


def points(hit: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The parts of a score with their points."""
    return [(part, f"{value:+.3f}") for part, value in sentences.contributions(hit)]


WORDS = SimpleNamespace(
    count=figures.count,
    state=state,
    owned_state=owned_state,
    facts=facts,
    points=points,
    word=sentences.word,
    alias=sentences.alias_kind,
)
"""What the template calls."""

"""Parties that listed parties own, as a screening's page and its files show them."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from cupel.screening.memory import OPEN
from cupel.screening.owned_columns import OWNED as COLUMNS
from cupel.sheets import SAVED_AT, Column, Pages, Table
from cupel_web.screening.folders import tables_of
from cupel_web.screening.models import Screening
from cupel_web.screening.ownership import LESS, answer, kept_in
from cupel_web.screening.reasons import ANSWERS, OWNERS

SHOWN = 50
STEPS_SHOWN = 12
HITS = dict.fromkeys(("subject_id", "list_id", "entity_id", "state"), pl.String)
HELD = 16
"""Most answers held ready in this process."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One holding of a path (:data:`cupel.screening.owned_columns.PATH`); ``hit``: the hit that makes the owner a
    listed one, by its public id."""

    holding: dict[str, Any]
    hit: str | None


@dataclass(frozen=True, kw_only=True)
class Owned:
    """A party with its ``answer``, the shares known and possible, the first steps of its path; ``more`` are left."""

    party: dict[str, Any]
    steps: list[Step]
    more: int


@dataclass(frozen=True, kw_only=True)
class Owners:
    """What a screening tells of owners. ``rows``: the first of ``flagged`` parties of which half or more is owned, or
    may be; ``less``: how many more are owned in part; ``holdings``: rows of the company's table; ``listed``: whether
    lists state holdings. Nothing was looked at where ``is_known`` is false.
    """

    is_known: bool = False
    holdings: int = 0
    left_out: int = 0
    listed: bool = False
    rows: list[Owned] = field(default_factory=list)
    flagged: int = 0
    less: int = 0

    @property
    def more(self) -> int:
        """Flagged parties that are not among ``rows``."""
        return self.flagged - len(self.rows)


def owners(screening: Screening, *, on: date) -> Owners:
    """Who is owned by listed parties on the screening's day, by the decisions that hold on the day ``on``."""
    known: dict[str, Any] | None = (screening.summary or {}).get("ownership")
    if known is None:
        return Owners()
    hits = _hits(screening, on=on)
    links = dict(hits.select("subject_id", "public_id").reverse().iter_rows())
    told = _answers(screening, hits)
    flagged = told.filter(pl.col("answer") != LESS)
    return Owners(
        is_known=True,
        rows=[_owned(row, links) for row in flagged.head(SHOWN).iter_rows(named=True)],
        flagged=flagged.height,
        less=told.height - flagged.height,
        **known,
    )


def as_json(screening: Screening, *, on: date) -> bytes:
    """All parties of which listed parties own a part, in the shape of the engine's ``owned.json``."""
    rows = _answers(screening, _hits(screening, on=on)).select(list(COLUMNS)).to_dicts()
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, indent=1).encode()


def as_workbook(screening: Screening, *, on: date) -> bytes:
    """The same for people: a sheet of parties, a sheet of the holdings that count."""
    import xlsxwriter

    told = _answers(screening, _hits(screening, on=on))
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": _("Owned by listed parties"), "created": SAVED_AT})
        pages = Pages(book)
        about = [(_("Screening"), str(screening)), (_("Decisions as of"), on.isoformat())]
        tables = [_parties(told), _holdings(told)]
        pages.write_about(_("Read me"), _("Owned by listed parties"), [*about, *((t.name, t.about) for t in tables)])
        for table in tables:
            pages.write(table)
    return content.getvalue()


def _answers(screening: Screening, hits: pl.DataFrame) -> pl.DataFrame:
    return _worked_out(tables_of(screening), tuple(hits.select(list(HITS)).iter_rows()), screening.on)


@lru_cache(maxsize=HELD)
def _worked_out(folder: Path, rows: tuple[tuple[str, ...], ...], on: date) -> pl.DataFrame:
    """By what it rests on: nothing is worked out again until somebody decides."""
    hits = pl.DataFrame(rows, schema=HITS, orient="row")
    kept = kept_in(folder, hits["subject_id"])
    if kept is None:
        return pl.DataFrame(schema={**{name: column.type for name, column in COLUMNS.items()}, "answer": pl.String})
    return answer(kept, hits, on=on)


def _hits(screening: Screening, *, on: date) -> pl.DataFrame:
    """The screening's hits in order, open again where their decision no longer holds."""
    names = ("subject_id", "watch_list__list_id", "entity_id", "state", "public_id", "expires_on")
    rows = screening.hits.order_by("place").values_list(*names)
    told = [(*row[:3], OPEN if row[5] and row[5] < on else row[3], row[4]) for row in rows]
    return pl.DataFrame(told, schema={**HITS, "public_id": pl.String}, orient="row")


def _owned(row: dict[str, Any], links: dict[str, str]) -> Owned:
    path = row.pop("path")
    return Owned(
        party=row,
        steps=[Step(holding=step, hit=_link(step, links)) for step in path[:STEPS_SHOWN]],
        more=max(len(path) - STEPS_SHOWN, 0),
    )


def _link(step: dict[str, Any], links: dict[str, str]) -> str | None:
    """The hit behind a listed owner; an entry of a list that owns something itself has none."""
    return links.get(step["owner_id"]) if step["owner"] and step["owner_list"] is None else None


def _parties(told: pl.DataFrame) -> Table:
    columns = (
        Column(title=_("Half or more is owned"), width=22),
        Column(title=_("Number of the party"), width=16),
        Column(title=_("Party"), width=36, kind="wrapped"),
        Column(title=_("Share known"), width=12, kind="share"),
        Column(title=_("Share possible"), width=14, kind="share"),
        Column(title=_("Who owns what"), width=100, kind="wrapped"),
    )
    names = ("answer", "party_id", "party_name", "known_share", "possible_share", "sentence")
    rows = ((str(ANSWERS[row[0]]), *row[1:]) for row in told.select(names).iter_rows())
    return Table(
        name=_("Owned"),
        about=_(
            "Parties of which listed parties own a part. Known: confirmed matches, holdings of known size. Possible: "
            "hits that nobody decided count as matches, holdings of unknown size as the whole."
        ),
        columns=columns,
        rows=rows,
    )


def _holdings(told: pl.DataFrame) -> Table:
    titles = (
        (_("Number of the party"), 16), (_("Owner"), 36), (_("Number of the owner"), 16), (_("List"), 14),
        (_("The owner is"), 18), (_("Owned"), 36), (_("Number of the owned one"), 16),
    )  # fmt: skip
    columns = (
        Column(title=_("Step"), width=7, kind="count"),
        *(Column(title=title, width=width) for title, width in titles),
        Column(title=_("Share"), width=10, kind="share"),
    )
    return Table(
        name=_("Holdings"),
        about=_("The holdings that count for each of these parties, nearest first."),
        columns=columns,
        rows=_steps(told),
    )


def _steps(told: pl.DataFrame) -> Iterator[tuple[str | int | float | None, ...]]:
    names = ("owner_name", "owner_id", "owner_list", "owner", "owned_name", "owned_id")
    for party, path in told.select("party_id", "path").iter_rows():
        for step in path:
            texts = {**step, "owner": str(OWNERS[step["owner"]]) if step["owner"] else None}
            yield (step["step"], party, *(texts[name] for name in names), step["share"])

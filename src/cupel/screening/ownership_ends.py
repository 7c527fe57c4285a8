"""Ends of holdings as parties: numbers for names, rows that say the same, ends that are no parties."""

import polars as pl

from cupel.chain.intake.sources.source import ROW
from cupel.chain.tables import polars_schema
from cupel.messages import _
from cupel.screening.party_cells import READ_AS_IT_STANDS, ROW_LEFT_OUT, VALUE_CHARACTERS
from cupel.screening.party_intake import FILE, QUARANTINE
from cupel.screening.records import Records

TABLE = "ownership"
ENDS = ("owner_id", "owned_id")
COLUMNS = tuple(polars_schema(TABLE))


def names_of(parties: Records) -> dict[str, set[str]]:
    """Numbers of parties by name, case and blanks aside."""
    found: dict[str, set[str]] = {}
    for number, name in parties.name.select("entity_id", "name").iter_rows():
        found.setdefault(_folded(name), set()).add(number)
    return found


def numbered(rows: pl.DataFrame, parties: Records, names: dict[str, set[str]]) -> pl.DataFrame:
    """Both ends as parties' numbers: a cell that is no number may be the name of one party."""
    numbers = set(parties.entity["entity_id"])
    written = {cell for end in ENDS for cell in rows[end].unique()} - numbers
    found = {cell: names.get(_folded(cell), set()) for cell in written}
    single = {cell: next(iter(ids)) for cell, ids in found.items() if len(ids) == 1}
    return rows.with_columns(pl.col(end).replace(single) for end in ENDS)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def said_once(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows without those that say what an earlier one says, and these as defects."""
    first = rows.group_by(COLUMNS, maintain_order=True).agg(_file=pl.col(FILE).first(), _first=pl.col(ROW).first())
    both = rows.join(
        first.rename({"_file": "_of"}), on=list(COLUMNS), nulls_equal=True, how="left", maintain_order="left"
    )
    is_first = (pl.col(FILE) == pl.col("_of")) & (pl.col(ROW) == pl.col("_first"))
    reason = pl.format(_("The row says the same as row {} of {} and is counted once."), "_first", "_of")
    nothing, again = pl.lit(None, pl.String), both.filter(~is_first)
    return both.filter(is_first).select(rows.columns), _noted(again, pl.lit(""), nothing, reason, ROW_LEFT_OUT)


def no_parties(
    rows: pl.DataFrame, parties: Records, names: dict[str, set[str]], headings: dict[str, dict[str, str]]
) -> pl.DataFrame:
    """Ends that are no parties: nothing says whether such an owner is listed, and the owned one may be misspelt."""
    reasons = {
        "owner_id": _("This owner is not among the parties, so it was not screened; add it to their table."),
        "owned_id": _("This is not among the parties; if it is one, write its number or name as their table does."),
    }
    twice = _("Several parties have this name, so none was taken; write the number.")
    parts = []
    for end, reason in reasons.items():
        strange = rows.filter(~pl.col(end).is_in(parties.entity["entity_id"].implode()))
        if end == "owned_id":
            strange = strange.filter(~pl.col(end).is_in(rows["owner_id"].implode()))
        several = [cell for cell in strange[end].unique() if _folded(cell) in names]
        why = pl.when(pl.col(end).is_in(several)).then(pl.lit(twice)).otherwise(pl.lit(reason))
        heading = pl.col(FILE).replace_strict({label: bound[end] for label, bound in headings.items()})
        parts.append(_noted(strange, heading, pl.col(end), why, READ_AS_IT_STANDS))
    return pl.concat(parts)


def _noted(rows: pl.DataFrame, column: pl.Expr, value: pl.Expr, reason: pl.Expr, effect: str) -> pl.DataFrame:
    return rows.select(
        file=FILE, row=ROW, column=column.cast(pl.String), value=value.str.slice(0, VALUE_CHARACTERS), reason=reason,
        effect=pl.lit(effect, QUARANTINE["effect"]),
    )  # fmt: skip

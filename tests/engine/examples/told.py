"""Tables as plain rows and the truth as sets, for oracles that share no code with the generator."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

Row = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """The canonical tables and the truth file of generated books."""

    tables: dict[str, pl.DataFrame]
    truth: pl.DataFrame

    def rows(self, table: str) -> list[Row]:
        """All rows of a table."""
        return self.tables[table].to_dicts()

    def by(self, table: str, column: str) -> dict[Any, list[Row]]:
        """The rows of a table by the value of a column."""
        found: dict[Any, list[Row]] = defaultdict(list)
        for row in self.rows(table):
            found[row[column]].append(row)
        return found

    def noted(self, code: str, *, trap: int = 0) -> set[str]:
        """The objects noted under a code: 0 findings, 1 near misses, 2 unknown."""
        chosen = self.truth.filter(pl.col("code") == code, pl.col("is_trap") == trap)
        return set(chosen["object_id"].to_list())

    @cached_property
    def lots(self) -> dict[str, Row]:
        """All lots by id."""
        return {row["lot_id"]: row for row in self.rows("lot")}

    @cached_property
    def mined(self) -> list[Row]:
        """Inbound lots of concentrate and ore."""
        return [row for row in self.rows("lot") if row["supplier_id"] and row["form"] in ("concentrate", "ore")]

    @cached_property
    def sites(self) -> dict[str, Row]:
        """All sites by id."""
        return {row["site_id"]: row for row in self.rows("site")}

    def declared_mine(self, lot: Row) -> Row | None:
        """The declared mine of a lot: by id, or by the name within the supplier's words."""
        if lot["declared_origin_site_id"]:
            return self.sites[lot["declared_origin_site_id"]]
        words = (lot["declared_origin_text"] or "").casefold()
        mines = [site for site in self.sites.values() if site["kind"] == "mine" and not site["parent_site_id"]]
        return next((site for site in mines if words and site["name"].casefold().removesuffix(" mine") in words), None)

"""Accepted rows while books are read: in memory up to a budget, beyond it in a scratch folder."""

from pathlib import Path

import polars as pl

from cupel.chain.intake.sources.source import ROW
from cupel.chain.tables import TABLES, metadata, polars_schema

SOURCE = "_source"
PLACE = (SOURCE, ROW)
BUDGET_BYTES = 256 << 20


def id_columns(table: str) -> list[str]:
    """The columns of ``table`` that hold its own number and those of other rows and events."""
    key = TABLES[table].primary_key()
    return [
        name
        for name, facts in metadata(table).items()
        if "refers" in facts or name == "event_id" or (name in key and name.endswith("_id"))
    ]


class Spool:
    """Rows per table with their place (:data:`PLACE`: number of the source, row in it), in the order they were read."""

    def __init__(self, scratch: Path, *, budget: int | None = None) -> None:
        self._scratch = scratch
        self._budget = BUDGET_BYTES if budget is None else budget
        self._held: dict[str, list[pl.DataFrame]] = {}
        self._spilt: dict[str, list[Path]] = {}
        self._dropped: dict[str, pl.DataFrame] = {}
        self._rejected: dict[str, list[pl.DataFrame]] = {}
        self.held_bytes = 0

    def append(self, table: str, rows: pl.DataFrame) -> None:
        """Take a batch of canonical rows that carry their :data:`PLACE`."""
        self._held.setdefault(table, []).append(rows)
        self.held_bytes += int(rows.estimated_size())
        if self.held_bytes > self._budget:
            self._spill()

    def reject(self, table: str, rows: pl.DataFrame) -> None:
        """Remember the ids of rows that were never accepted."""
        if rows.height:
            self._rejected.setdefault(table, []).append(rows.select(id_columns(table)))

    def drop(self, table: str, places: pl.DataFrame, *, remember: bool = True) -> None:
        """Leave out the accepted rows at ``places``; their ids are remembered unless the rows were repeated."""
        if places.is_empty():
            return
        wanted = places.select(PLACE).unique()
        if remember:
            self.reject(
                table, self.scan(table).join(wanted.lazy(), on=PLACE, how="semi").select(id_columns(table)).collect()
            )
        before = self._dropped.get(table)
        self._dropped[table] = pl.concat([before, wanted]) if before is not None else wanted

    def rejected_ids(self, table: str, column: str) -> pl.Series:
        """Ids in ``column`` of the rows of ``table`` that are not in the books; null where a row does not tell."""
        return pl.concat(
            [pl.Series(column, [], dtype=pl.String), *(rows[column] for rows in self._rejected.get(table, []))]
        )

    def scan(self, table: str) -> pl.LazyFrame:
        """All rows of ``table`` that were not dropped, with their place."""
        schema = {**polars_schema(table), SOURCE: pl.Int32(), ROW: pl.Int64()}
        parts = [pl.scan_ipc(path) for path in self._spilt.get(table, [])]
        parts += [frame.lazy() for frame in self._held.get(table, [])]
        rows = pl.concat([pl.LazyFrame(schema=schema), *(part.select(list(schema)) for part in parts)])
        dropped = self._dropped.get(table)
        return rows if dropped is None else rows.join(dropped.lazy(), on=PLACE, how="anti", maintain_order="left")

    def _spill(self) -> None:
        for table, frames in self._held.items():
            path = self._scratch / f"{table}-{len(self._spilt.get(table, []))}.arrow"
            pl.concat(frames).write_ipc(path, compression="lz4")
            self._spilt.setdefault(table, []).append(path)
        self._held.clear()
        self.held_bytes = 0

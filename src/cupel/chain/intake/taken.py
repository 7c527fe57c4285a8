"""Sources that were recognised as tables, and those that were not."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from cupel.chain.intake.conventions import Conventions
from cupel.chain.intake.folder import Skipped
from cupel.chain.intake.mapping import ChainMapping
from cupel.chain.intake.recognise import Recognised, candidates
from cupel.chain.intake.sources.source import Source
from cupel.messages import _

Candidates = list[Recognised]
"""Tables that a source could be, best first."""

EARLIER = -1
"""Number of the source that stands for an earlier snapshot."""


@dataclass
class Taken:
    """A source recognised as a table: its number among the sources, and what reading it gave."""

    number: int
    source: Source
    found: Recognised
    conventions: Conventions = field(default_factory=Conventions)
    rows: int = 0

    @property
    def table(self) -> str:
        """The table it holds."""
        return self.found.table


def best_mapping(sources: Iterable[Source], mappings: Iterable[ChainMapping]) -> tuple[ChainMapping, list[Candidates]]:
    """The mapping under which most headings of ``sources`` find a column, and each source's candidates under it."""
    found = [(mapping, [candidates(source, mapping) for source in sources]) for mapping in mappings]
    return max(found, key=lambda one: sum(_bound(tables) for tables in one[1]))


def _bound(tables: Candidates) -> int:
    return len(tables[0].bindings) if tables and not tables[0].missing else 0


def sorted_out(sources: Iterable[Source], found: Iterable[Candidates]) -> tuple[list[Taken], list[Skipped]]:
    """Sources whose table is plain, numbered, and those of which it is not, with the reason."""
    taken: list[Taken] = []
    skipped: list[Skipped] = []
    for source, tables in zip(sources, found, strict=True):
        reason = _obstacle(tables)
        if reason:
            skipped.append(Skipped(source.label, reason))
        else:
            taken.append(Taken(len(taken), source, tables[0]))
    return taken, skipped


def headings_of(taken: Iterable[Taken]) -> pl.DataFrame:
    """The company's heading of every bound column, by source number."""
    rows = [
        {"_source": one.number, "column": binding.column, "own": binding.heading or binding.column}
        for one in taken
        for binding in one.found.bindings
    ]
    return pl.DataFrame(rows, schema={"_source": pl.Int32, "column": pl.String, "own": pl.String})


def _obstacle(found: Candidates) -> str | None:
    if not found:
        return _("no table has these headings; name the file after its table, or give a mapping")
    best = found[0]
    if best.missing:
        message = _("looks like the table '{table}' but has no heading for: {columns}").format(
            table=best.table, columns=", ".join(best.missing)
        )
        unitless = (
            _("; no unit is stated in: {headings}").format(headings=", ".join(best.unitless)) if best.unitless else ""
        )
        return message + unitless
    if len(found) > 1 and found[1].score == best.score:
        tables = ", ".join(one.table for one in found if one.score == best.score)
        return _("could be any of: {tables}; name the file after its table, or give a mapping").format(tables=tables)
    return None

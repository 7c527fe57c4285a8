"""Which table a file holds, and which of its headings is which column."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cupel.chain.intake.headings import Heading, parse_heading
from cupel.chain.intake.mapping import ChainMapping, ColumnRule, TableRule
from cupel.chain.intake.sources.source import Source
from cupel.chain.tables import METALS, TABLES, metadata
from cupel.chain.units import GRADE, SCALES
from cupel.sheets import plain


@dataclass(frozen=True)
class Binding:
    """One column and where it comes from: a heading or a constant. ``factor`` turns its unit into the column's own.

    Where ``unit_heading`` is set, the unit of each cell stands in that column instead. A ``grade`` is metal per dry
    mass, from which the column's grams follow.
    """

    column: str
    heading: str | None
    values: Mapping[str, str]
    factor: Fraction = Fraction(1)
    unit_heading: str | None = None
    constant: str | None = None
    grade: bool = False


@dataclass(frozen=True)
class Recognised:
    """A table found in a source. ``missing`` required columns have no heading; ``unitless`` headings state no unit."""

    table: str
    bindings: tuple[Binding, ...]
    named: bool
    missing: tuple[str, ...]
    unitless: tuple[str, ...]
    unbound: tuple[str, ...]

    @property
    def score(self) -> tuple[bool, bool, int]:
        """Greater is better: named by the file, complete, number of headings that found a column."""
        return self.named, not self.missing, len({one.heading for one in self.bindings if one.heading})


def candidates(source: Source, mapping: ChainMapping) -> list[Recognised]:
    """Every table that ``source`` could be under ``mapping``, best first.

    A table that lacks required columns is among them only where the file's name, or the file itself, says so.
    """
    headings = [parse_heading(text) for text in source.headings]
    tables: Iterable[str] = [source.table] if source.table in TABLES else TABLES
    found = [_recognise(table, mapping.tables[table], headings, stem=source.stem) for table in tables]
    usable = [one for one in found if one.bindings and (one.named or not one.missing or source.table)]
    return sorted(usable, key=lambda one: one.score, reverse=True)


def _recognise(table: str, rule: TableRule, headings: list[Heading], *, stem: str) -> Recognised:
    columns, facts = TABLES[table].columns(), metadata(table)
    bindings: dict[str, Binding] = {}
    unitless: list[str] = []
    for column in columns:
        column_rule = rule.columns.get(column, ColumnRule())
        unit = str(facts[column].get("unit", ""))
        bound = _bound(column, column_rule, headings, unit=unit)
        if not isinstance(bound, Binding) and table == "receipt" and column.removesuffix("_g") in METALS:
            bound = _graded(column, column_rule, headings) or bound
        if isinstance(bound, Binding):
            bindings[column] = bound
        elif bound:
            unitless.append(bound)
    used = {heading for one in bindings.values() for heading in (one.heading, one.unit_heading)}
    return Recognised(
        table=table,
        bindings=tuple(bindings.values()),
        named=_named(stem, (table, *rule.files)),
        missing=tuple(name for name, column in columns.items() if not column.nullable and name not in bindings),
        unitless=tuple(unitless),
        unbound=tuple(heading.text for heading in headings if heading.text not in used),
    )


def _named(stem: str, words: Iterable[str]) -> bool:
    """Whether a file's name is one of ``words``, digits aside: ``receipts_2024-03`` is named after receipts."""
    letters = "".join(character for character in plain(stem) if not character.isdigit())
    return letters in {plain(word) for word in words}


def _bound(column: str, rule: ColumnRule, headings: list[Heading], *, unit: str) -> Binding | str | None:
    """The binding of ``column``; else a heading that would fit if it stated its unit; else nothing."""
    bare: str | None = None
    scales = SCALES.get(unit)
    for name in (*rule.headings, column):
        for heading in headings:
            if scales is None and heading.key == plain(name):
                return Binding(column, heading.text, rule.values)
            if scales is not None and _same(heading, name):
                measured = _measured(column, rule, headings, heading, scales=scales)
                if measured:
                    return measured
                bare = bare or (None if heading.unit else heading.text)
    if rule.constant is not None:
        return Binding(column, None, rule.values, constant=rule.constant)
    return bare


def _same(heading: Heading, name: str) -> bool:
    """Whether a heading is ``name``, with or without a unit in either."""
    return heading.key == plain(name) or heading.base in {plain(name), parse_heading(name).base}


def _measured(
    column: str, rule: ColumnRule, headings: list[Heading], heading: Heading, *, scales: Mapping[str, Fraction]
) -> Binding | None:
    """The binding of a measured column, if the unit of ``heading`` is known and one of the column's."""
    beside = _present(rule.unit_from, headings)
    if beside and not heading.unit:
        return Binding(column, heading.text, rule.values, unit_heading=beside)
    unit = heading.unit or rule.unit or ("1" if "1" in scales else None)
    factor = scales.get(unit or "")
    return None if factor is None else Binding(column, heading.text, rule.values, factor=factor)


def _graded(column: str, rule: ColumnRule, headings: list[Heading]) -> Binding | None:
    """The binding of a metal that a ticket states as a grade, such as ``Cu %``."""
    for name in (*rule.headings, column):
        for heading in headings:
            factor = GRADE.get(heading.unit or "") if heading.base in {plain(name), parse_heading(name).base} else None
            if factor is not None:
                return Binding(column, heading.text, rule.values, factor=factor, grade=True)
    return None


def _present(names: Iterable[str], headings: list[Heading]) -> str | None:
    texts = {heading.key: heading.text for heading in headings}
    return next((texts[plain(name)] for name in names if plain(name) in texts), None)

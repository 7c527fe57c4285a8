"""From raw rows to canonical ones: every cell read into its column's type, every cell that cannot be is a defect."""

from collections.abc import Iterator
from dataclasses import dataclass

import dataframely as dy
import polars as pl

from cupel.chain.intake.cells import codes, numbers, times
from cupel.chain.intake.cells.ladder import unread
from cupel.chain.intake.contents import with_contents
from cupel.chain.intake.conventions import Conventions
from cupel.chain.intake.defects import DEFECTS
from cupel.chain.intake.recognise import Binding, Recognised
from cupel.chain.intake.sources.source import RAGGED, ROW
from cupel.chain.tables import TABLES
from cupel.chain.units import SCALES, unit_of
from cupel.messages import _

LOCAL_COLUMNS = ("at_local",)


@dataclass(frozen=True)
class Converted:
    """Canonical columns plus :data:`ROW` of all rows, and the defects found in them (:data:`DEFECTS`)."""

    frame: pl.DataFrame
    defects: pl.DataFrame


def convert(raw: pl.DataFrame, found: Recognised, *, conventions: Conventions) -> Converted:
    """The rows of ``raw`` as canonical columns: a cell that cannot be read is null there, and a defect."""
    bound = {binding.column: binding for binding in found.bindings}
    columns, defects = [raw[ROW]], list(_ragged(raw))
    for name, column in TABLES[found.table].columns().items():
        binding = bound.get(name)
        if binding is None:
            columns.append(_constant(None, column.dtype, raw.height).alias(name))
            continue
        cells = _cells(raw, binding)
        values = _read(cells, column, binding, conventions, units=_units(raw, binding))
        columns.append(values.alias(name))
        silent = unread(values, cells)
        if silent.len():
            trouble = _trouble(column, binding, conventions)
            defects.append(_defects(raw[ROW].gather(silent), cells.gather(silent), binding, trouble=trouble))
    frame = with_contents(pl.DataFrame(columns), raw, found, conventions=conventions)
    return Converted(frame, pl.concat([DEFECTS.to_frame(), *defects]))


def _constant(value: str | None, dtype: pl.DataType, height: int) -> pl.Series:
    return pl.Series([value], dtype=dtype).new_from_index(0, height)


def _cells(raw: pl.DataFrame, binding: Binding) -> pl.Series:
    return raw[binding.heading] if binding.heading else _constant(binding.constant, pl.String(), raw.height)


def _units(raw: pl.DataFrame, binding: Binding) -> pl.Series | None:
    return raw[binding.unit_heading] if binding.unit_heading else None


def _read(
    cells: pl.Series, column: dy.Column, binding: Binding, conventions: Conventions, *, units: pl.Series | None
) -> pl.Series:
    match column:
        case dy.Int64() if units is not None:
            values = _whole_by_unit(cells, units, unit=column, decimal=conventions.decimal)
        case dy.Int64():
            values = numbers.whole(cells, factor=binding.factor, decimal=conventions.decimal)
        case dy.Float64():
            values = numbers.real(cells, factor=binding.factor, decimal=conventions.decimal)
        case dy.Date():
            values = times.days(cells, order=conventions.dates)
        case dy.Datetime():
            values = times.instants(cells, order=conventions.dates, to_utc=binding.column not in LOCAL_COLUMNS)
        case dy.Bool():
            values = codes.flags(cells)
        case dy.Enum():
            values = codes.codes(cells, column.categories, words=binding.values)
        case _:
            values = codes.text(cells)
    return values


def _whole_by_unit(cells: pl.Series, units: pl.Series, *, unit: dy.Column, decimal: str | None) -> pl.Series:
    """Cells whose unit stands beside them; null where the unit is not one of the column's."""
    scales = SCALES[(unit.metadata or {})["unit"]]
    values = pl.Series([None], dtype=pl.Int64).new_from_index(0, cells.len())
    written = codes.text(units)
    for word in written.unique().drop_nulls().sort().to_list():
        spelt = unit_of(word)
        if spelt in scales:
            here = (written == word).arg_true()
            values = values.scatter(here, numbers.whole(cells.gather(here), factor=scales[spelt], decimal=decimal))
    return values


def _trouble(column: dy.Column, binding: Binding, conventions: Conventions) -> tuple[str, str | None]:
    """Code and detail of a cell of ``column`` that could not be read."""
    if isinstance(column, dy.Int64) and binding.unit_heading:
        return "no-unit", binding.unit_heading
    if isinstance(column, dy.Int64 | dy.Float64):
        return "not-a-number", _mark(conventions.decimal)
    if isinstance(column, dy.Enum):
        return "not-a-code", ", ".join(column.categories)
    codes_by_type = {dy.Date: "not-a-day", dy.Datetime: "not-an-instant", dy.Bool: "not-a-flag"}
    return codes_by_type[type(column)], None


def _mark(decimal: str | None) -> str:
    return {"point": _("decimal points"), "comma": _("decimal commas"), None: _("one reading")}[decimal]


def _defects(rows: pl.Series, cells: pl.Series, binding: Binding, *, trouble: tuple[str, str | None]) -> pl.DataFrame:
    code, detail = trouble
    return pl.DataFrame({ROW: rows, "value": cells.cast(pl.String)}).select(
        ROW,
        column=pl.lit(binding.column),
        heading=pl.lit(binding.heading or binding.column),
        code=pl.lit(code),
        value="value",
        detail=pl.lit(detail, dtype=pl.String),
    )


def _ragged(raw: pl.DataFrame) -> Iterator[pl.DataFrame]:
    if RAGGED not in raw.columns:
        return
    wrong = raw.filter(pl.col(RAGGED).is_not_null())
    if wrong.height:
        yield wrong.select(
            ROW,
            column=pl.lit(""),
            heading=pl.lit(""),
            code=pl.lit("ragged"),
            value=pl.col(RAGGED).cast(pl.String),
            detail=pl.lit(str(len(raw.columns) - 2)),
        )

"""Mappings: which headings, units and words of a company's files mean which column, unit and code of the engine.

A mapping is a YAML file (``mappings/*.yaml`` are shipped)::

    schema: cupel-mapping/1
    key: weighbridge-books
    title: {en: Books kept around weighbridge tickets}
    extends: business-headings          # optional: another shipped mapping
    dates: day-first                    # optional: how 03/04/2024 is meant
    decimal: comma                      # optional: how 1,234 is meant
    tables:
      lot:
        files: [lots, parcels]          # names that files and sheets have
        columns:
          lot_id: [lot no, parcel]      # headings, first one wins
          form: {headings: [kind], values: {cu_concentrate: concentrate}}
          gross_g: {headings: [quantity], unit_from: [unit]}
          dry_g: {headings: [dry weight], unit: t}
          declared_recycled: {constant: "false"}
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import dataframely as dy

from cupel.chain.tables import TABLES
from cupel.chain.units import unit_of
from cupel.errors import BooksError, Place
from cupel.messages import _
from cupel.sheets import plain

SCHEMA = "cupel-mapping/1"
SHIPPED = Path(__file__).parents[1] / "mappings"
DATE_ORDERS = ("day-first", "month-first")
DECIMALS = ("point", "comma")


@dataclass(frozen=True)
class ColumnRule:
    """Where one column comes from: headings (first one present wins), a unit, words for its codes, or a constant."""

    headings: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    unit: str | None = None
    unit_from: tuple[str, ...] = ()
    constant: str | None = None

    def over(self, base: "ColumnRule") -> "ColumnRule":
        """This rule with what it leaves open taken from ``base``."""
        return ColumnRule(
            headings=(*self.headings, *(name for name in base.headings if name not in self.headings)),
            values={**base.values, **self.values},
            unit=self.unit or base.unit,
            unit_from=self.unit_from or base.unit_from,
            constant=self.constant if self.constant is not None else base.constant,
        )


@dataclass(frozen=True)
class TableRule:
    """Names of the files that hold a table, and the rules of its columns."""

    files: tuple[str, ...] = ()
    columns: Mapping[str, ColumnRule] = field(default_factory=dict)


@dataclass(frozen=True)
class ChainMapping:
    """A whole mapping; ``sha256`` covers its file and those it extends."""

    key: str
    title: str
    tables: Mapping[str, TableRule]
    sha256: str
    dates: str | None = None
    decimal: str | None = None


@cache
def shipped_mappings() -> tuple[ChainMapping, ...]:
    """The mappings that come with the engine, the general one first."""
    mappings = [shipped_mapping(path) for path in sorted(SHIPPED.glob("*.yaml"))]
    return tuple(
        sorted(mappings, key=lambda mapping: (sum(len(rule.columns) for rule in mapping.tables.values()), mapping.key))
    )


def load_mapping(path: Path) -> ChainMapping:
    """The mapping of a YAML file. Raises :class:`~cupel.errors.BooksError` naming the place and the remedy."""
    data, text = _read_yaml(path)
    own = {name: _table_rule(name, rule, path=path) for name, rule in (data.get("tables") or {}).items()}
    base = _base(data.get("extends"), path=path)
    digest = hashlib.sha256(text.encode())
    if base:
        digest.update(base.sha256.encode())
    return ChainMapping(
        key=str(data.get("key") or path.stem),
        title=str((data.get("title") or {}).get("en", path.stem)),
        tables=_merged(own, base.tables if base else {}),
        sha256=digest.hexdigest(),
        dates=_choice(data, "dates", DATE_ORDERS, path=path),
        decimal=_choice(data, "decimal", DECIMALS, path=path),
    )


def _read_yaml(path: Path) -> tuple[dict[str, Any], str]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        text = path.read_text(encoding="utf-8")
        data = YAML(typ="safe", pure=True).load(text)
    except OSError as error:
        raise _refused(_("The mapping file cannot be read."), path=path) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = (mark.line + 1, mark.column + 1) if mark else None
        message = _("The mapping file is not valid YAML: {error}").format(error=error.problem or error.context)
        raise _refused(message, path=path, where=where) from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise _refused(_("The mapping file is not valid YAML: {error}").format(error=error), path=path) from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise _refused(_("The mapping file does not begin with 'schema: {schema}'.").format(schema=SCHEMA), path=path)
    return data, text


def _base(name: str | None, *, path: Path) -> ChainMapping | None:
    if name is None:
        return None
    file = SHIPPED / f"{Path(name).name}.yaml"
    if not file.is_file() or file.resolve() == path.resolve():
        raise _refused(_("There is no shipped mapping '{name}' to extend.").format(name=name), path=path, at="extends")
    return shipped_mapping(file)


@cache
def shipped_mapping(file: Path) -> ChainMapping:
    """A mapping that comes with the engine, read once."""
    return load_mapping(file)


def _table_rule(table: str, rule: Any, *, path: Path) -> TableRule:
    if table not in TABLES:
        raise _refused(_("There is no table '{table}'.").format(table=table), path=path, at=f"tables.{table}")
    known = TABLES[table].columns()
    columns = {}
    for column, given in ((rule or {}).get("columns") or {}).items():
        if column not in known:
            message = _("The table '{table}' has no column '{column}'.").format(table=table, column=column)
            raise _refused(message, path=path, at=f"tables.{table}.columns.{column}")
        at = f"tables.{table}.columns.{column}"
        columns[column] = _column_rule(given, path=path, at=at)
        _require_codes(known[column], columns[column], path=path, at=at)
    return TableRule(files=_words((rule or {}).get("files")), columns=columns)


def _column_rule(given: Any, *, path: Path, at: str) -> ColumnRule:
    if not isinstance(given, dict):
        return ColumnRule(headings=_words(given))
    foreign = set(given) - {"headings", "values", "unit", "unit_from", "constant"}
    if foreign:
        raise _refused(_("Unknown entry '{name}'.").format(name=sorted(foreign)[0]), path=path, at=at)
    unit = given.get("unit")
    if unit is not None and unit_of(str(unit)) is None:
        raise _refused(_("Unknown unit '{unit}'.").format(unit=unit), path=path, at=at)
    return ColumnRule(
        headings=_words(given.get("headings")),
        values={plain(str(word)): str(code) for word, code in (given.get("values") or {}).items()},
        unit=unit_of(str(unit)) if unit is not None else None,
        unit_from=_words(given.get("unit_from")),
        constant=str(given["constant"]) if given.get("constant") is not None else None,
    )


def _require_codes(column: dy.Column, rule: ColumnRule, *, path: Path, at: str) -> None:
    allowed = column.categories if isinstance(column, dy.Enum) else ()
    foreign = [code for code in rule.values.values() if code not in allowed]
    if foreign:
        message = _("'{code}' is not a code of this column; its codes are: {codes}.")
        raise _refused(message.format(code=foreign[0], codes=", ".join(allowed) or _("none")), path=path, at=at)


def _words(given: Any) -> tuple[str, ...]:
    return () if given is None else tuple(str(word) for word in (given if isinstance(given, list) else [given]))


def _choice(data: dict[str, Any], entry: str, allowed: tuple[str, ...], *, path: Path) -> str | None:
    value = data.get(entry)
    if value is not None and value not in allowed:
        message = _("'{entry}' is one of: {allowed}.").format(entry=entry, allowed=", ".join(allowed))
        raise _refused(message, path=path, at=entry)
    return None if value is None else str(value)


def _merged(own: Mapping[str, TableRule], base: Mapping[str, TableRule]) -> dict[str, TableRule]:
    return {table: TableRule(*_overlaid(own.get(table, TableRule()), base.get(table, TableRule()))) for table in TABLES}


def _overlaid(own: TableRule, base: TableRule) -> Iterator[Any]:
    yield (*own.files, *base.files)
    nothing = ColumnRule()
    names = {**base.columns, **own.columns}
    yield {name: own.columns.get(name, nothing).over(base.columns.get(name, nothing)) for name in names}


def _refused(message: str, *, path: Path, at: str | None = None, where: tuple[int, int] | None = None) -> BooksError:
    line, column = where or (_where(path, at) if at else None) or (None, None)
    return BooksError(
        message,
        code="bad-mapping",
        remedy=_("Correct the mapping file; the shipped ones in cupel/chain/mappings show every entry."),
        place=Place(file=path.name, line=line, column=column, path=at),
    )


def _where(path: Path, at: str) -> tuple[int, int] | None:
    """Line and column of the entry ``at`` (names joined by points), or of the nearest one above it."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    node, found = YAML(typ="rt").load(path), None
    for name in at.split("."):
        if not isinstance(node, CommentedMap) or name not in node:
            break
        line, column = node.lc.key(name)
        node, found = node[name], (line + 1, column + 1)
    return found

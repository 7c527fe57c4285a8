"""OFAC's SDN and consolidated lists as CSV: a primary file with its aliases, addresses and continued remarks.

The files have no heading row; ``-0-`` is an empty cell; remarks break off near 1,000 characters and go on in the
comments file. Source: OFAC, "Data specification for SDN and consolidated lists in ASCII formats".
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cupel.errors import Place
from cupel.messages import _
from cupel.screening.lists.delimited import Broken, rows
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.readers.linked import link_by_name
from cupel.screening.lists.readers.ofac_remarks import read_remarks
from cupel.screening.lists.record import Record, clean
from cupel.screening.lists.source import Format, Source


class FileSet(NamedTuple):
    """Names of the four files that belong together, in lower case."""

    primary: str
    aliases: str
    addresses: str
    comments: str


SETS = (
    FileSet("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"),
    FileSet("cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"),
)
PRIMARY_CELLS, ALIAS_CELLS, ADDRESS_CELLS, COMMENT_CELLS = 12, 5, 6, 2
LICENCE = "United States government work, public domain in the United States"
KINDS = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft"}
ALIAS_KINDS = {"aka": "alias", "fka": "former", "nka": "alias"}


def files_beside(path: Path) -> tuple[Path, ...]:
    """The files of OFAC's sets in a folder, or the set whose primary file ``path`` is."""
    folder = path if path.is_dir() else path.parent
    found = {file.name.lower(): file for file in sorted(folder.iterdir()) if file.is_file()}
    sets = SETS if path.is_dir() else [names for names in SETS if names.primary == path.name.lower()]
    if not sets:
        return (path,)
    return tuple(found[name] for names in sets for name in names if name in found)


def read(source: Source, gather: Gather) -> None:
    """Read every complete set; files without their primary file go into quarantine with one line each."""
    named = {file.name.lower(): file for file in source.files}
    sets = [names for names in SETS if names.primary in named]
    if not sets:
        _read_set({"primary": source.files[0]}, gather)
    for names in sets:
        _read_set({part: named[name] for part, name in names._asdict().items() if name in named}, gather)
    for names in SETS:
        for name in () if names in sets else names:
            if name in named:
                reason = _("not read: {primary} is not beside it").format(primary=names.primary)
                gather.reject(Place(file=name), reason, "")
    link_by_name(gather)


def _read_set(files: dict[str, Path], gather: Gather) -> None:
    comments = _comments(files["comments"], gather) if "comments" in files else {}
    for line, cells in _sound(files["primary"], PRIMARY_CELLS, gather, entity=True):
        record = _primary(cells, Record(clean(cells[0]), files["primary"].name, line))
        read_remarks(record, _value(cells[11]) + "".join(text for _line, text in comments.pop(cells[0].strip(), ())))
        gather.keep(record)
    for entity_id, more in comments.items():
        reason = _("continues the remarks of an entity that the list does not have")
        for line, text in more:
            gather.reject(Place(file=files["comments"].name, line=line, column="id"), reason, f"{entity_id}, {text}")
    if "aliases" in files:
        for line, cells in _sound(files["aliases"], ALIAS_CELLS, gather):
            _alias(cells, files["aliases"], line, gather)
    if "addresses" in files:
        for line, cells in _sound(files["addresses"], ADDRESS_CELLS, gather):
            _address(cells, files["addresses"], line, gather)


def _primary(cells: list[str], record: Record) -> Record:
    name, kind, programmes, title, call_sign, vessel_type, tonnage, gross, flag, owner = map(_value, cells[1:11])
    record.kind, record.topic = KINDS.get(kind.lower(), "organisation"), "sanction"
    add_name(record, name, "primary")
    record.add_programmes(*programmes.replace("] [", "; ").strip("[]").split("; "))
    record.add_identifier("Vessel Call Sign", call_sign)
    record.add_place("flag", country=flag)
    for key, value in (
        ("title", title),
        ("vessel type", vessel_type),
        ("tonnage", tonnage),
        ("gross tonnage", gross),
        ("vessel owner", owner),
    ):
        record.add_extra(key, value)
    return record


def add_name(record: Record, name: str, kind: str) -> None:
    """Add a name as OFAC writes it: "FAMILY, Given names" for persons."""
    family, comma, given = name.partition(",")
    if record.kind == "person" and comma:
        record.add_name(name, kind, family=family, given=given)
    else:
        record.add_name(name, kind)


def _alias(cells: list[str], file: Path, line: int, gather: Gather) -> None:
    record = _owner(cells, file, line, gather)
    if record:
        add_name(record, _value(cells[3]), ALIAS_KINDS.get(_value(cells[2]).lower(), "alias"))


def _address(cells: list[str], file: Path, line: int, gather: Gather) -> None:
    record = _owner(cells, file, line, gather)
    if record:
        street, city, country = map(_value, cells[2:5])
        record.add_place("address", country=country, text=", ".join(part for part in (street, city) if part))


def _owner(cells: list[str], file: Path, line: int, gather: Gather) -> Record | None:
    record = gather.record(cells[0].strip())
    if record is None:
        reason = _("belongs to an entity that the list does not have")
        gather.reject(Place(file=file.name, line=line, column="id"), reason, ", ".join(cells))
    return record


def _comments(file: Path, gather: Gather) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for line, cells in _sound(file, COMMENT_CELLS, gather):
        found[cells[0].strip()].append((line, cells[1]))
    return found


def _sound(file: Path, width: int, gather: Gather, *, entity: bool = False) -> Iterator[tuple[int, list[str]]]:
    for row in rows(file, delimiter=",", width=width):
        if isinstance(row, Broken):
            gather.reject(Place(file=file.name, line=row.line), row.reason, row.content, entity=entity)
        else:
            yield row.line, row.cells


def _value(cell: str) -> str:
    return "" if cell.strip() == "-0-" else cell


FORMAT = Format(
    key="ofac-csv",
    title="OFAC SDN or consolidated list, CSV",
    version="1",
    read=read,
    licence=LICENCE,
)

"""OpenSanctions' two layouts, lists of one's own, and the books' own watch list."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from tests.engine.screening.lists.hand_made import IMPORTED, births, entity, names, numbers, places, read, saved, table

from cupel.chain.tables import empty, polars_schema
from cupel.errors import ListError
from cupel.screening.lists import About, from_list_entries

SIMPLE = (
    "id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions", "phones",
    "emails", "program_ids", "dataset", "first_seen", "last_seen", "last_change",
)  # fmt: skip


def line(entity_id: str, schema: str, target: bool = False, **properties: Any) -> str:
    values = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    return json.dumps({"id": entity_id, "schema": schema, "target": target, "properties": values}, ensure_ascii=False)


PARTIES = (
    line("p1", "Person", True, name=["Ovalu Teskarin", "Teskarin Ovalu"], weakAlias="Ova",
         birthDate="1965-01-25", topics=["role.pep", "sanction"], nationality="kp", country=["kp", "ch"],
         firstName="Ovalu", lastName="Teskarin"),
    line("c1", "Company", name="Qorvanel Metals", jurisdiction="ch", leiCode="529900T8BM49AURSDO55",
         addressEntity="a1"),
    line("v1", "Vessel", True, name="Sample Orrin", imoNumber="IMO9074729", flag="pa", topics="sanction.linked"),
)  # fmt: skip
EDGES = (
    line("o1", "Ownership", owner="p1", asset="c1", percentage="50.5%", startDate="2012-01-01", endDate="2020-12-31"),
    line("o2", "Ownership", owner="c1", asset="v1", percentage="25-50"),
    line("d1", "Directorship", director="p1", organization="c1"),
    line("f1", "Family", person="p1", relative="p9"),
    line("u1", "UnknownLink", subject="c1", object="p1"),
    line("s1", "Sanction", entity="p1", program="TST", listingDate="2016-02-01", endDate="2020-01-01", authority="A"),
    line("s2", "Sanction", entity="p1", program="TST-2", startDate="2014-02-01", endDate="2021-01-01"),
    line("i1", "Passport", holder="p1", number="A112233", country="mm"),
    line("a1", "Address", full="1 Sample Street, Zug", country="ch"),
)


@pytest.mark.parametrize("lines", [(*PARTIES, *EDGES), (*reversed(EDGES), *PARTIES)])
def test_follow_the_money_in_any_order(tmp_path: Path, lines: tuple[str, ...]) -> None:
    found = read(saved(tmp_path, "entities.json", "\n".join(lines)))
    assert (found.version.reader, found.version.kept) == ("ftm-json", 3)
    assert found.relation.sort("owner_id", "owned_id", "kind").rows() == [
        ("c1", "p1", "associate", None, None, None),
        ("c1", "v1", "ownership", None, None, None),
        ("p1", "c1", "ownership", 0.505, date(2012, 1, 1), date(2020, 12, 31)),
        ("p1", "c1", "directorship", None, None, None),
        ("p1", "p9", "family", None, None, None),
    ]
    person = entity(found, "p1")
    assert (person["topic"], person["programmes"]) == ("sanction", ["TST", "TST-2"])
    assert (person["listed_on"], person["delisted_on"]) == (date(2014, 2, 1), date(2021, 1, 1))
    assert numbers(found, "p1") == {("passport", "A112233", "MM")}
    assert numbers(found, "v1") == {("IMO", "9074729", None)}
    assert places(found, "p1") == {("nationality", "KP", None), ("nationality", "CH", None)}
    assert places(found, "c1") == {("registration", "CH", None), ("address", "CH", "1 Sample Street, Zug")}
    assert names(found, "p1") == {"Ovalu Teskarin": "primary", "Teskarin Ovalu": "alias", "Ova": "weak alias"}
    topics = {name: entity(found, name)["topic"] for name in ("c1", "v1")}
    assert topics == {"c1": "ownership only", "v1": "person of interest"}


def test_follow_the_money_nested_entities_count(tmp_path: Path) -> None:
    sanction = {"id": "s1", "schema": "Sanction", "properties": {"program": ["TST"], "startDate": ["2016-02-01"]}}
    owner = {"id": "p1", "schema": "Person", "properties": {"name": ["Ovalu Teskarin"]}}
    edge = {"id": "o1", "schema": "Ownership", "properties": {"owner": [owner], "percentage": ["60"]}}
    found = read(saved(tmp_path, "nested.json", line("c1", "Company", True, name="Qorvanel", x=[sanction, edge])))
    assert found.entity["entity_id"].to_list() == ["c1", "p1"]
    assert found.relation.select("owner_id", "owned_id", "share").rows() == [("p1", "c1", 0.6)]
    assert entity(found, "c1")["programmes"] == ["TST"]


def test_follow_the_money_lines_of_no_entity_are_in_quarantine(tmp_path: Path) -> None:
    bad = ("{", "[]", '{"id": 1}', '{"id": "x", "schema": "Person", "properties": {"name": "text"}}',
           '{"id": "y", "schema": "Person", "properties": {"name": ["\\ud800"]}}', "[" * 100_000)  # fmt: skip
    found = read(saved(tmp_path, "entities.json", "\n".join((*bad, PARTIES[0], line("e", "Event", name="no party")))))
    assert found.quarantine.filter(pl.col("line").is_not_null())["line"].to_list() == [1, 2, 3, 4, 5, 6]
    unread = found.quarantine.filter(pl.col("line").is_null())
    assert unread["content"].to_list() == ["Event"]


def test_simple_table_has_several_values_in_a_cell(tmp_path: Path) -> None:
    row = {
        "id": "p1", "schema": "Person", "name": "Ovalu Teskarin", "aliases": 'Teskarin;"Ova; the short"',
        "birth_date": "1965-01-25;1962", "countries": "kp;ch", "identifiers": "529900T8BM49AURSDO55;X-1",
        "sanctions": "Sample Authority", "program_ids": "TST;TST-2",
    }  # fmt: skip
    found = read(saved(tmp_path, "targets.csv", table(SIMPLE, [row])))
    assert found.version.reader == "opensanctions-csv"
    assert set(names(found, "p1")) == {"Ovalu Teskarin", "Teskarin", "Ova; the short"}
    assert len(births(found, "p1")) == 2
    assert places(found, "p1") == {("nationality", "KP", None), ("nationality", "CH", None)}
    assert numbers(found, "p1") == {("LEI", "529900T8BM49AURSDO55", None), ("other", "X1", None)}
    assert entity(found, "p1")["programmes"] == ["TST", "TST-2"]


OWN = {
    "id": "1", "name": "Qorvanel Metals", "aliases": "Qorvanel; Korvanel", "former names": "Old Qorvanel",
    "kind": "company", "country": "Switzerland", "registration": "CHE-1", "programme": "Board",
    "listed on": "2024-01-31",
    "delisted on": "31/12/2025", "topic": "person of interest",
    "colour": "red",
}  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_own_list_by_the_headings_of_the_template(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"own.{kind}"
    if kind == "csv":
        path.write_text(table(list(OWN), [OWN], ";"), encoding="utf-8")
    else:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, list(OWN))
            sheet.write_row(1, 0, list(OWN.values()))
    found = read(path)
    assert (found.version.reader, found.version.kept) == ("own", 1)
    assert names(found, "1") == {
        "Qorvanel Metals": "primary", "Qorvanel": "alias", "Korvanel": "alias", "Old Qorvanel": "former",
    }  # fmt: skip
    assert numbers(found, "1") == {("registration", "CHE1", "CH")}
    row = entity(found, "1")
    assert (row["kind"], row["topic"], row["extra"]) == ("organisation", "person of interest", {"colour": ["red"]})
    assert (str(row["listed_on"]), str(row["delisted_on"])) == ("2024-01-31", "2025-12-31")


def test_own_list_by_the_headings_the_user_names(tmp_path: Path) -> None:
    path = saved(tmp_path, "own.csv", "Firma,Land\nQorvanel Metals,Burma\n")
    with pytest.raises(ListError, match="no list in a known format"):
        read(path)
    columns = {"name": "Firma", "country": "Land"}
    from cupel.screening.lists import read_list

    found = read_list(path, About(list_id="own", imported_at=IMPORTED, columns=columns), format_key="own")
    assert places(found, found.entity["entity_id"].item()) == {("registration", "MM", None)}


def test_own_list_with_an_unknown_column_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, "own.csv", "name\nQorvanel\n")
    with pytest.raises(ListError, match="no column colour"):
        read(path, columns={"colour": "name"})


def test_own_list_topics_are_those_of_the_tables(tmp_path: Path) -> None:
    found = read(saved(tmp_path, "own.csv", "name,topic\nQorvanel,\nVelmur,strange\n"))
    assert found.quarantine.select("line", "column").rows() == [(3, "topic")]


def test_entries_of_the_books_become_a_list() -> None:
    entries = pl.DataFrame(
        [
            {"entry_id": "W1", "name": "Qorvanel Metals", "aliases": "Qorvanel; Korvanel", "kind": "entity",
             "country": "CH", "registration_no": "CHE-1", "programme": "TST", "listed_on": date(2020, 1, 9)},
            {"entry_id": "W2", "name": "Ovalu Teskarin", "kind": "person", "country": "KP",
             "birth_date": date(1965, 1, 25)},
            {"entry_id": "W1", "name": "Again"},
        ],
        schema=polars_schema("list_entry"),
    )  # fmt: skip
    ownership = pl.DataFrame(
        [{"owner_id": "P1", "owned_id": "P2", "share": 0.5, "kind": "ownership", "valid_from": date(2020, 1, 1)}],
        schema=polars_schema("ownership"),
    )
    found = from_list_entries(entries, About(list_id="books", imported_at=IMPORTED), ownership=ownership)
    assert (found.version.read, found.version.kept, found.version.rejected) == (3, 2, 1)
    assert names(found, "W1") == {"Qorvanel Metals": "primary", "Qorvanel": "alias", "Korvanel": "alias"}
    assert numbers(found, "W1") == {("registration", "CHE1", "CH")}
    assert places(found, "W2") == {("nationality", "KP", None)}
    assert births(found, "W2") == {("1965-01-25", "1965-01-25", "day")}
    assert found.relation.row(0)[:4] == ("P1", "P2", "ownership", 0.5)
    assert found.quarantine["line"].to_list() == [3]


def test_books_without_entries_are_an_empty_list() -> None:
    found = from_list_entries(empty("list_entry"), About(list_id="books", imported_at=IMPORTED))
    assert found.entity.is_empty()

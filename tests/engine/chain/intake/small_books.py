"""A tiny company: one truck lot and its reversal, one furnace campaign, one shipment. Everything balances."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def metals(gross: int, copper: int) -> Row:
    """The mass columns of a row, in grams."""
    return {"gross_g": gross, "cu_g": copper, "ni_g": 0, "pb_g": 0, "zn_g": 0, "mo_g": 0, "au_g": 0, "ag_g": 0}


def receipt(number: str, gross: int, copper: int, **more: Any) -> Row:
    """A weighbridge ticket of lot L1."""
    place = {"at_local": "2024-01-03T08:00:00", "site_id": "S2", "supplier_id": "P1", "lot_id": "L1"}
    return {"receipt_id": number, **place, **metals(gross, copper), "reverses_receipt_id": "", **more}


def flow(number: str, event: str, kind: str, ends: tuple[str, str], masses: tuple[int, int]) -> Row:
    """A flow between two lots on the day of its event."""
    day = {"E1": "2024-01-10", "E2": "2024-01-20", "E3": "2024-01-25", "E4": "2024-01-22"}[event]
    return {"flow_id": number, "event_id": event, "kind": kind, "site_id": "S2", "at": f"{day}T00:00:00",
            "src_lot": ends[0], "dst_lot": ends[1], **metals(*masses)}  # fmt: skip


def lot(number: str, form: str, created: str, masses: tuple[int, int], **more: Any) -> Row:
    """A lot at the smelter."""
    return {"lot_id": number, "form": form, "site_id": "S2", "created_at": f"{created}T00:00:00", "supplier_id": "",
            "loaded_on": "", **more, **metals(*masses)}  # fmt: skip


def small_books() -> Rows:
    """All tables of the company; lots, receipts and flows add up gram by gram."""
    return {
        "party": [
            {"party_id": "P1", "name": "Green Hill Mining", "kind": "producer", "country": "CL", "is_supplier": "true"},
            {"party_id": "P2", "name": "Cable Works", "kind": "customer", "country": "NA", "is_supplier": "false"},
        ],
        "ownership": [
            {"owner_id": "P2", "owned_id": "P1", "share": "0.25", "valid_from": "2020-01-01", "valid_to": ""}
        ],
        "site": [
            {"site_id": "S1", "name": "Green Hill", "kind": "mine", "country": "CL", "party_id": "P1"},
            {"site_id": "S2", "name": "Lake Smelter", "kind": "smelter", "country": "NA", "party_id": ""},
        ],
        "lot": [
            lot("L1", "concentrate", "2024-01-03", (50_000_000, 12_000_000), supplier_id="P1", loaded_on="2024-01-01"),
            lot("L2", "campaign", "2024-01-10", (40_000_000, 9_600_000)),
            lot("L3", "cathode", "2024-01-20", (9_500_000, 9_500_000)),
            lot("L4", "slag", "2024-01-20", (28_000_000, 100_000)),
            lot("L5", "shipment", "2024-01-25", (9_000_000, 9_000_000)),
        ],
        "receipt": [
            receipt("R1", 30_000_000, 7_200_000, ticket_no="1"),
            receipt("R2", 19_000_000, 4_560_000, ticket_no="2"),
            receipt("R3", -19_000_000, -4_560_000, ticket_no="3", reverses_receipt_id="R2"),
            receipt("R4", 20_000_000, 4_800_000, ticket_no="4"),
        ],
        "flow": [
            flow("F1", "E1", "charge", ("L1", "L2"), (40_000_000, 9_600_000)),
            flow("F2", "E2", "produce", ("L2", "L3"), (9_500_000, 9_500_000)),
            flow("F3", "E2", "produce", ("L2", "L4"), (28_000_000, 100_000)),
            flow("F4", "E3", "ship", ("L3", "L5"), (9_000_000, 9_000_000)),
        ],
        "shipment": [{"lot_id": "L5", "customer_id": "P2", "dispatched_on": "2024-01-25", "product": "cathode"}],
        "document": [
            {"document_id": "D1", "document_type": "inspection", "lot_id": "L1", "issued_on": "2024-01-02"},
        ],
    }


def changed(rows: Rows, table: str, index: int, /, **cells: Any) -> Rows:
    """``rows`` with some cells of one row replaced."""
    return {**rows, table: [{**row, **(cells if number == index else {})} for number, row in enumerate(rows[table])]}


def added(rows: Rows, table: str, *more: Row) -> Rows:
    """``rows`` with rows added to one table."""
    return {**rows, table: [*rows.get(table, []), *more]}


def write_csv(folder: Path, rows: Mapping[str, list[Row]], *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """The tables as CSV files in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, content in rows.items():
        columns = list(dict.fromkeys(name for row in content for name in row))
        with (folder / f"{table}.csv").open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, columns, delimiter=delimiter, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(content)
    return folder


def write_xlsx(path: Path, rows: Mapping[str, list[Row]]) -> Path:
    """The tables as sheets of one workbook; figures are numbers, everything else is text."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for table, content in rows.items():
        sheet = book.create_sheet(table)
        columns = list(dict.fromkeys(name for row in content for name in row))
        sheet.append(columns)
        for row in content:
            sheet.append([row.get(name) for name in columns])
    book.save(path)
    return path

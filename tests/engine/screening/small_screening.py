"""A small screening: invented suppliers against an invented list, as files and in memory."""

from datetime import UTC, date, datetime
from pathlib import Path

from cupel.screening.against import Asked, Screening, screen_parties
from cupel.screening.beside import Beside, owned_of
from cupel.screening.lists import About, read_list
from cupel.screening.owners import OwnershipRule
from cupel.screening.ownership_intake import read_ownership
from cupel.screening.party_intake import read_parties
from cupel.screening.stability import stability
from cupel.screening.tables import WatchList

ON = date(2030, 3, 1)
HOSTILE = '=HYPERLINK("x")<script>alert(1)</script>'
SUPPLIERS = """\
Supplier No;Company Name;Type;Country of registration;Date of birth;Registration number;Other names;Address
1001;Qorvandel Mining GmbH;producer;Chile;;HRB 77-1003;Korvandel Bergbau;
1002;Ilmar Testov;Individual;PE;03/04/1970;;;
1003;Umbrastein Holding;company;DE;;;;Dock 4, Harbour Road
1004;Yolmandi Cerbazal;company;ZM;;;;
1005;GmbH & Co. KG;company;DE;;;;
1006;;trader;CL;;;;
1007;Solqueth;weird;Utopia;31/31/1999;;;
"""
WATCHED = f"""\
id,name,aliases,kind,country,birth date,registration,programme,listed on,address,remarks
L1,Korvandell Metals AG,Qorvandell Minning,company,CL,,HRB 771003,Board decision,2024-01-31,,
L2,Testov Ilmar,Ilmar Testow; Elmar Testof,person,RU,1961,,Order 7,2023-02-01,,
L3,Umbrasteyn Holding AG,,company,DE,,,,,"Dock 4, Harbour Road",{HOSTILE}
L4,,,company,,,,,,,
"""

HOLDINGS = f"""\
Owner,Company,Share %,Type
1001,1004,60,
1004,1007,50,
1003,1007,,
1002,1005,20,
{HOSTILE.replace('"', "'")},1005,abc,
1001,1005,,directorship
,1004,10,
"""


def write_suppliers(folder: Path, text: str = SUPPLIERS) -> Path:
    path = folder / "suppliers.csv"
    path.write_text(text, encoding="utf-8")
    return path


def write_list(folder: Path, text: str = WATCHED, *, name: str = "watched.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def write_holdings(folder: Path, text: str = HOLDINGS, *, name: str = "holdings.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def owned_beside(screening: Screening, folder: Path) -> Beside:
    """What the suppliers' holdings tell beside a screening."""
    held = read_ownership(write_holdings(folder), screening.parties.subjects)
    return Beside(owned=owned_of(screening, held, OwnershipRule()))


def moved_beside(screening: Screening, folder: Path) -> Beside:
    """What came and went since a version of the list that lacks its third entry."""
    lines = WATCHED.split("\n")
    before = watch_list(write_list(folder, "\n".join([*lines[:3], *lines[4:]]), name="before.csv"))
    return Beside(stability=stability(screening, {"watched": before}))


def watch_list(path: Path, *, list_id: str = "watched") -> WatchList:
    return read_list(path, About(list_id=list_id, imported_at=datetime(2030, 3, 1, tzinfo=UTC)))


def small_screening(folder: Path, *, asked: Asked | None = None) -> Screening:
    """The suppliers against the list, by default at the usual threshold."""
    folder.mkdir(parents=True, exist_ok=True)
    parties, listed = read_parties(write_suppliers(folder)), watch_list(write_list(folder))
    return screen_parties(parties, [listed], asked or Asked(ON))

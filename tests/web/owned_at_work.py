"""Books with holdings, screened against a list that has the name of an owner."""

from pathlib import Path

import polars as pl
import pytest
from tests.web.diligence_at_work import checked, work
from tests.web.people_at_work import NOON
from tests.web.screening_at_work import imported
from tests.web.small_books import write_small_books

from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation
from cupel_web.screening.actions import Wanted, start_screening
from cupel_web.screening.models import ListVersion, Screening

OWNER, BETWEEN, SUPPLIER, OTHER = "O-1", "M-1", "P-a", "P-b"
NAMES = {OWNER: "Hestramont Partners", BETWEEN: "Midvalor Invest", SUPPLIER: "Brastelmorind Metals",
         OTHER: "Covandruleth Ores"}  # fmt: skip
Holding = tuple[str, str, float | None]
HELD: tuple[Holding, ...] = (
    (OWNER, BETWEEN, 0.6), (BETWEEN, SUPPLIER, 0.3), (OWNER, SUPPLIER, 0.25), (BETWEEN, OTHER, None),
    (OTHER, "P-c", 0.1),
)  # fmt: skip
"""Of the supplier 55 % is owned through two ways, of the other one a share that nobody knows."""


def held_books(folder: Path, held: tuple[Holding, ...]) -> Path:
    """Small books with parties that have names, and the holdings ``held``: owner, owned, share."""
    books = write_small_books(folder)
    parties = pl.read_csv(books / "party.csv").filter(~pl.col("party_id").is_in(list(NAMES)))
    more = [{"party_id": party, "name": name, "kind": "holding", "country": "ZZ", "is_supplier": party.startswith("P")}
            for party, name in NAMES.items()]  # fmt: skip
    pl.concat([parties, pl.DataFrame(more)], how="diagonal").write_csv(books / "party.csv")
    if held:
        rows = [{"owner_id": owner, "owned_id": owned, "share": share, "kind": "ownership", "valid_from": "2020-01-01"}
                for owner, owned, share in held]  # fmt: skip
        pl.DataFrame(rows).with_columns(valid_to=pl.lit(None, pl.String)).write_csv(books / "ownership.csv")
    return books


def screened_books(company: Organisation, by: User, folder: Path, lists: list[ListVersion]) -> Screening:
    """A finished screening of the parties of books."""
    data = checked(company, folder, by)
    screening = start_screening(company, wanted=Wanted(lists=lists, threshold=0.7, data=data), by=by, now=NOON)
    work()
    screening.refresh_from_db()
    return screening


@pytest.fixture
def owner_list(company: Organisation, officer: User) -> ListVersion:
    """A list with the owner's name."""
    return imported(company, officer, rows=[{"id": "E-1", "name": NAMES[OWNER], "kind": "company"}])


@pytest.fixture
def owned(company: Organisation, officer: User, owner_list: ListVersion, tmp_path: Path) -> Screening:
    """Books with holdings, screened: the owner is an open hit."""
    return screened_books(company, officer, held_books(tmp_path / "books", HELD), [owner_list])

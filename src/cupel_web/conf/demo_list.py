"""An invented watch list in two versions, made to meet some parties of the demo's books: every kind of hit once."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import polars as pl

Row = dict[str, str]
EARLIER, LATER = "first", "second"

CYRILLIC = str.maketrans(dict(zip("abcdefghijklmnoprstuvwyz", "абкдефгхийклмнопрстуввйз", strict=True)))
STRANGERS = (
    "Abrelun Vostimar", "Ostelimpra Bulk Carriers", "Kuvandro Melisteth", "Ferrombal Ore Brokers", "Ilsandur Quethan",
    "Northgale Invented Shipping", "Pavrentho Slag & Dross", "Tessomir Ulvandra", "Umbrestal Freight Lines",
    "Wolmeris Anode Traders", "Yarventi Dorsulak", "Zephandrel Tankage",
)  # fmt: skip
"""Entries that meet nobody."""

COMPANIES = ("trader", "producer", "recycler")


def versions(parties: pl.DataFrame, ownership: pl.DataFrame) -> dict[str, list[Row]]:
    """The rows of both versions by label, for the tables ``party`` and ``ownership`` of books.

    The later version has one entry less, two more, and one that changed.
    """
    met = list(_met(parties, ownership))
    strangers = [_entry(number, "company", name=name) for number, name in enumerate(STRANGERS, start=500)]
    changed = {**strangers[1], "aliases": "Ostelimpra Navigation", "country": "XA"}
    return {EARLIER: [*met[:-1], *strangers[:-1]], LATER: [*met, changed, *strangers[2:]]}


def typing_error(name: str) -> str:
    """``name`` with two neighbouring letters in its first word the wrong way round."""
    word, space, rest = name.partition(" ")
    return word[:3] + word[4:5] + word[3:4] + word[5:] + space + rest


def cyrillic(name: str) -> str:
    """``name`` letter by letter in another script."""
    return name.lower().translate(CYRILLIC).title()


def _met(parties: pl.DataFrame, ownership: pl.DataFrame) -> Iterator[Row]:
    """Entries that are like parties of the books, as far as they hold such parties."""
    suppliers = _named(parties, *COMPANIES)
    owners = _owners(parties, ownership)
    makers = (_exact, _misspelt, _foreign, _renamed)
    yield from (make(100 + number, party) for number, (make, party) in enumerate(zip(makers, suppliers, strict=False)))
    yield from (_homonym(200, party) for party in _born(parties)[:1])
    yield from (_exact(300 + number, party) for number, party in enumerate(owners[:2]))


def _named(parties: pl.DataFrame, *kinds: str) -> list[Row]:
    """Parties of ``kinds`` by their number, those with long first words, which are told apart best."""
    kind, first = pl.col("kind").cast(pl.String), pl.col("name").str.split(" ").list.first()
    found = parties.filter(kind.is_in(kinds)).sort(first.str.len_chars(), "party_id", descending=[True, False])
    return _texts(found)


def _born(parties: pl.DataFrame) -> list[Row]:
    return _texts(parties.filter(pl.col("birth_date").is_not_null()).sort("party_id"))


def _owners(parties: pl.DataFrame, ownership: pl.DataFrame) -> list[Row]:
    """Companies that own half or more of another party, those first that own some through others."""
    most = ownership.filter(pl.col("share") >= 0.5).select("owner_id", "owned_id")
    further = most.join(most, left_on="owned_id", right_on="owner_id").group_by(party_id="owner_id").agg(steps=pl.len())
    owners = most.group_by(party_id="owner_id").agg(direct=pl.len()).join(further, on="party_id", how="left")
    companies = parties.filter(pl.col("kind").cast(pl.String) != "person").join(owners, on="party_id")
    order = [pl.col("steps").fill_null(0), "direct", "party_id"]
    return _texts(companies.sort(order, descending=[True, True, False]))


def _texts(found: pl.DataFrame) -> list[Row]:
    columns = ("name", "country", "registration_no", "birth_date")
    return found.select(pl.col(columns).cast(pl.String).fill_null("")).to_dicts()


def _exact(number: int, party: Row) -> Row:
    return _entry(number, "company", name=party["name"], country=party["country"])


def _misspelt(number: int, party: Row) -> Row:
    return _entry(number, "company", name=typing_error(party["name"]), country=party["country"])


def _foreign(number: int, party: Row) -> Row:
    return _entry(number, "company", name=cyrillic(party["name"]))


def _renamed(number: int, party: Row) -> Row:
    """Another name with the party's number in the register."""
    registration = {"country": party["country"], "registration": party["registration_no"]}
    return _entry(number, "company", name="Quillandro Former Ventures", **registration)


def _homonym(number: int, party: Row) -> Row:
    """The party's name with a date of birth of a generation before."""
    born = date.fromisoformat(party["birth_date"]) - timedelta(days=9_000)
    return _entry(number, "person", name=party["name"], **{"birth date": born.isoformat()})


def _entry(number: int, kind: str, **known: str) -> Row:
    return {"id": f"XL-{number}", "kind": kind, "programme": "INVENTED", "listed on": "2021-02-03", **known}


def as_csv(rows: Sequence[Row]) -> bytes:
    """``rows`` as the CSV file of a list."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    return pl.DataFrame([{key: row.get(key) for key in columns} for row in rows]).write_csv().encode()

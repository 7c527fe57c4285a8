"""Exact agreement of parties with list entries: the same number, or the same name without a contradiction.

Spelling variants, scripts and partial agreement are not judged here.
"""

import polars as pl

PERSON = "person"


def _folded(text: pl.Expr) -> pl.Expr:
    """Letters and digits, lower case, without accents; null and empty stay null."""
    plain = text.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    words = plain.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
    return pl.when(words != "").then(words)


def _names(entries: pl.DataFrame) -> pl.DataFrame:
    """``entry_id, name_key``: the primary name and each alias."""
    aliases = entries.select("entry_id", name=pl.col("aliases").str.split(";")).explode("name")
    both = pl.concat([entries.select("entry_id", "name"), aliases])
    return both.select("entry_id", name_key=_folded(pl.col("name"))).drop_nulls().unique()


def exact_hits(parties: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    """Parties that are list entries by number or by name.

    ``parties``, ``entries``: the tables ``party`` and ``list_entry``. Returns one row per pair: ``party_id, entry_id,
    by`` (number or name), ``country_differs``, ``agreement`` (how many of number, address and date of birth agree),
    ``listed_on, delisted_on``. A date of birth that both sides state and that differs refutes a name.
    """
    party = parties.with_columns(**_keys())
    entry = entries.with_columns(**_keys())
    by_number = party.join(entry.filter(pl.col("number_key").is_not_null()), on="number_key", suffix="_entry")
    by_number = by_number.with_columns(number_key_entry="number_key")
    named = party.join(_names(entries), on="name_key").join(entry, on="entry_id", suffix="_entry")
    same_kind = (pl.col("kind").cast(pl.String) == PERSON) == (pl.col("kind_entry") == PERSON)
    by_name = named.filter(same_kind.fill_null(True), ~_differs("birth_date"))
    agreement = pl.sum_horizontal(_agrees(name).cast(pl.Int64) for name in ("number_key", "address_key", "birth_date"))
    chosen = ["party_id", "entry_id", "by", "country_differs", "agreement", "listed_on", "delisted_on"]
    hits = [
        frame.with_columns(by=pl.lit(by), country_differs=_differs("country"), agreement=agreement).select(chosen)
        for frame, by in ((by_number, "number"), (by_name, "name"))
    ]
    return (
        pl.concat(hits).unique(["party_id", "entry_id"], keep="first", maintain_order=True).sort("party_id", "entry_id")
    )


def _keys() -> dict[str, pl.Expr]:
    columns = {"name_key": "name", "number_key": "registration_no", "address_key": "address"}
    return {key: _folded(pl.col(column)) for key, column in columns.items()}


def _agrees(name: str) -> pl.Expr:
    return (pl.col(name) == pl.col(f"{name}_entry")).fill_null(False)


def _differs(name: str) -> pl.Expr:
    return (pl.col(name) != pl.col(f"{name}_entry")).fill_null(False)

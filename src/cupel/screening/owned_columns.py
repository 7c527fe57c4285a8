"""The columns of parties that listed parties own, and the JSON Schema of ``owned.json``."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from cupel.screening.hit_columns import Column, closed_object, json_array, json_property
from cupel.screening.owners import LISTED, NOT_LISTED, UNKNOWN

OWNED_STATES = (LISTED, UNKNOWN, NOT_LISTED)
"""Gravest first."""

DECIDED, UNDECIDED = "listed", "hit not decided"
OWNERS = (DECIDED, UNDECIDED)
"""What an owner at the end of a path is; owners between are neither."""

PATH: Mapping[str, Column] = {
    "step": Column(pl.UInt32, "1 = a direct holding of the party"),
    "owner_id": Column(pl.String, "the owner's number"),
    "owner_name": Column(pl.String, "its name, or its number where none is known"),
    "owner_list": Column(pl.String, "list that has the number; empty: a party of the company's", optional=True),
    "owner": Column(pl.String, "what the owner is; empty: an owner between", OWNERS, optional=True),
    "owned_id": Column(pl.String, "the number of the owned one"),
    "owned_name": Column(pl.String, "its name, or its number where none is known"),
    "owned_list": Column(pl.String, "list that has the number; empty: a party of the company's", optional=True),
    "share": Column(pl.Float64, "share of the holding, 0 to 1; empty: not known", optional=True),
}
"""One holding of a path."""

STEP = pl.Struct({name: column.type for name, column in PATH.items()})
OWNED: Mapping[str, Column] = {
    "party_id": Column(pl.String, "the party's number in the company's tables"),
    "party_name": Column(pl.String, "its name, or its number where none is known"),
    "state": Column(
        pl.String, "whether the known share reaches the threshold, only the possible one does, or neither", OWNED_STATES
    ),
    "known_share": Column(
        pl.Float64, "share that counts as owned by listed parties, 0 to 1: decided hits, holdings of known size"
    ),
    "possible_share": Column(
        pl.Float64, "the same if open hits are matches and holdings of unknown size are the whole"
    ),
    "path": Column(pl.List(STEP), "the holdings that count, nearest first"),
    "sentence": Column(pl.String, "who owns how much of what, step by step"),
}
"""Columns of ``owned.parquet``, in order; gravest state first, then by share."""

SCHEMA_ID = "urn:cupel-owned:1"


def owned_json_schema() -> dict[str, Any]:
    """The JSON Schema of ``owned.json``."""
    properties = {name: json_property(column) for name, column in OWNED.items()}
    steps = closed_object({name: json_property(column) for name, column in PATH.items()})
    properties["path"] = {"type": "array", "items": steps, "description": OWNED["path"].meaning}
    return json_array(SCHEMA_ID, "Parties of which listed parties own a part", properties)

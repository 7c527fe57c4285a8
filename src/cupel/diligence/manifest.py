"""What a run was made of: the same manifest gives the same bytes."""

import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import polars as pl

from cupel.chain import column_sha256
from cupel.chain.tables import TABLES
from cupel.diligence.evaluate import family_of, ordered
from cupel.standard import CompiledCheck, Edition

SCHEMA = "cupel-run/1"


def manifest(
    edition: Edition, checks: list[CompiledCheck], tables: Mapping[str, pl.DataFrame], *, intake: dict[str, Any] | None
) -> dict[str, Any]:
    """Edition, checks with the versions of the facts they use, books by content, engine version. No time, no place."""
    return {
        "schema": SCHEMA,
        "engine": version("cupel"),
        "edition": {"reference": edition.reference, "manifest_hash": edition.manifest_hash},
        "checks": [_check(check) for check in checks],
        "books": {
            name: {"rows": frame.height, "sha256": content(frame, key=TABLES[name].primary_key())}
            for name, frame in sorted(tables.items())
        },
        "intake": intake,
    }


def content(frame: pl.DataFrame, *, key: list[str]) -> str:
    """SHA-256 of a table's names, types and values, whatever the order of its rows; ``key`` tells rows apart."""
    rows = frame.sort(key, nulls_last=True)
    columns = "".join(f"{column.name}:{column_sha256(column)}\n" for column in rows)
    return hashlib.sha256(columns.encode()).hexdigest()


def _check(check: CompiledCheck) -> dict[str, Any]:
    bound = check.bound
    facts = {call.name: family_of(bound.check.entity, call).version for call in ordered(check.facts)}
    return {
        "check": bound.key,
        "clause": f"{bound.clause.uid}@{bound.clause.revision}",
        "finding": bound.check.finding,
        "rule_hash": check.rule_hash,
        "facts": facts,
    }

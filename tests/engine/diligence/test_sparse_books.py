"""Books with few tables run as well: every fact is typed as declared, and what cannot be known is unknown."""

import datetime as dt

import polars as pl
import pytest

from cupel.chain.tables import TABLES, empty
from cupel.diligence import facts
from cupel.diligence.dossier import Dossier
from cupel.diligence.evaluate import compile_edition, verdicts
from cupel.diligence.findings import SCHEMA, findings
from cupel.diligence.registry import REGISTRY, Family
from cupel.diligence.run import judge
from cupel.standard import POSSIBLE, resolve

FAMILIES = sorted(
    {id(family): family for family in REGISTRY.families.values()}.values(), key=lambda f: (f.entity, f.name)
)
VALUES = {"code": "either", "number": 3.0}
KINDS = {"bool": pl.Boolean, "text": pl.String, "code": pl.String}


def one_lot() -> dict[str, pl.DataFrame]:
    """One bought lot and its supplier, nothing else."""
    tables = {name: empty(name) for name in TABLES}
    lot = {
        "lot_id": "L1",
        "form": "concentrate",
        "supplier_id": "P1",
        "created_at": dt.datetime(2024, 3, 1),
        "gross_g": 10,
    }
    tables["lot"] = pl.concat(
        [tables["lot"], pl.DataFrame([lot], schema_overrides={"gross_g": pl.Int64})], how="diagonal_relaxed"
    ).cast(tables["lot"].schema)
    party = pl.DataFrame([{"party_id": "P1", "name": "Invented Ores"}])
    tables["party"] = pl.concat([tables["party"], party], how="diagonal_relaxed").cast(tables["party"].schema)
    return tables


@pytest.mark.parametrize("books", ["nothing", "one lot"])
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: f"{family.entity}-{family.name}")
def test_every_fact_has_its_declared_type_on_sparse_books(family: Family, books: str) -> None:
    assert facts.__all__
    dossier = Dossier({name: empty(name) for name in TABLES} if books == "nothing" else one_lot())
    found = family.function(dossier, **{each.name: VALUES[each.type.kind] for each in family.arguments})
    assert found.schema["subject_id"] == pl.String
    assert found["subject_id"].is_duplicated().sum() == 0
    for name, kind in family.outputs.items():
        for column in (name, name + POSSIBLE) if kind.interval else (name,):
            expected = KINDS.get(kind.kind)
            actual = found.schema[column]
            assert actual == expected if expected else actual.is_numeric(), (column, actual)
    if "rows" in found.columns:
        assert found.schema["rows"] == pl.List(pl.String)


def test_an_edition_runs_over_one_lot_and_leaves_open_what_is_not_recorded() -> None:
    results = judge(Dossier(one_lot()), resolve("mdd@2023"))
    assert results.findings.schema == SCHEMA
    states = dict(results.findings.filter(pl.col("subject_id") == "L1").select("finding_kind", "state").iter_rows())
    assert states["F17_LISTED_ORIGIN"] == "unknown"
    assert states["ORIGIN_NOT_DECLARED"] == "true"


def test_findings_of_every_check_have_one_schema() -> None:
    checks = compile_edition(resolve("mdd@2023"))
    for verdict in verdicts(Dossier(one_lot()), checks):
        assert findings(verdict).schema == SCHEMA

"""Checks of an edition over a dossier: facts are found once per distinct call, checks become three-valued flags."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import narwhals.stable.v2 as nw
import polars as pl

from cupel.diligence.dossier import Dossier
from cupel.diligence.registry import REGISTRY, ROWS, Family
from cupel.diligence.vocabulary import VOCABULARY
from cupel.standard import POSSIBLE, CompiledCheck, Edition, FactCall, compile_check

SUBJECT_TABLES = {"lot": ("lot", "lot_id"), "receipt": ("receipt", "receipt_id"), "party": ("party", "party_id")}
APPLIES, FLAG = "applies", "flag"
FactKey = tuple[object, ...]


@dataclass(frozen=True, kw_only=True)
class Verdicts:
    """One check over all its subjects.

    ``frame``: ``subject_id, applies, flag`` (nullable), a column per fact call and ``rows`` (list of ``table:id``).
    """

    check: CompiledCheck
    frame: pl.DataFrame


def compile_edition(edition: Edition) -> list[CompiledCheck]:
    """All checks of the edition in the order of its clauses; raises ExpressionError with file and line."""
    return [compile_check(bound, VOCABULARY) for bound in edition.checks()]


def verdicts(dossier: Dossier, checks: list[CompiledCheck]) -> Iterator[Verdicts]:
    """Evaluate each check; what facts found is forgotten after the last check that asks for it."""
    asked = Counter(key for check in checks for key in _keys(check))
    for check in checks:
        yield Verdicts(check=check, frame=_judge(dossier, check))
        for key in _keys(check):
            asked[key] -= 1
            if not asked[key]:
                dossier.found.pop(key, None)


def family_of(entity: str, call: FactCall) -> Family:
    """The function family that finds the fact."""
    return REGISTRY.families[entity, call.name]


def ordered(calls: frozenset[FactCall]) -> list[FactCall]:
    """Fact calls in a fixed order."""
    return sorted(calls, key=lambda call: call.column)


def _find(dossier: Dossier, entity: str, call: FactCall) -> pl.DataFrame:
    family = family_of(entity, call)
    names = [argument.name for argument in family.arguments]
    key = _key(entity, call)
    if key not in dossier.found:
        dossier.found[key] = family.function(dossier, **dict(zip(names, call.arguments, strict=True)))
    return dossier.found[key]


def _key(entity: str, call: FactCall) -> FactKey:
    """Under what a dossier remembers the facts of a call."""
    return ("fact", entity, family_of(entity, call).name, call.arguments)


def _keys(check: CompiledCheck) -> set[FactKey]:
    entity = check.bound.check.entity
    return {_key(entity, call) for call in check.facts | check.told}


def _judge(dossier: Dossier, check: CompiledCheck) -> pl.DataFrame:
    entity = check.bound.check.entity
    calls = ordered(check.facts | check.told)
    frame = _subjects(dossier, entity, calls)
    shown: dict[str, None] = {}
    for call in calls:
        found = _find(dossier, entity, call)
        family = family_of(entity, call)
        columns = {call.column: call.name}
        if family.outputs[call.name].interval:
            columns[call.column + POSSIBLE] = call.name + POSSIBLE
        if ROWS in found.columns and f"{ROWS} {family.name}" not in shown:
            columns[f"{ROWS} {family.name}"] = ROWS
            shown[f"{ROWS} {family.name}"] = None
        frame = frame.join(found.select("subject_id", **columns), on="subject_id", how="left")
    rows = [pl.col(name).fill_null(pl.lit([], dtype=pl.List(pl.String))) for name in shown]
    own = pl.concat_list(rows) if rows else pl.lit([], dtype=pl.List(pl.String))
    judged = nw.from_native(frame).with_columns(check.applies_expr.alias(APPLIES), check.flag.alias(FLAG)).to_native()
    return judged.with_columns(own.alias(ROWS)).drop(list(shown)).sort("subject_id")


def _subjects(dossier: Dossier, entity: str, calls: list[FactCall]) -> pl.DataFrame:
    """All subjects: the rows of the entity's table, or for derived entities whatever any fact of the check is about."""
    if entity in SUBJECT_TABLES:
        table, key = SUBJECT_TABLES[entity]
        return dossier[table].select(subject_id=key)
    about = [_find(dossier, entity, call).select("subject_id") for call in calls]
    return pl.concat(about).unique().sort("subject_id")

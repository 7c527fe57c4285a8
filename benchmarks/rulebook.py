"""Generated checks and the lots they are about: seeded, invented, facts of every kind, a tenth of them unknown.

The checks have the shape of written ones: they apply to some lots, hold where weights, shares, delays or papers are in
order, and every fifth has an exception. They differ in facts, in thresholds and in how conditions are joined.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl

from cupel.standard import (
    BoundCheck,
    BoundException,
    Check,
    CheckException,
    ClauseRevision,
    Fact,
    FactType,
    Parameter,
    Vocabulary,
)
from cupel.standard.clause import ParameterValue

UNKNOWN = 0.1
EXCEPTION_EVERY = 5
FLAGS = ("is_inbound", "is_mined", "is_recycled", "has_certificate", "kyc_complete")
WEIGHTS = ("dry_g", "contained_g", "capacity_g", "stockpile_g")
DAYS = ("delay", "kyc_age")
SHARES = ("recorded_share", "settlement_gap")
INTERVAL = "listed_share"
DATES = ("loaded_on", "arrived_on")
CODES = {
    "form": ("concentrate", "blister", "anode", "matte", "slag", "scrap"),
    "country": ("CL", "PE", "CD", "ZM", "ID", "PH", "FI", "CA"),
}

APPLIES = ("{flag}", "not {flag}", "known({weight})", "{code} in {{{values}}}", "{flag} and {other_flag}")
HOLDS = (
    "{flag}",
    "{days} <= p.days",
    "{share} <= p.share",
    "listed_share <= p.share",
    "1 - listed_share >= p.share",
    "{weight} <= (1 + p.share) * ({other_weight} + {third_weight})",
    "{weight} / {other_weight} <= p.ratio",
    "abs({weight} - {other_weight}) <= p.share * {weight}",
    "days_between(loaded_on, arrived_on) <= p.days",
    "loaded_on >= p.day",
    "{code} not in {{{values}}}",
    "({weight} if {flag} else {other_weight}) <= p.grams",
    "min({weight}, {other_weight}) >= p.grams",
    "p.share <= {share} <= p.ratio",
)


_TIGHTER: dict[str, Callable[[Any], ParameterValue]] = {
    "number": lambda value: value * 0.9 if isinstance(value, float) else value - 1,
    "date": lambda value: str(np.datetime64(value) + 1),
}


def _number(unit: str, *, interval: bool = False) -> FactType:
    return FactType(kind="number", unit=unit, interval=interval)


VOCABULARY = Vocabulary(
    [
        *(Fact(name, "lot", FactType(kind="bool")) for name in FLAGS),
        *(Fact(name, "lot", _number("g")) for name in WEIGHTS),
        *(Fact(name, "lot", _number("day")) for name in DAYS),
        *(Fact(name, "lot", _number("1")) for name in SHARES),
        Fact(INTERVAL, "lot", _number("1", interval=True)),
        *(Fact(name, "lot", FactType(kind="date")) for name in DATES),
        *(Fact(name, "lot", FactType(kind="code", codes=codes)) for name, codes in CODES.items()),
    ]
)


def lots(count: int, *, seed: int = 1) -> pl.DataFrame:
    """``count`` lots, a column per fact; a tenth of every column is null, an interval has both ends or none."""
    rng = np.random.default_rng(seed)
    certain, loaded = rng.random(count) ** 3, rng.integers(0, 730, count)
    columns = {
        **{name: rng.random(count) < 0.7 for name in FLAGS},
        **{name: rng.integers(0, 10**9, count) for name in WEIGHTS},
        **{name: rng.integers(-10, 40, count) for name in DAYS},
        **{name: rng.random(count) for name in SHARES},
        INTERVAL: certain,
        f"{INTERVAL}:possible": np.minimum(certain + (rng.random(count) < 0.3) * rng.random(count), 1.0),
        DATES[0]: np.datetime64("2023-01-01") + loaded,
        DATES[1]: np.datetime64("2023-01-01") + loaded + rng.integers(0, 40, count),
        **{name: np.array(codes)[rng.integers(0, len(codes), count)] for name, codes in CODES.items()},
    }
    known = {name: pl.Series(rng.random(count) >= UNKNOWN) for name in columns}
    known[f"{INTERVAL}:possible"] = known[INTERVAL]
    return pl.DataFrame(columns).select(pl.when(known[name]).then(name).alias(name) for name in columns)


def checks(count: int, *, seed: int = 1) -> list[BoundCheck]:
    """``count`` checks, each in a clause of its own with its own thresholds."""
    rng = np.random.default_rng(seed)
    return [_check(f"check-{number}", rng, excepted=number % EXCEPTION_EVERY == 0) for number in range(count)]


def revised(bound: list[BoundCheck], *, changed: int) -> list[BoundCheck]:
    """The same checks where a revision moved the thresholds of ``changed`` of them, spread evenly over the list."""
    movable = [number for number, each in enumerate(bound) if "p." in each.check.holds]
    places = {movable[place] for place in np.linspace(0, len(movable) - 1, changed).astype(int)}
    return [_tightened(each) if number in places else each for number, each in enumerate(bound)]


def _tightened(bound: BoundCheck) -> BoundCheck:
    parameters = {name: replace(each, value=_TIGHTER[each.type](each.value)) for name, each in bound.parameters.items()}
    return replace(bound, clause=replace(bound.clause, revision="1.1.0", parameters=parameters))


def _check(name: str, rng: np.random.Generator, *, excepted: bool) -> BoundCheck:
    parts = [_filled(str(text), rng) for text in rng.choice(HOLDS, rng.integers(1, 4), replace=False)]
    check = Check(
        id=name, finding=name.upper(), entity="lot", applies=_filled(str(rng.choice(APPLIES)), rng),
        holds=f" {rng.choice(['and', 'or'])} ".join(f"({part})" for part in parts), severity="high", message={},
    )  # fmt: skip
    clause = ClauseRevision(
        uid=name, revision="1.0.0", kind="requirement", title={}, parameters=_parameters(rng), checks=(check,)
    )
    granted = CheckException(of=name, clause=name, when=_filled("{flag} and {share} <= p.share", rng))
    exceptions = (BoundException(exception=granted, clause=clause, label="1"),) if excepted else ()
    return BoundCheck(clause=clause, label="1", check=check, edition="invented", exceptions=exceptions)


def _filled(text: str, rng: np.random.Generator) -> str:
    code = str(rng.choice(list(CODES)))
    flags, weights = rng.permutation(FLAGS), rng.permutation(WEIGHTS)
    values = ", ".join(f"'{value}'" for value in rng.permutation(CODES[code])[: rng.integers(2, 5)])
    return text.format(
        flag=flags[0], other_flag=flags[1], weight=weights[0], other_weight=weights[1], third_weight=weights[2],
        days=rng.choice(DAYS), share=rng.choice(SHARES), code=code, values=values,
    )  # fmt: skip


def _parameters(rng: np.random.Generator) -> dict[str, Parameter]:
    day = np.datetime64("2023-06-01") + rng.integers(0, 365)
    drawn = [
        Parameter(name="share", type="number", unit="1", value=round(float(rng.uniform(0.02, 0.4)), 3)),
        Parameter(name="ratio", type="number", unit="1", value=round(float(rng.uniform(0.6, 2.0)), 3)),
        Parameter(name="days", type="number", unit="DAY", value=int(rng.integers(5, 35))),
        Parameter(name="grams", type="number", unit="GRM", value=int(rng.integers(10**8, 10**9))),
        Parameter(name="day", type="date", value=str(day)),
    ]
    return {parameter.name: parameter for parameter in drawn}

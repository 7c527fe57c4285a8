"""What each mine is licensed to produce, and the mines that dig more than that."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl
from examples.books.plan import day_number
from examples.books.world import World

UNITS = (
    ("t_dry_per_year", 1.0),
    ("kt_dry_per_year", 1e3),
    ("t_dry_per_month", 12.0),
    ("lb_dry_per_year", 4.5359237e-4),
)
"""Unit of a licence and its tonnes per year."""
YEARS = (2022, 2023, 2024)
HABITS = ("greedy alone", "greedy together", "wet margin", "ramp-up", "stockpile", "year end")
"""What mines with a habit do; every other mine keeps well below its licence."""
SINCE, RAMP_UP = date(2012, 7, 1), date(2023, 5, 16)
LEFT_OF_2023 = (day_number(date(2024, 1, 1)) - day_number(RAMP_UP)) / 365
PLANT_KT = {"ZLS": 420.0, "CSR": 310.0, "RFN": 120.0, "CNC": 260.0}
RELEASED = 0.2
"""Part of a licence that a letter may release from stock."""


@dataclass(frozen=True)
class Sales:
    """What a mine plans to sell: dry tonnes per year of loading, and the most it books in a year of arrival."""

    dry: dict[int, float]
    received: float

    @property
    def most(self) -> float:
        """Dry tonnes of the busiest year."""
        return max(*self.dry.values(), 50.0)


@dataclass
class Licences:
    """The licences of one plan, set from what mines plan to sell; ``releases``: site, year, dry tonnes from stock."""

    world: World
    rows: list[tuple[str, str, float, str, date, date | None, str | None]] = field(default_factory=list)
    releases: list[tuple[str, int, float]] = field(default_factory=list)
    chance: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self.chance = self.world.plan.stream("licences")

    def issue(self, tally: pl.DataFrame) -> None:
        """``tally``: per mine and year, dry tonnes loaded and received (columns mine, year, dry_t, received_t)."""
        sales = {rows["mine"][0]: _sales(rows) for rows in tally.partition_by("mine", maintain_order=True)}
        steady = [number for number, sold in sorted(sales.items()) if min(sold.dry.values()) > 0]
        habits = self._habits(steady)
        for number, mine in enumerate(self.world.mines):
            site = str(self.world.mine_sites[number])
            stream = "ore" if mine.material == "ore" else "concentrate"
            self._license(site, stream=stream, sales=sales.get(number, Sales({0: 0.0}, 0.0)), habit=habits.get(number))
        for plant, quantity in PLANT_KT.items():
            scaled = round(quantity * max(1.0, self.world.plan.scale), 3)
            self.rows.append((plant, "throughput", scaled, "kt_dry_per_year", date(2010, 1, 1), None, None))

    def _habits(self, steady: list[int]) -> dict[int, str]:
        """Habits of some of the mines that sell in every year."""
        count = min(self.world.plan.rooted(1.4 * len(HABITS)), len(steady) // 2)
        left = [int(number) for number in self.chance.permutation(steady)]
        habits = {}
        for place in range(count):
            habit = HABITS[place % len(HABITS)]
            chosen = next((number for number in left if self._suits(number, habit=habit)), left[0])
            habits[chosen] = habit
            left.remove(chosen)
        return habits

    def _suits(self, number: int, *, habit: str) -> bool:
        """One seller alone, or several together, can sell more than a mine may dig."""
        sellers = len(self.world.mines[number].sellers)
        return {"greedy alone": sellers == 1, "greedy together": sellers >= 3}.get(habit, True)

    def _license(self, site: str, *, stream: str, sales: Sales, habit: str | None) -> None:
        if habit == "ramp-up":
            self._ramp(site, stream=stream, dry=sales.dry)
            return
        tonnes = self._tonnes(sales, habit=habit)
        self._row(site, stream=stream, tonnes=tonnes, since=SINCE)
        if habit == "stockpile":
            over = [year for year in YEARS if sales.dry[year] > tonnes]
            self.releases.extend((site, year, round(RELEASED * tonnes, 1)) for year in over)

    def _tonnes(self, sales: Sales, *, habit: str | None) -> float:
        most = sales.most
        if habit == "greedy alone":
            return most / float(self.chance.uniform(1.08, 1.5))
        if habit == "greedy together":
            return most / float(self.chance.uniform(1.06, 1.2))
        if habit == "wet margin":
            return most * 1.035
        if habit == "stockpile":
            return most / 1.12
        if habit == "year end":
            return (most + sales.received) / 2 if sales.received > most * 1.01 else most * 1.02
        return most / float(self.chance.uniform(0.4, 0.85))

    def _ramp(self, site: str, *, stream: str, dry: dict[int, float]) -> None:
        """The licence was raised within 2023; only pro-rated it covers what was sold."""
        first = max(dry[2022] * 1.05, dry[2023] * 0.85)
        more = max((dry[2023] * 1.04 - first) / LEFT_OF_2023, dry[2024] * 1.05 - first, 0.05 * first)
        self._row(site, stream=stream, tonnes=first, since=SINCE)
        self._row(site, stream=stream, tonnes=more, since=RAMP_UP, remark="second mill commissioned")

    def _row(self, site: str, *, stream: str, tonnes: float, since: date, remark: str | None = None) -> None:
        # A licence that changes within a year is stated per year, so that nobody has to split a month.
        unit, per_year = UNITS[0 if since == RAMP_UP else int(self.chance.integers(len(UNITS)))]
        self.rows.append((site, stream, round(tonnes / per_year, 4), unit, since, None, remark))

    def table(self) -> pl.DataFrame:
        """The table ``capacity``."""
        columns = ["site_id", "stream", "quantity", "unit", "valid_from", "valid_to", "remark"]
        return pl.DataFrame(self.rows, schema=columns, orient="row", infer_schema_length=None)

    def allowed(self, site: str, *, year: int) -> tuple[float, float]:
        """Licensed dry tonnes of a year, pro-rated by days, and tonnes released from stock by letter."""
        tonnes = dict(UNITS)
        first, last = day_number(date(year, 1, 1)), day_number(date(year + 1, 1, 1))
        licensed = 0.0
        for owner, _, quantity, unit, since, *_ in self.rows:
            covered = max(0, last - max(first, day_number(since))) if owner == site else 0
            licensed += quantity * tonnes.get(unit, 0.0) * covered / (last - first)
        return licensed, sum(release[2] for release in self.releases if release[:2] == (site, year))


def _sales(rows: pl.DataFrame) -> Sales:
    return Sales(
        dict.fromkeys(YEARS, 0.0) | dict(rows.select("year", "dry_t").rows()),
        float(rows["received_t"].to_numpy().max()),
    )


def yearly(booked: pl.DataFrame, *, parcels: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Booked dry and wet tonnes by year of loading, and dry tonnes by year of arrival, of declared mines."""
    sums = booked.group_by("parcel").agg(pl.col("dry_g").sum(), pl.col("gross_g").sum()).sort("parcel")
    lots = parcels.with_columns(sums).filter((pl.col("mine") >= 0) & (pl.col("story") != "origin not declared"))
    year = {name: pl.col(name).cast(pl.Int32).cast(pl.Date).dt.year() for name in ("loaded", "arrived")}
    dry, wet = pl.col("dry_g").sum() / 1e6, pl.col("gross_g").sum() / 1e6
    loaded = lots.group_by(*by, year=year["loaded"]).agg(dry_t=dry, wet_t=wet)
    received = lots.group_by(*by, year=year["arrived"]).agg(received_t=dry)
    joined = loaded.join(received, on=[*by, "year"], how="full", coalesce=True)
    return joined.with_columns(pl.col("dry_t", "wet_t", "received_t").fill_null(0.0)).sort(*by, "year")

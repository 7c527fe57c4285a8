"""What clerks do to tickets: units mistyped, deliveries keyed twice, wrong entries reversed and posted again."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from examples.books.office.weighbridge import DIVISION_G, metal_content, weighed
from examples.books.plan import METALS, Plan

HOUR_MS, SECOND_MS = 3_600_000, 1000
MASSES = ("gross_g", "dry_g", *(f"{metal}_g" for metal in METALS))
POUND_G = 453.59237
KILOGRAMS, POUNDS, DRY = (
    "kilograms entered as tonnes",
    "pounds entered as kilograms",
    "dry weight booked as wet: moisture deducted twice",
)


@dataclass
class Clerks:
    """The office of one plan; ``mistakes`` notes which parcels it booked in the wrong unit."""

    plan: Plan
    parcels: pl.DataFrame
    mistakes: dict[int, str] = field(default_factory=dict)
    chance: np.random.Generator = field(init=False)
    content: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.chance = self.plan.stream("clerks")
        self.content = metal_content(self.parcels)

    def book(self, tickets: pl.DataFrame) -> pl.DataFrame:
        """``tickets`` as booked, with ``entered_quantity``, ``note`` (what happened) and ``row`` (the weighing)."""
        weighings = pl.int_range(pl.len(), dtype=pl.Int64)
        tickets = self._mistyped(tickets.with_columns(note=pl.lit(""), row=weighings))
        per_unit = pl.when(pl.col("entered_unit") == "kg").then(1000).otherwise(1_000_000)
        tickets = tickets.with_columns(entered_quantity=pl.col("gross_g") / per_unit)
        quiet = (self.parcels["story"] == "").to_numpy()[tickets["parcel"].to_numpy()]
        chosen = self.chance.permutation(np.flatnonzero((tickets["note"] == "").to_numpy() & quiet))
        twice, slips = self.plan.rooted(6), self.plan.rooted(4)
        ends = np.cumsum([twice, twice, slips, slips])
        keyed, sent, units, moistures = (tickets[np.sort(part)] for part in np.split(chosen, ends)[:4])
        wrong = pl.concat([units, moistures])["row"].sort()
        booked = [
            tickets.filter(~pl.col("row").is_in(wrong.implode())),
            self._again(keyed, hours=(0.3, 22), note="keyed again"),  # the paper slip, though the scale had sent it
            self._again(sent, hours=(0.05, 0.7), note="sent again"),  # by the scale, before a truck could be back
            self._reversed(units, wrong=self._thousandfold(units)),
            self._reversed(moistures, wrong=self._wetter(moistures)),
        ]
        return pl.concat(booked, how="diagonal").sort("at_ms", "row", "note", maintain_order=True)

    def _mistyped(self, tickets: pl.DataFrame) -> pl.DataFrame:
        """Kilograms entered as tonnes, pounds as kilograms, and dry weight taken for wet."""
        self._choose_mistakes()
        parcel, gross = tickets["parcel"].to_numpy(), tickets["gross_g"].to_numpy()
        made = {words: np.isin(parcel, self._parcels_with(words)) for words in (KILOGRAMS, POUNDS, DRY)}
        gross = np.where(made[KILOGRAMS], gross * 1000, gross)
        gross = np.where(made[POUNDS], np.rint(gross / POUND_G).astype(np.int64) * 1000, gross)
        dry = np.rint(tickets["dry_g"].to_numpy() / DIVISION_G).astype(np.int64) * DIVISION_G
        gross = np.where(made[DRY], dry, gross)
        wrong = made[KILOGRAMS] | made[POUNDS] | made[DRY]
        booked = tickets.with_columns(
            gross_g=pl.Series(gross),
            note=pl.Series(np.where(wrong, "wrong unit", "")),
            entered_unit=pl.when(pl.Series(made[KILOGRAMS])).then(pl.lit("t")).otherwise("entered_unit"),
        )
        return weighed(booked, content=self.content)

    def _choose_mistakes(self) -> None:
        wet = pl.col("wet_g")
        free = self.parcels.with_columns(place=pl.int_range(pl.len())).filter(
            pl.col("story") == "", pl.col("form") == "scrap", pl.col("x_cu") > 0.5
        )
        small = free.filter(wet < 100_000)["place"].to_numpy()
        large = free.filter(wet.is_between(2_000_000, 10_000_000))["place"].to_numpy()
        count = self.plan.rooted(4)
        tonnes = self.chance.choice(small, size=min(count, len(small) // 2), replace=False)
        pounds = self.chance.choice(large, size=count, replace=False)
        dry = np.flatnonzero((self.parcels["story"] == "dry booked as wet").to_numpy())
        for words, rows in ((KILOGRAMS, tonnes), (POUNDS, pounds), (DRY, dry)):
            self.mistakes |= dict.fromkeys(rows.tolist(), words)

    def _parcels_with(self, words: str) -> list[int]:
        return [parcel for parcel, mistake in self.mistakes.items() if mistake == words]

    def _later(self, count: int, *, hours: tuple[float, float]) -> pl.Series:
        """Milliseconds, in whole seconds."""
        passed = self.chance.uniform(*hours, count) * HOUR_MS
        return pl.Series(passed.astype(np.int64) // SECOND_MS * SECOND_MS)

    def _again(self, chosen: pl.DataFrame, *, hours: tuple[float, float], note: str) -> pl.DataFrame:
        return chosen.with_columns(at_ms=pl.col("at_ms") + self._later(chosen.height, hours=hours), note=pl.lit(note))

    def _thousandfold(self, right: pl.DataFrame) -> pl.DataFrame:
        grown = right.with_columns(pl.col("gross_g") * 1000, pl.col("entered_quantity") * 1000)
        return weighed(grown, content=self.content).with_columns(note=pl.lit("wrong unit, reversed"))

    def _wetter(self, right: pl.DataFrame) -> pl.DataFrame:
        slip = pl.Series(np.round(self.chance.uniform(0.01, 0.05, right.height), 4))
        wet = right.with_columns((pl.col("moisture") + slip).round(4))
        return weighed(wet, content=self.content).with_columns(note=pl.lit("wrong moisture, reversed"))

    def _reversed(self, right: pl.DataFrame, *, wrong: pl.DataFrame) -> pl.DataFrame:
        """A wrong entry, its reversal, and the right entry posted again."""
        at = pl.col("at_ms") + self._later(right.height, hours=(1, 30))
        negative = [-pl.col(name) for name in (*MASSES, "entered_quantity")]
        back = wrong.with_columns(*negative, at_ms=at, note=pl.lit("reversal"))
        again = right.with_columns(at_ms=at + 60 * SECOND_MS, note=pl.lit("posted again"))
        return pl.concat([wrong, back, again], how="diagonal")

"""The way of each parcel: legs by road, rail and sea, with carriers, voyages, bills and days."""

from itertools import pairwise

import numpy as np
import polars as pl
from examples.books.columns import days, texts
from examples.books.world import World

BILL_STYLES = ("{p}{n:07d}", "{p}-{n:06d}/{y}", "{p} {n:08d}", "{n:08d}{p}")
LISTED_PORT = "XG"
"""The coast whose first port lies in a region that both editions list."""
ASIDE = ("QS", "QV")
"""Coasts where ships find shelter when their port is closed."""
DETOURS = ("transshipped in a listed port", "called at a listed port", "diverted with letter")


class Voyages:
    """Makes the legs of all parcels of one plan."""

    def __init__(self, world: World) -> None:
        self._chance = world.plan.stream("voyages")
        self._places = world.places
        self._carriers = np.array(world.cast.group("carrier"))
        self._harbours = np.array([site.kind == "port" for site in world.places.sites])
        self._rail = np.array([mine.rail for mine in world.mines])

    def sail(self, parcels: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """``parcels`` with day of arrival, carrier, voyage and bill, and the legs (by row number of the parcel)."""
        paths = self._paths(parcels)
        carriers = self._carriers[self._chance.integers(len(self._carriers), size=parcels.height)]
        parcels = parcels.with_columns(carrier=pl.Series(carriers))
        parcels = self._bills(self._same_carrier(parcels))
        legs = self._legs(parcels, paths=paths)
        last = legs.group_by("parcel", maintain_order=True).agg(pl.col("arrived").last(), pl.col("mode").last())
        parcels = parcels.with_columns(arrived=last["arrived"], last_mode=last["mode"])
        sea = legs.filter(pl.col("mode") == "sea").group_by("parcel").agg(pl.col("departed").first().alias("sailed"))
        rows = parcels.with_row_index("parcel").with_columns(pl.col("parcel").cast(pl.Int64))
        joined = rows.join(sea, on="parcel", how="left", maintain_order="left").drop("parcel")
        return self._voyage_numbers(joined), legs

    def _paths(self, parcels: pl.DataFrame) -> list[tuple[int, ...]]:
        """The stops of each parcel; material mixed in by road starts at the mine it comes from."""
        places = self._places
        foreign = places.ports[LISTED_PORT][0]
        aside = [places.ports[country][-1] for country in ASIDE]
        paths = []
        for story, mine, source, plant in parcels.select("story", "mine", "source", "plant").iter_rows():
            start = places.mines[source if story == "mixed by road" else mine]
            path = (start.site, *start.route, places.plants[plant])
            extra = aside[mine % len(aside)] if story == "diverted with letter" else foreign
            if story in DETOURS and extra not in path:
                path = (*path[:-2], extra, *path[-2:])
            paths.append(path)
        return paths

    def _legs(self, parcels: pl.DataFrame, *, paths: list[tuple[int, ...]]) -> pl.DataFrame:
        chance = self._chance
        steps = np.array([(one, other) for path in paths for one, other in pairwise(path)])
        count = np.array([len(path) - 1 for path in paths])
        parcel = np.repeat(np.arange(len(paths)), count)
        first = np.concatenate([[0], np.cumsum(count)[:-1]])
        seq = np.arange(len(parcel)) - np.repeat(first, count)
        sea = self._harbours[steps[:, 0]] & self._harbours[steps[:, 1]]
        rail = self._rail[parcels["mine"].to_numpy()][parcel]
        mode = np.where(sea, "sea", np.where(rail, "rail", "road"))
        usual = np.where(sea, 19.0, np.where(rail, 3.5, 2.2))
        days = np.maximum(1, np.rint(usual * np.exp(chance.normal(0, 0.3, len(parcel))))).astype(np.int64)
        dwell = np.where(seq > 0, chance.poisson(1.6, len(parcel)), 0)
        passed = np.cumsum(days + dwell)
        before = np.repeat(np.concatenate([[0], passed])[first], count)
        arrived = parcels["loaded"].to_numpy()[parcel] + passed - before
        called = (parcels["story"] == "called at a listed port").to_numpy()[parcel]
        turned = sea & called & (steps[:, 1] == self._places.ports[LISTED_PORT][0])
        return pl.DataFrame(
            {
                "parcel": parcel, "seq": seq + 1, "kind": np.where(turned, "call_not_discharged", "leg"), "mode": mode,
                "from": steps[:, 0], "to": steps[:, 1], "departed": arrived - days, "arrived": arrived,
            }
        )  # fmt: skip

    def _same_carrier(self, parcels: pl.DataFrame) -> pl.DataFrame:
        """Split, part and re-used bills have the carrier of their group's first parcel; equal numbers have another."""
        story = pl.col("story")
        shared = story.is_in(["bill split", "bill split, inspected", "bill in parts", "bill used twice", "first bill"])
        leader = pl.col("carrier").sort_by(story != "first bill").first().over("group")
        other = pl.lit(int(self._carriers[0])) + (leader - int(self._carriers[0]) + 1) % len(self._carriers)
        split = story.str.starts_with("bill split")
        return parcels.with_columns(
            carrier=pl.when(shared).then(leader).when(story == "equal bill numbers").then(other).otherwise("carrier"),
            loaded=pl.when(split).then(pl.col("loaded").first().over("group")).otherwise("loaded"),
        )

    def _bills(self, parcels: pl.DataFrame) -> pl.DataFrame:
        """Bill numbers in the style of each carrier; re-used ones are written a little differently."""
        numbers = self._chance.permutation(9 * parcels.height + 10**6)[: parcels.height] + 10**5
        rows = list(parcels.select("story", "group", "carrier", "loaded").iter_rows())
        own = []
        for number, (_, _, carrier, loaded) in zip(numbers.tolist(), rows, strict=True):
            style = BILL_STYLES[carrier % len(BILL_STYLES)]
            own.append(style.format(p="KSTVN"[carrier % 5] + "BL", n=number, y=22 + max(0, loaded - 18993) // 365))
        first: dict[int, str] = {}
        for (story, group, _, _), text in zip(rows, own, strict=True):
            if story in ("first bill", "bill in parts"):
                first.setdefault(group, text)
        written = [
            self._as_written(text, story=story, first=first.get(group, ""))
            for (story, group, *_), text in zip(rows, own, strict=True)
        ]
        return parcels.with_columns(bill=texts(written))

    @staticmethod
    def _as_written(text: str, *, story: str, first: str) -> str:
        if story in ("first bill", "bill in parts", "equal bill numbers"):
            return first
        if story == "bill used twice":
            return first.lower().replace("-", " ").replace("/", "-")
        return text

    def _voyage_numbers(self, parcels: pl.DataFrame) -> pl.DataFrame:
        """One voyage per carrier and sailing week; parts of a split cargo sail together."""
        together = pl.col("story").str.starts_with("bill split")
        sailed = pl.when(together).then(pl.col("sailed").first().over("group")).otherwise(pl.col("sailed"))
        voyage = pl.format("{}{}", (pl.col("carrier") % 23 + 10), (sailed - 18000) // 7)
        return parcels.with_columns(voyage=pl.when(pl.col("sailed").is_not_null()).then(voyage))


def leg_table(legs: pl.DataFrame, *, parcels: pl.DataFrame, world: World) -> pl.DataFrame:
    """The table ``leg`` (``row``: the lot); only legs by sea have a voyage and a bill."""
    site = texts([site.site_id for site in world.places.sites])
    lots = parcels.select("lot_id", "carrier", "voyage", "bill")[legs["row"]]
    sea = pl.col("mode") == "sea"
    table = legs.hstack(lots).with_columns(
        from_site_id=site.gather(legs["from"]),
        to_site_id=site.gather(legs["to"]),
        departed_on=days(legs["departed"]),
        arrived_on=days(legs["arrived"]),
        carrier_id=texts(world.party_ids[lots["carrier"].to_numpy().astype(int)]),
        voyage=pl.when(sea).then("voyage"),
        bl_no=pl.when(sea).then("bill"),
    )
    return table.sort("row", "seq")

"""Who sold each mined lot to whom: short honest chains, and rings in which the title comes back."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import polars as pl
from examples.books.plan import EPOCH
from examples.books.trade.contracts import START
from examples.books.trade.prices import BEFORE, copper_price
from examples.books.world import World

GROUP = 0
"""Party number of the group itself, the last buyer of every lot."""


class Titles:
    """Writes the chain of title of each parcel."""

    def __init__(self, world: World) -> None:
        self._chance = world.plan.stream("titles")
        self._operators = [mine.operator for mine in world.mines]
        self._brokers = world.cast.group("broker")
        self._price = copper_price(world.plan)
        self._party_ids = world.party_ids.tolist()

    def table(self, parcels: pl.DataFrame) -> pl.DataFrame:
        """The table ``title_transfer`` of all mined parcels."""
        rows = []
        columns = ("lot_id", "mine", "supplier", "story", "loaded", "arrived")
        mined = parcels.filter(pl.col("mine") >= 0).select(columns)
        for lot_id, mine, supplier, story, loaded, arrived in mined.iter_rows():
            chain = self._chain(self._operators[mine], supplier=supplier, story=story)
            rows.extend(self._dated(lot_id, chain=chain, story=story, loaded=loaded, arrived=arrived))
        names = ["lot_id", "seq", "kind", "seller_id", "buyer_id", "transferred_on", "price_usd_t"]
        return pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)

    def _chain(self, operator: int, *, supplier: int, story: str) -> list[tuple[int, int]]:
        """Sellers and buyers in order."""
        one, two, three = (int(number) for number in self._chance.choice(self._brokers[::2], size=3, replace=False))
        if story == "sold in a ring":
            owners = [operator, one, two, three, one, supplier, GROUP]
        elif story == "sold to a sister":
            sister = self._brokers[self._brokers.index(one) + 1]
            owners = [operator, one, two, sister, supplier, GROUP]
        elif story == "repurchased":
            owners = [operator, one, two, one, supplier, GROUP]
        elif story.startswith("diggers"):
            owners = [supplier, GROUP]
        elif story == "title with a gap" or (operator != supplier and self._chance.random() < 0.15):
            owners = [operator, one, supplier, GROUP]
        else:
            owners = [operator, supplier, GROUP]
        sales = [(seller, buyer) for seller, buyer in pairwise(owners) if seller != buyer]
        return [(operator, two), *sales[1:]] if story == "title with a gap" else sales

    def _dated(
        self, lot_id: str, *, chain: list[tuple[int, int]], story: str, loaded: int, arrived: int
    ) -> list[tuple[str, int, str | None, str, str, date, float]]:
        first, last = loaded - 4, max(arrived, loaded + len(chain) - 3)
        steps = np.linspace(first, last, len(chain) + 1)[1:].astype(int).tolist()
        price = float(self._price[loaded - START + BEFORE]) * 0.8
        rows = []
        for place, ((seller, buyer), day) in enumerate(zip(chain, steps, strict=True)):
            kind = self._kind(place, story=story)
            sold_on, paid = EPOCH + timedelta(days=day), round(price * (1 + 0.012 * place), 1)
            rows.append((lot_id, place + 1, kind, self._party_ids[seller], self._party_ids[buyer], sold_on, paid))
        return rows

    def _kind(self, place: int, *, story: str) -> str | None:
        if story == "repurchased":
            return ("sale", "repo", "repurchase", "sale", "sale")[place]
        return "sale" if self._chance.random() < 0.88 else None

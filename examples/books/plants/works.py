"""The plants turn by turn: charging, producing, shipping, and scrap that customers send back."""

from dataclasses import dataclass, field

import numpy as np
from examples.books.plan import FIRST_DAY, LAST_DAY, METALS, Plan, day_number, exact_total
from examples.books.plants.recipes import KEEP, SHIP, campaign_parts, lot_outputs
from examples.books.plants.stock import MASSES, Label, Moves, Record, Stock, mixed, together
from examples.books.world.sites import CONCENTRATOR, COPPER, PLANTS, REFINERY, ZINC

DAY_MS = 86_400_000
WEEK_MS = 7 * DAY_MS
START_MS = day_number(FIRST_DAY) * DAY_MS
WEEKS = (day_number(LAST_DAY) - day_number(FIRST_DAY)) // 7
MOST_WEEKS = 4
"""Plants with little feed run a campaign every few weeks, but at least so often."""
CAMPAIGN_MS = 3 * DAY_MS
HELD_BACK_G = 150_000_000
"""Heavier lots are sometimes charged in two campaigns."""


@dataclass
class Shipped:
    """Shipments of one turn: lot numbers, day, product, masses and tracked shares."""

    lot: np.ndarray
    day: np.ndarray
    product: np.ndarray
    mass: np.ndarray
    share: np.ndarray


@dataclass
class Works:
    """All plants; ``due`` holds, per plant and turn (a week, or a few), the stock that can be charged then."""

    plan: Plan
    record: Record
    chance: np.random.Generator = field(init=False)
    due: list[list[list[Stock]]] = field(init=False)
    shipped: list[Shipped] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = self.plan.stream("works")
        weeks = min(MOST_WEEKS, max(1, round(1 / self.plan.scale)))
        self.turn_ms, self.turns = weeks * WEEK_MS, WEEKS // weeks
        self.due = [[[] for _ in range(self.turns + 1)] for _ in PLANTS]
        self.lines = max(1, round(self.plan.scale**0.75))

    def receive(self, stock: Stock, *, plant: int, ready_ms: np.ndarray) -> None:
        """Puts ``stock`` into the turn in which it can first be charged; what comes too late stays in store."""
        turn = (ready_ms - START_MS) // self.turn_ms + 1
        order = np.argsort(turn, kind="stable")
        for number in np.unique(turn):
            if number <= self.turns:
                self.due[plant][number].append(stock.take(order[turn[order] == number]))

    def run(self) -> None:
        """All turns in order; ore is concentrated before copper is smelted and refined."""
        for turn in range(self.turns + 1):
            for plant in (CONCENTRATOR, ZINC, COPPER, REFINERY):
                if self.due[plant][turn]:
                    self._campaigns(together(self.due[plant][turn]), plant=plant, turn=turn)
                    self.due[plant][turn] = []

    def _campaigns(self, stock: Stock, *, plant: int, turn: int) -> None:
        charged = self._hold_back(stock, plant=plant, turn=turn)
        line = self.chance.integers(self.lines, size=len(charged))
        used, campaign = np.unique(line, return_inverse=True)
        mass, share = mixed(charged, group=campaign, count=len(used))
        at = START_MS + turn * self.turn_ms + 3_600_000 * (1 + plant) + used * 600_000
        lots = self.record.new_lots(mass, at=at, plant=plant, label=Label("campaign", "campaign", "K"))
        self.record.book(Moves("charge", plant, charged.lot, lots[campaign], charged.mass, at[campaign], campaign))
        self._produce(Stock(lots, mass, share), plant=plant, at=at + CAMPAIGN_MS)

    def _hold_back(self, stock: Stock, *, plant: int, turn: int) -> Stock:
        """What is charged now: of some heavy lots a part waits for the next turn."""
        heavy = (stock.mass[:, 0] > HELD_BACK_G) & (self.chance.random(len(stock)) < 0.2) & (turn < self.turns)
        part = np.where(heavy, self.chance.uniform(0.3, 0.7, len(stock)), 1.0)[:, None]
        now = np.where(heavy[:, None], np.floor(stock.mass * part).astype(np.int64), stock.mass)
        if heavy.any():
            later = Stock(stock.lot[heavy], (stock.mass - now)[heavy], stock.share[heavy])
            self.due[plant][turn + 1].append(later)
        return Stock(stock.lot, now, stock.share)

    def _produce(self, campaigns: Stock, *, plant: int, at: np.ndarray) -> None:
        outputs = lot_outputs(plant)
        parts = campaign_parts(plant, campaigns=len(campaigns), chance=self.chance)
        mass = np.zeros((len(campaigns), len(outputs), len(MASSES)), dtype=np.int64)
        for metal in range(len(METALS)):
            mass[:, :, metal + 1] = exact_total(parts[:, :, metal], totals=campaigns.mass[:, metal + 1])
        content = np.array([output.content for output in outputs])
        mass[:, :, 0] = np.ceil(mass[:, :, 1:].sum(axis=2) / content).astype(np.int64)
        campaign, output = np.nonzero(mass[:, :, 0] > 0)
        made = mass[campaign, output]
        label = Label(
            *(np.array([getattr(one, name) for one in outputs])[output] for name in ("form", "product", "code"))
        )
        lots = self.record.new_lots(made, at=at[campaign], plant=plant, label=label)
        self.record.book(Moves("produce", plant, campaigns.lot[campaign], lots, made, at[campaign], campaign))
        stock = Stock(lots, made, campaigns.share[campaign])
        self._pass_on(stock, output=output, plant=plant, at=at[campaign])

    def _pass_on(self, stock: Stock, *, output: np.ndarray, plant: int, at: np.ndarray) -> None:
        """Intermediates to their plant, products to customers."""
        outputs = lot_outputs(plant)
        goes_to = np.array([one.goes_to for one in outputs])[output]
        for target in np.unique(goes_to[(goes_to != KEEP) & (goes_to != SHIP)]):
            chosen = goes_to == target
            self.receive(stock.take(chosen), plant=int(target), ready_ms=at[chosen] + DAY_MS)
        names = np.array([one.product for one in outputs])[output]
        for product in dict.fromkeys(names[goes_to == SHIP].tolist()):
            chosen = names == product
            self._ship(stock.take(chosen), product=product, plant=plant, at=at[chosen])

    def _ship(self, stock: Stock, *, product: str, plant: int, at: np.ndarray) -> None:
        """One to three lots per shipment; some lots are shared between two shipments that follow each other."""
        pieces = self._cut(stock)
        ends = self.chance.random(len(pieces)) < 0.6
        group = np.concatenate([[0], np.cumsum(ends[:-1])])
        count = int(group[-1]) + 1
        mass, share = mixed(pieces, group=group, count=count)
        left = at.max() + np.rint(self.chance.uniform(2, 25, count) * DAY_MS).astype(np.int64) // 1000 * 1000
        lots = self.record.new_lots(mass, at=left, plant=plant, label=Label("shipment", product, "V"))
        self.record.book(Moves("ship", plant, pieces.lot, lots[group], pieces.mass, left[group], group))
        self.shipped.append(Shipped(lots, left // DAY_MS, np.full(count, product), mass, share))
        self._returns(Stock(lots, mass, share), plant=plant, at=left)

    def _cut(self, stock: Stock) -> Stock:
        cut = self.chance.random(len(stock)) < 0.25
        part = self.chance.uniform(0.2, 0.8, len(stock))[:, None]
        first = np.where(cut[:, None], np.floor(stock.mass * part).astype(np.int64), stock.mass)
        row = np.repeat(np.arange(len(stock)), 1 + cut)
        second = np.concatenate([[False], row[1:] == row[:-1]])
        mass = np.where(second[:, None], (stock.mass - first)[row], first[row])
        return Stock(stock.lot[row], mass, stock.share[row])

    def _returns(self, shipments: Stock, *, plant: int, at: np.ndarray) -> None:
        """Customers send offcuts of zinc, lead and copper back; they are charged again."""
        back = (self.chance.random(len(shipments)) < 0.05) & (shipments.mass[:, 0] > 10_000_000)
        if plant == CONCENTRATOR or not back.any():
            return
        part = self.chance.uniform(0.04, 0.2, int(back.sum()))[:, None]
        mass = np.floor(shipments.mass[back] * part).astype(np.int64)
        arrived = (
            at[back] + np.rint(self.chance.uniform(12, 60, int(back.sum())) * DAY_MS).astype(np.int64) // 1000 * 1000
        )
        target = ZINC if plant == ZINC else COPPER
        lots = self.record.new_lots(mass, at=arrived, plant=target, label=Label("scrap return", "customer scrap", "R"))
        self.record.book(Moves("return", target, shipments.lot[back], lots, mass, arrived, np.arange(len(mass))))
        self.receive(Stock(lots, mass, shipments.share[back]), plant=target, ready_ms=arrived)

"""Scrap and blister: recyclers with a speciality, and a few who sell something else under that name."""

import numpy as np
import polars as pl
from examples.books.plan import ELEMENTS
from examples.books.trade.contracts import START
from examples.books.world import World
from examples.books.world.geology import content as fractions
from examples.books.world.geology import correlated, spread, typical
from examples.books.world.sites import COPPER, ZINC

RESIDUES = {"cu": 0.24, "zn": 0.13, "pb": 0.055, "sn": 0.021, "au": 2.2e-5, "ag": 6e-4, "ni": 9e-3, "s": 4e-3}
GOODS: dict[str, tuple[dict[str, float], float, float]] = {
    "bright wire": ({"cu": 0.9991, "sn": 2e-5}, 0.002, 0.0004),
    "heavy copper": ({"cu": 0.972, "zn": 6e-3, "pb": 4e-3, "sn": 4e-3}, 0.004, 0.012),
    "brass turnings": ({"cu": 0.63, "zn": 0.335, "pb": 0.022, "sn": 4e-3}, 0.012, 0.02),
    "radiators": ({"cu": 0.69, "zn": 0.08, "pb": 0.06, "sn": 0.03}, 0.006, 0.03),
    "copper residues": (RESIDUES, 0.075, 0.04),
    "battery paste": ({"pb": 0.73, "s": 0.058, "sn": 1e-3}, 0.085, 0.02),
    "battery grids": ({"pb": 0.945, "sn": 4e-3, "as": 1e-3}, 0.01, 0.01),
    "zinc dross": ({"zn": 0.925, "pb": 6e-3}, 0.003, 0.015),
    "galvanizers ash": ({"zn": 0.69, "pb": 9e-3, "s": 3e-3}, 0.02, 0.04),
    "steel dust": ({"zn": 0.235, "pb": 0.032, "s": 6e-3, "cu": 3e-3}, 0.11, 0.03),
    "cathode": ({"cu": 0.99994, "ag": 1.2e-5}, 0.0002, 0.00001),
}
"""Name -> content of the dry material, usual moisture, how far the content strays."""
SPECIALITIES = {
    "copper": ("heavy copper", "brass turnings", "radiators", "bright wire"),
    "wire": ("bright wire",),
    "residues": ("copper residues",),
    "lead": ("battery paste", "battery grids"),
    "zinc": ("zinc dross", "galvanizers ash", "steel dust"),
    "new cathode": ("cathode",),
    "concentrate": ("copper residues",),
}
ORDER = ("copper", "lead", "zinc", "copper", "copper", "zinc", "lead", "copper")
ROLES = (("concentrate", 3), ("new cathode", 2), ("residues", 3), ("wire", 3))
"""Recyclers with a role at scale 1: the first two are dishonest, the others only look like them."""
BLISTER = {"cu": 0.987, "ni": 2.5e-3, "pb": 1.2e-3, "ag": 8e-4, "au": 3e-5, "as": 9e-4, "s": 6e-4, "zn": 2e-4}
TINY = 2e-6
"""Mass fraction of an element that is not listed."""
BUNDLE_G = 2_480_000
LOTS_AT_SCALE_ONE = 3150


def scrap_roles(world: World) -> dict[int, str]:
    """Recycler (party number) -> speciality or role."""
    plan, recyclers = world.plan, world.cast.group("recycler")
    roles = {recycler: ORDER[place % len(ORDER)] for place, recycler in enumerate(recyclers)}
    place = 0
    for role, base in ROLES:
        for recycler in recyclers[place : place + plan.rooted(base)]:
            roles[recycler] = role
        place += plan.rooted(base)
    return roles


def scrap_parcels(world: World, *, roles: dict[int, str]) -> pl.DataFrame:
    """Scrap parcels of all recyclers: one truck or container each."""
    chance = world.plan.stream("scrap")
    supplier = _sellers(roles, count=world.plan.linear(LOTS_AT_SCALE_ONE), chance=chance)
    goods = np.array([_goods(roles[seller], chance=chance) for seller in supplier.tolist()])
    loaded = START + chance.integers(0, 1080, len(supplier))
    assay = _contents(goods, chance=chance)
    for seller in (seller for seller, role in roles.items() if role == "concentrate"):
        own = supplier == seller
        assay[own] = _diluted_concentrate(int(own.sum()), chance=chance)
    moisture = np.array([GOODS[one][1] for one in goods]) * np.exp(chance.normal(0, 0.25, len(goods)))
    lead_or_zinc = np.isin(goods, [*SPECIALITIES["lead"], *SPECIALITIES["zinc"]])
    columns = {
        "material": ["scrap"] * len(goods),
        "product": goods,
        "supplier": supplier,
        "plant": np.where(lead_or_zinc, ZINC, COPPER),
        "loaded": loaded,
        "arrived": loaded + chance.integers(1, 7, len(supplier)),
        "wet_g": _weights(goods, chance=chance),
        "moisture": moisture,
    }
    return pl.DataFrame(columns | {f"x_{element}": assay[:, place] for place, element in enumerate(ELEMENTS)})


def _sellers(roles: dict[int, str], *, count: int, chance: np.random.Generator) -> np.ndarray:
    """The seller of each parcel: everybody sells a dozen, the large ones most of the rest."""
    recyclers = np.array(list(roles))
    weight = chance.gamma(1.3, 1.0, len(recyclers)) + 0.25
    sure = np.repeat(recyclers, min(12, count // len(recyclers)))
    more = chance.choice(recyclers, size=count - len(sure), p=weight / weight.sum())
    return np.concatenate([sure, more])


def _goods(role: str, *, chance: np.random.Generator) -> str:
    choices = SPECIALITIES[role]
    return choices[int(chance.integers(len(choices)))]


def _contents(goods: np.ndarray, *, chance: np.random.Generator) -> np.ndarray:
    """Content (parcels x elements) of what the goods are sold as; what is metal stays below the whole."""
    listed = {name: [content.get(element, TINY) for element in ELEMENTS] for name, (content, _, _) in GOODS.items()}
    usual = np.array([listed[one] for one in goods])
    stray = np.array([GOODS[one][2] for one in goods])
    main, rows = usual.argmax(axis=1), np.arange(len(goods))
    assay: np.ndarray = usual * np.exp(np.where(usual > 0.02, 0.06, 0.35) * chance.standard_normal(usual.shape))
    assay[rows, main] = 0.0
    whole = np.where(usual.sum(axis=1) > 0.9, 0.99998, 0.97)
    wanted = usual[rows, main] * (1 + stray * chance.standard_normal(len(goods)))
    assay[rows, main] = np.minimum(wanted, whole - assay.sum(axis=1))
    return assay


def _diluted_concentrate(count: int, *, chance: np.random.Generator) -> np.ndarray:
    """One mine's copper concentrate with up to 30 % of barren slag."""
    mine = typical("cu") + spread("cu", main=0.1, minor=0.5) * correlated(chance, rows=1)
    parcels = fractions(mine + spread("cu", main=0.03, minor=0.12) * correlated(chance, rows=count))
    slag = chance.uniform(0, 0.3)
    thinned: np.ndarray = parcels * (1 - slag)
    return thinned


def _weights(goods: np.ndarray, *, chance: np.random.Generator) -> np.ndarray:
    """Wet grams: truck loads, full bundles of cathode, and now and then a repair shop's few kilograms."""
    loads = np.clip(10.5 * np.exp(chance.normal(0, 0.5, len(goods))), 1.2, 25) * 1e6
    tiny = chance.random(len(goods)) < 0.012
    kilograms = np.clip(24 * np.exp(chance.normal(0, 0.5, len(goods))), 6, 90) * 1e3
    bundles = chance.integers(5, 11, len(goods)) * (BUNDLE_G + chance.integers(-4, 5, len(goods)) * 1000)
    wet = np.where(goods == "cathode", bundles, np.where(tiny, kilograms, loads))
    whole: np.ndarray = (np.rint(wet / 1000) * 1000).astype(np.int64)
    return whole


def blister_parcels(world: World) -> pl.DataFrame:
    """Blister of other smelters, in containers."""
    chance = world.plan.stream("blister")
    makers = np.array(world.cast.group("blister maker"))
    count = world.plan.linear(26)
    usual = np.array([BLISTER.get(element, TINY) for element in ELEMENTS])
    assay = usual * np.exp(chance.normal(0, 0.2, (count, len(ELEMENTS))))
    assay[:, 0] = BLISTER["cu"] + chance.normal(0, 0.002, count)
    loaded = START + chance.integers(0, 1040, count)
    columns = {
        "material": ["blister"] * count,
        "product": ["blister"] * count,
        "supplier": makers[chance.integers(len(makers), size=count)],
        "plant": np.full(count, COPPER),
        "loaded": loaded,
        "arrived": loaded + chance.integers(20, 50, count),
        "wet_g": (np.clip(240 * np.exp(chance.normal(0, 0.4, count)), 40, 900) * 1e6).astype(np.int64),
        "moisture": np.full(count, 0.0002),
    }
    return pl.DataFrame(columns | {f"x_{element}": assay[:, place] for place, element in enumerate(ELEMENTS)})

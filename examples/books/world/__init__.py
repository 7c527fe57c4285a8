"""Where the books play: countries, places, people and ore bodies."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from examples.books.plan import Plan
from examples.books.world.actors import Cast, Casting
from examples.books.world.atlas import Listing, countries
from examples.books.world.geology import OreBodies, ore_bodies
from examples.books.world.names import Names
from examples.books.world.sites import Mine, Places, Surveyor


@dataclass(frozen=True)
class World:
    """Everything that exists before the first parcel is loaded; the cast can still grow."""

    plan: Plan
    names: Names
    places: Places
    casting: Casting
    bodies: OreBodies
    listing: Listing

    @property
    def cast(self) -> Cast:
        """All parties so far."""
        return self.casting.cast

    @property
    def mines(self) -> list[Mine]:
        """All mines by number."""
        return self.places.mines

    @property
    def party_ids(self) -> np.ndarray:
        """The ids of all parties so far, by number."""
        return np.array([party.party_id for party in self.cast.parties], dtype=object)

    @cached_property
    def abroad(self) -> np.ndarray:
        """Per mine whether its material has to cross a border."""
        return np.array([bool(mine.route) for mine in self.mines])

    @cached_property
    def mine_sites(self) -> np.ndarray:
        """Per mine the id of its site."""
        return np.array([self.places.sites[mine.site].site_id for mine in self.mines], dtype=object)

    @cached_property
    def mine_regions(self) -> np.ndarray:
        """Per mine its region code, ``None`` where the books hold only words."""
        return np.array([self.places.sites[mine.site].region for mine in self.mines], dtype=object)

    @cached_property
    def plant_offsets(self) -> np.ndarray:
        """Per plant, minutes of local time before UTC."""
        return np.array([self.places.sites[plant].utc_offset_min for plant in self.places.plants])


def make_world(plan: Plan) -> World:
    """The world of one plan."""
    names = Names(plan.stream("names"))
    places = Surveyor(plan, atlas=countries(names), names=names).survey()
    casting = Casting(plan, names=names)
    casting.everyone(places)
    bodies = ore_bodies(plan, materials=[mine.material for mine in places.mines])
    return World(plan, names, places, casting, bodies, Listing())

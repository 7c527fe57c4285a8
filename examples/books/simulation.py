"""From a plan to books: the order in which the world trades, is weighed, smelts and writes papers."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from examples.books.columns import days, texts
from examples.books.office import desk, files, owners, watchlist
from examples.books.office.certificates import certificates
from examples.books.office.clerks import KILOGRAMS, MASSES, Clerks
from examples.books.office.consignment_papers import consigned
from examples.books.office.licences import Licences, yearly
from examples.books.office.lots import lot_table
from examples.books.office.receipts import receipt_table
from examples.books.office.registers import Registers, deliveries
from examples.books.office.shipping_papers import shipping_papers
from examples.books.office.statistics import national_production
from examples.books.office.weighbridge import tickets
from examples.books.plan import Plan
from examples.books.plants.bookings import Bookings, book_wrongly
from examples.books.plants.claims import claims, ledger
from examples.books.plants.dispatch import dispatched, provenance_table, shipment_table
from examples.books.plants.run import flow_table, inner_lots, run_plants
from examples.books.trade import cargoes, smallholders, stories
from examples.books.trade.arrivals import gather
from examples.books.trade.contracts import honest_trade
from examples.books.trade.payments import pay
from examples.books.trade.secondary import blister_parcels, scrap_parcels, scrap_roles
from examples.books.trade.settlement import settle
from examples.books.trade.titles import Titles
from examples.books.trade.voyages import Voyages, leg_table
from examples.books.truth import Truth
from examples.books.truth.places import note_origins, note_transit, origins
from examples.books.truth.stories import note_stories
from examples.books.truth.weights import note_bills, note_overruns, note_tickets, note_units
from examples.books.world import make_world
from examples.books.world.actors import party_table
from examples.books.world.atlas import region_list
from examples.books.world.sites import site_table


@dataclass(frozen=True)
class Books:
    """Tables by canonical name, the two lists among them, and the truth: findings, provenance and true origins."""

    tables: dict[str, pl.DataFrame]
    truth: dict[str, pl.DataFrame]


class Simulation:
    """The state of one run; each step reads what the former ones left."""

    def __init__(self, plan: Plan) -> None:
        self.world = make_world(plan)
        self.truth = Truth()
        self.tables: dict[str, pl.DataFrame] = {"region_determination": region_list()}

    def run(self) -> Books:
        """All steps in order."""
        self._trade()
        self._weigh()
        self._supervise()
        self._smelt()
        self._settle()
        self._file()
        self._register()
        told = {"truth": self.truth.table(), "provenance": self.provenance, "origin": self._true_origins()}
        return Books(self.tables, told)

    def _trade(self) -> None:
        """Mined parcels with their stories and voyages, then scrap and blister; all in order of arrival."""
        world = self.world
        small, self.habits = smallholders.small_sellers(world)
        mined = pl.concat([honest_trade(world), small])
        for step in (cargoes.split_cargoes, cargoes.part_cargoes, cargoes.bill_pairs, stories.assign, cargoes.mix_in):
            mined = step(mined, world=world)
        mined, legs = Voyages(world).sail(mined)
        roles = scrap_roles(world)
        self.tolled = [seller for seller, role in roles.items() if role == "copper"][: world.plan.rooted(2)]
        self.parcels = gather(mined, scrap_parcels(world, roles=roles), blister_parcels(world))
        place = pl.DataFrame({"parcel": self.parcels["row"], "row": np.arange(self.parcels.height)})
        self.legs = legs.join(place, on="parcel", how="inner", maintain_order="left")
        note_stories(self.truth, parcels=self.parcels, sellers=self.habits | roles, world=world)

    def _weigh(self) -> None:
        """Tickets, the clerks' bookings, and the inbound lots and receipts."""
        true = tickets(self.world, parcels=self.parcels)
        self.true_mass = true.group_by("parcel").agg(pl.col(MASSES).sum()).sort("parcel").drop("parcel")
        office = Clerks(self.world.plan, self.parcels)
        self.booked = office.book(true)
        self.mistakes = office.mistakes
        self.tables["receipt"] = receipt_table(self.booked, parcels=self.parcels, world=self.world)
        self.inbound = lot_table(self.booked, parcels=self.parcels, world=self.world)
        note_tickets(self.truth, booked=self.booked, receipt_ids=self.tables["receipt"]["receipt_id"])
        note_units(self.truth, parcels=self.parcels, mistakes=self.mistakes, tolled=self.tolled)

    def _supervise(self) -> None:
        """Licences and statistics follow from what mines sell; then all is held against licences and list."""
        world, truth, parcels = self.world, self.truth, self.parcels
        self.licences = Licences(world)
        self.licences.issue(yearly(self.booked, parcels=parcels, by=["mine"]))
        tally = yearly(self.booked, parcels=parcels, by=["mine", "supplier"])
        note_overruns(truth, licences=self.licences, tally=tally, world=world)
        self.tables["capacity"] = self.licences.table()
        statistics = national_production(world, parcels=parcels, lots=self.inbound, truth=truth)
        self.tables["national_production"] = statistics
        self.origin = origins(parcels, world=world)
        note_origins(truth, parcels=parcels, origin=self.origin, world=world)
        told = parcels["story"].gather(self.legs["row"])
        self.legs = self.legs.filter((told != "no route") & ((told != "route with a gap") | (self.legs["seq"] != 2)))
        note_transit(truth, legs=self.legs, lot_ids=parcels["lot_id"], origin=self.origin, world=world)

    def _smelt(self) -> None:
        """Runs the plants on the booked lots; then the shipping office makes its mistakes."""
        plan, truth = self.world.plan, self.truth
        works = run_plants(self.world, parcels=self.parcels, lots=self.inbound, booked=self.booked, origin=self.origin)
        sent = dispatched(works.shipped)
        inner = pl.concat(works.record.lot_blocks)
        bookings = Bookings(inner, pl.concat(works.record.flow_blocks), self._lot_names(inner))
        self.counts = book_wrongly(bookings, plan=plan, sent=sent, truth=truth)
        names, spoiled = bookings.names, bookings.spoiled
        self.claims = claims(self.world, sent=sent, names=names, spoiled=spoiled, truth=truth)
        self.provenance = provenance_table(sent, names=names, spoiled=spoiled)
        self.tables["shipment"] = shipment_table(self.world, sent=sent, names=names)
        self.tables["lot"] = pl.concat([self.inbound, inner_lots(bookings.lots, names=names)], how="diagonal")
        self.tables["flow"] = flow_table(bookings.flows, names=names)

    def _lot_names(self, inner: pl.DataFrame) -> pl.Series:
        """Lot ids by lot number: inbound lots first, then those made in the plants."""
        plants = texts(np.array([self.world.places.sites[plant].site_id for plant in self.world.places.plants]))
        running = inner["lot"] - self.parcels.height + 1
        made = inner.select(pl.format("{}-{}-{}", plants.gather(inner["plant"]), "code", running).alias("lot_id"))
        return pl.concat([self.parcels["lot_id"], made["lot_id"]])

    def _settle(self) -> None:
        """Analyses, payments, titles and the ledger of claims."""
        world, parcels = self.world, self.parcels
        self.tables["assay"] = settle(world, parcels=parcels, true_mass=self.true_mass, tolled=self.tolled)
        self.tables["payment"] = pay(world, parcels=parcels, assays=self.tables["assay"])
        self.tables["title_transfer"] = Titles(world).table(parcels)
        account = ledger(world.plan, parcels=parcels, true_mass=self.true_mass, truth=self.truth)
        self.tables["ledger_entry"] = account
        self.tables["leg"] = leg_table(self.legs, parcels=parcels, world=world)

    def _file(self) -> None:
        """All papers."""
        world, parcels = self.world, self.parcels
        wet = self.true_mass["gross_g"].to_numpy()
        typed = [parcel for parcel, words in self.mistakes.items() if words == KILOGRAMS]
        travelling = consigned(world, parcels=parcels, wet=wet)
        papers = [
            certificates(travelling),
            shipping_papers(travelling),
            desk.slips(world, parcels=parcels, wet=wet, always=typed),
            desk.bank_letters(world, payments=self.tables["payment"], parcels=parcels),
            desk.registrations(world, habits=self.habits),
            desk.site_letters(world, parcels=parcels, licences=self.licences),
            desk.repurchases(self.tables["title_transfer"]),
            self.counts,
            self.claims,
        ]
        self.tables["document"] = desk.filed(world.plan, papers=papers)
        note_bills(self.truth, documents=self.tables["document"], lots=self.inbound)

    def _register(self) -> None:
        """Owners, files and the watch list, which need to know when suppliers delivered."""
        registers = Registers(self.world, self.truth, deliveries(self.parcels))
        for step in (
            owners.sisters,
            owners.listed_owners,
            owners.steps,
            watchlist.names_on_the_list,
            watchlist.listed_later,
            files.incomplete_files,
            owners.ordinary_owners,
            watchlist.unrelated_entries,
        ):
            step(registers)
        self.tables["ownership"] = registers.ownership()
        self.tables["list_entry"] = registers.watchlist()
        self.tables["party"] = party_table(self.world.cast.parties)
        self.tables["site"] = site_table(self.world.places.sites)

    def _true_origins(self) -> pl.DataFrame:
        """Per mined lot the declared and the true mine; no true mine where diggers' pits are the source."""
        site = np.array([*self.world.mine_sites, None], dtype=object)
        mined = self.parcels.filter(pl.col("mine") >= 0)
        source = mined["source"].to_numpy()
        return mined.select(
            "lot_id",
            declared_site_id=texts(site[mined["mine"].to_numpy()]),
            true_site_id=texts(site[np.where(source >= 0, source, -1)]),
            loaded_on=days(mined["loaded"]),
        )

"""Certificates of origin: in time or late, replaced for good reasons or bad ones, corrected by an erratum."""

from datetime import timedelta

import numpy as np
import polars as pl
from examples.books.columns import texts
from examples.books.office.consignment_papers import Consigned
from examples.books.plan import EPOCH
from examples.books.world.sites import Mine


def certificates(consigned: Consigned) -> pl.DataFrame:
    """First certificates, replacements and errata; ``key`` and ``supersedes_key`` stand for ids."""
    right_day = _right_days(consigned)
    return pl.concat(
        [
            _first(consigned, right_day=right_day),
            _second(consigned, right_day=right_day),
            _errata(consigned, right_day=right_day),
        ],
        how="diagonal_relaxed",
    )


def _right_days(consigned: Consigned) -> np.ndarray:
    """The day on which each first certificate is issued: around loading, in time unless the story says otherwise."""
    chance, arrived = consigned.chance, consigned.arrived
    issued = np.minimum(consigned.loaded + chance.integers(-3, 7, len(arrived)), arrived)
    late = arrived + chance.integers(2, 30, len(arrived))
    found: np.ndarray = np.where(consigned.told("certificate after arrival"), late, issued)
    return found


def _first(consigned: Consigned, *, right_day: np.ndarray) -> pl.DataFrame:
    rows = np.flatnonzero(~consigned.told("no certificate"))
    world = consigned.world
    named = np.where(consigned.told("origin moved"), _next_alike(world.mines)[consigned.mine], consigned.mine)
    told = ~consigned.told("origin not declared")
    wet = np.where(consigned.told("weight corrected"), consigned.paper_wet * 104 // 100, consigned.paper_wet)
    wet = np.where(consigned.told("short landing"), consigned.embarked, wet)
    issued = right_day + np.where(consigned.told("certificate with wrong year"), 365, 0)
    return consigned.papers(
        "certificate_of_origin",
        rows=rows,
        issued=issued[rows],
        key=[f"first {row}" for row in rows.tolist()],
        declared_site_id=texts(world.mine_sites[named][rows], known=told[rows]),
        declared_region=texts(world.mine_regions[named][rows], known=told[rows]),
        declared_gross_g=wet[rows],
    )


def _next_alike(mines: list[Mine]) -> np.ndarray:
    """For each mine the next one that digs the same material."""
    following = np.empty(len(mines), dtype=np.int64)
    for number, mine in enumerate(mines):
        same = [other for other, candidate in enumerate(mines) if candidate.material == mine.material]
        following[number] = same[(same.index(number) + 1) % len(same)]
    return following


def _second(consigned: Consigned, *, right_day: np.ndarray) -> pl.DataFrame:
    """Certificates that replace the first one."""
    chance, world = consigned.chance, consigned.world
    rows = consigned.rows("certificate replaced late", "origin moved", "weight corrected", "pit renamed")
    soon = np.maximum(right_day[rows] + 1, consigned.loaded[rows] + chance.integers(6, 12, len(rows)))
    late = consigned.arrived[rows] + chance.integers(2, 20, len(rows))
    mine = consigned.mine[rows]
    pit = np.array([world.places.sites[world.places.pits.get(one, 0)].site_id for one in mine.tolist()], dtype=object)
    return consigned.papers(
        "certificate_of_origin",
        rows=rows,
        issued=np.where(consigned.told("certificate replaced late")[rows], late, soon),
        supersedes_key=[f"first {row}" for row in rows.tolist()],
        declared_site_id=texts(np.where(consigned.told("pit renamed")[rows], pit, world.mine_sites[mine])),
        declared_region=texts(world.mine_regions[mine]),
        declared_gross_g=consigned.paper_wet[rows],
    )


def _errata(consigned: Consigned, *, right_day: np.ndarray) -> pl.DataFrame:
    rows = consigned.rows("certificate with wrong year")
    days = [EPOCH + timedelta(days=day) for day in right_day[rows].tolist()]
    return consigned.papers(
        "erratum",
        rows=rows,
        issued=right_day[rows] + 5,
        supersedes_key=[f"first {row}" for row in rows.tolist()],
        remark=texts([f"wrong year typed: the certificate was issued on {day}" for day in days]),
    )

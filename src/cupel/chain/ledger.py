"""Claim accounts in integer grams: running balances, lapsing credits, and which credit paid for which use.

Accounts are append-only and follow mass-balance rules: a use takes the oldest credit first, a credit that lapses
unused is gone, and what was used beyond the credits is a claim without material behind it. A later credit first
covers such a debt.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl

from cupel.chain.arrays import I32, I64, owned
from cupel.chain.passes import compiled

ACCOUNT = ("site_id", "metal", "claim")
FINDINGS = ("negative_balance", "expired_credit_used", "retired_without_issue")
NEVER = np.iinfo(np.int64).max
DAY_MS = 86_400_000


class Matches(NamedTuple):
    """``grams[k]`` (i64) of credit ``credit[k]`` were used by ``use[k]`` (i32 positions), in order of both."""

    credit: I32
    use: I32
    grams: I64


class Entries(NamedTuple):
    """i64[n] each, sorted by account, then time: ``account`` number, ``delta`` g, ``at`` ms, ``expires`` ms
    (exclusive).
    """

    account: I64
    delta: I64
    at: I64
    expires: I64


class Balances(NamedTuple):
    """i64[n] grams after each entry: ``balance``, ``lapsed`` since the entry before, ``short`` = used without
    credit.
    """

    balance: I64
    lapsed: I64
    short: I64


def fifo_match(credits_g: I64, uses_g: I64) -> Matches:
    """Which credit paid for which use, oldest first: overlap of the two cumulative sums. Grams are not negative."""
    paid, used = np.cumsum(credits_g), np.cumsum(uses_g)
    covered = min(int(paid[-1]) if len(paid) else 0, int(used[-1]) if len(used) else 0)
    cuts = np.unique(np.concatenate([[0], paid[paid < covered], used[used < covered], [covered]]))
    start = cuts[:-1]
    credit = np.searchsorted(paid, start, side="right").astype(np.int32)
    use = np.searchsorted(used, start, side="right").astype(np.int32)
    return Matches(credit, use, np.diff(cuts))


def ledger_balances(entries: pl.DataFrame) -> pl.DataFrame:
    """``entries`` (canonical ledger entries) in the order of accounts and time, with grams after each.

    Added columns, i64: ``balance_g`` (negative: more was claimed than there was), ``lapsed_g`` (credits that lapsed
    since the account's entry before), ``short_g`` (the part of a use that no credit covered). A credit can be used
    until the end of the day it expires on (UTC).
    """
    ordered = entries.sort(*ACCOUNT, "at", "seq", "entry_id", nulls_last=True)
    account = ordered.select(pl.struct(ACCOUNT).rle_id()).to_series().to_numpy()
    expires = ordered["expires_on"].cast(pl.Datetime("ms")).dt.epoch("ms") + DAY_MS
    balances = sweep(
        Entries(
            owned(account, np.int64),
            owned(ordered["delta_g"].to_numpy(), np.int64),
            owned(ordered["at"].dt.epoch("ms").to_numpy(), np.int64),
            owned(expires.fill_null(NEVER).to_numpy(), np.int64),
        )
    )
    return ordered.with_columns(
        balance_g=pl.Series(balances.balance), lapsed_g=pl.Series(balances.lapsed), short_g=pl.Series(balances.short)
    )


def ledger_findings(balances: pl.DataFrame) -> pl.DataFrame:
    """Uses that the account could not cover, of a frame from :func:`ledger_balances`: its columns, ``finding`` (one
    of :data:`FINDINGS`) and ``amount_g``. An uncovered use counts as ``expired_credit_used`` as far as lapsed credits
    would have covered it, as ``retired_without_issue`` where the account never had a credit, else as
    ``negative_balance``.
    """
    lapsed = pl.col("lapsed_g").cum_sum().over(ACCOUNT)
    issued = pl.col("delta_g").clip(0).cum_sum().over(ACCOUNT)
    short = pl.col("short_g").cum_sum().over(ACCOUNT)
    before = short - pl.col("short_g")
    expired = pl.min_horizontal(short, lapsed) - pl.min_horizontal(before, lapsed)
    uncovered = balances.with_columns(_expired=expired, _issued=issued).filter(pl.col("short_g") > 0)
    over = pl.when(pl.col("_issued") == 0).then(pl.lit("retired_without_issue")).otherwise(pl.lit("negative_balance"))
    parts = [
        uncovered.with_columns(finding=pl.lit("expired_credit_used"), amount_g=pl.col("_expired")),
        uncovered.with_columns(finding=over, amount_g=pl.col("short_g") - pl.col("_expired")),
    ]
    return (
        pl.concat(parts)
        .filter(pl.col("amount_g") > 0)
        .drop("_expired", "_issued")
        .with_columns(pl.col("finding").cast(pl.Enum(FINDINGS)))
        .sort(*ACCOUNT, "at", "seq", "entry_id", "finding", nulls_last=True)
    )


def sweep(entries: Entries) -> Balances:
    """Balances after each entry."""
    size = len(entries.delta)
    out = Balances(np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.int64))
    starts = np.flatnonzero(np.diff(entries.account, prepend=-1)).astype(np.int64)
    by_expiry = np.lexsort((entries.expires, entries.account))
    _ledger_fifo()(entries, np.append(starts, size), by_expiry, out)
    return out


def ledger_fifo(entries: Entries, starts: I64, by_expiry: I64, out: Balances) -> None:
    """Fill ``out``. ``starts`` i64[accounts+1]; ``by_expiry`` i64[n]: entries by account, then day of expiry."""
    left = np.zeros(entries.delta.size, np.int64)
    for a in range(starts.size - 1):
        oldest = soonest = starts[a]
        balance = np.int64(0)
        for i in range(starts[a], starts[a + 1]):
            lapsed, at, delta = np.int64(0), entries.at[i], entries.delta[i]
            while soonest < starts[a + 1] and entries.expires[by_expiry[soonest]] <= at:
                lapsed += left[by_expiry[soonest]]
                left[by_expiry[soonest]] = 0
                soonest += 1
            if delta > 0 and entries.expires[i] <= at:  # entered too late to be used
                lapsed += delta
            elif delta > 0:
                left[i] = delta - min(delta, max(0, lapsed - balance))
            balance += delta - lapsed
            wanted = min(-delta, balance - delta)
            out.short[i] = max(0, -delta - max(0, wanted))
            while wanted > 0:
                taken = min(left[oldest], wanted)
                left[oldest] -= taken
                wanted -= taken
                oldest += 1 if left[oldest] == 0 else 0
            out.balance[i], out.lapsed[i] = balance, lapsed


@cache
def _ledger_fifo() -> Callable[[Entries, I64, I64, Balances], None]:
    """:func:`ledger_fifo`, compiled where numba is installed; whole numbers come out the same either way."""
    kernels = compiled()
    return ledger_fifo if kernels is None else kernels.kernel(ledger_fifo)

"""Claim accounts: balances in whole grams, lapsing credits, and over-claims found exactly."""

from datetime import date, timedelta

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.chain.lotgraphs import day

from cupel.chain.ledger import fifo_match, ledger_balances, ledger_findings

GRAMS = st.lists(st.integers(0, 50), max_size=12)
Row = tuple[float, int, int | None]


def entries(rows: list[Row], *, claim: str = "recycled") -> pl.DataFrame:
    """Entries (day, grams, day of expiry)."""
    first = date(2024, 1, 1)
    return pl.DataFrame(
        {
            "entry_id": [f"{claim}{i:03}" for i in range(len(rows))],
            "site_id": ["S"] * len(rows),
            "metal": ["cu"] * len(rows),
            "claim": [claim] * len(rows),
            "at": pl.Series([day(row[0]) for row in rows], dtype=pl.Datetime("ms")),
            "seq": [0] * len(rows),
            "delta_g": pl.Series([row[1] for row in rows], dtype=pl.Int64),
            "expires_on": pl.Series(
                [None if row[2] is None else first + timedelta(days=row[2]) for row in rows], dtype=pl.Date
            ),
        }
    )


def balances(rows: list[Row]) -> list[tuple[int, int, int]]:
    return ledger_balances(entries(rows)).select("balance_g", "lapsed_g", "short_g").rows()


def findings(rows: list[Row]) -> list[tuple[str, int]]:
    return ledger_findings(ledger_balances(entries(rows))).select("finding", "amount_g").rows()


def test_the_oldest_credit_pays_first() -> None:
    matches = fifo_match(np.array([5, 0, 7]), np.array([3, 3, 0, 10]))
    assert list(zip(*(part.tolist() for part in matches), strict=True)) == [(0, 0, 3), (0, 1, 2), (2, 1, 1), (2, 3, 6)]


@given(GRAMS, GRAMS)
def test_matching_uses_every_gram_up_to_the_smaller_total(credit: list[int], use: list[int]) -> None:
    matches = fifo_match(np.array(credit, np.int64), np.array(use, np.int64))
    assert matches.grams.sum() == min(sum(credit), sum(use))
    assert (matches.grams > 0).all()


@given(GRAMS, GRAMS)
def test_matching_is_what_taking_gram_by_gram_gives(credit: list[int], use: list[int]) -> None:
    pairs = zip(np.repeat(np.arange(len(credit)), credit), np.repeat(np.arange(len(use)), use), strict=False)
    one_by_one = pl.DataFrame(list(pairs), schema={"c": pl.Int32, "u": pl.Int32}, orient="row")
    counted = one_by_one.group_by("c", "u", maintain_order=True).len()
    matches = fifo_match(np.array(credit, np.int64), np.array(use, np.int64))
    assert list(zip(*(part.tolist() for part in matches), strict=True)) == counted.rows()


def test_balances_run_through_the_account() -> None:
    assert balances([(1, 100, None), (2, -30, None), (3, -70, None)]) == [(100, 0, 0), (70, 0, 0), (0, 0, 0)]


def test_accounts_do_not_pay_for_each_other() -> None:
    both = pl.concat([entries([(1, 100, None)], claim="a"), entries([(2, -40, None)], claim="b")])
    assert ledger_balances(both)["balance_g"].to_list() == [100, -40]


def test_a_use_beyond_the_credits_is_short_by_the_difference() -> None:
    assert balances([(1, 100, None), (2, -130, None), (3, -5, None)])[1:] == [(-30, 0, 30), (-35, 0, 5)]


def test_a_later_credit_first_covers_the_debt() -> None:
    assert balances([(1, -30, None), (2, 100, None), (3, -80, None)]) == [(-30, 0, 30), (70, 0, 0), (-10, 0, 10)]


def test_a_credit_can_be_used_on_its_last_day_and_not_after() -> None:
    assert balances([(1, 100, 5), (5.9, -40, None), (6, -40, None)]) == [(100, 0, 0), (60, 0, 0), (-40, 60, 40)]


def test_the_oldest_credit_is_used_before_it_lapses() -> None:
    assert balances([(1, 50, 5), (2, 50, 90), (3, -50, None), (9, -50, None)])[-1] == (0, 0, 0)


def test_a_credit_entered_after_its_last_day_is_worth_nothing() -> None:
    assert balances([(9, 50, 5), (10, -10, None)]) == [(0, 50, 0), (-10, 0, 10)]


def test_findings_tell_over_claims_from_lapsed_credits_and_from_claims_without_any_issue() -> None:
    assert findings([(1, 100, None), (2, -130, None)]) == [("negative_balance", 30)]
    assert findings([(1, 100, 5), (9, -60, None)]) == [("expired_credit_used", 60)]
    assert findings([(1, 100, 5), (9, -130, None)]) == [("negative_balance", 30), ("expired_credit_used", 100)]
    assert findings([(1, -10, None)]) == [("retired_without_issue", 10)]


def test_lapsed_credits_excuse_a_shortage_only_once() -> None:
    rows: list[Row] = [(1, 100, 5), (9, -60, None), (10, -60, None)]
    assert findings(rows) == [("expired_credit_used", 60), ("negative_balance", 20), ("expired_credit_used", 40)]


def honest(rng: np.random.Generator, *, size: int) -> list[Row]:
    """Uses that never exceed what is there; credits never lapse."""
    rows: list[Row] = []
    stock = 0
    for number in range(size):
        grams = -int(rng.integers(0, stock + 1)) if rng.random() < 0.5 else int(rng.integers(1, 1000))
        stock += grams
        rows.append((number, grams, None))
    return rows


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_honest_accounts_never_go_negative(seed: int) -> None:
    assert findings(honest(np.random.default_rng(seed), size=60)) == []


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(1, 10**6))
def test_an_injected_over_claim_is_found_exactly(seed: int, extra: int) -> None:
    """After a first credit: an account emptied, then a claim of ``extra`` grams that nothing backs, then honest
    again.
    """
    rng = np.random.default_rng(seed)
    rows = honest(rng, size=30)
    stock = sum(row[1] for row in rows)
    rows = [(-1, 1, None), (-0.5, -1, None), *rows, (30, -stock, None), (31, -extra, None), (32, extra, None)]
    rows += [(row[0] + 40, *row[1:]) for row in honest(rng, size=20)]
    found = ledger_findings(ledger_balances(entries(rows)))
    assert found.select("at", "finding", "amount_g").rows() == [(day(31), "negative_balance", extra)]


def by_plain_python(rows: list[Row]) -> list[tuple[int, int, int]]:
    """The rules once more, with a list of credits."""
    found: list[tuple[int, int, int]] = []
    stock: list[tuple[int, int | None]] = []
    debt = 0
    for at, grams, expiry in rows:
        lapsed = sum(left for left, last in stock if last is not None and last + 1 <= at)
        stock = [(left, last) for left, last in stock if last is None or last + 1 > at]
        short = 0
        if grams >= 0:
            if expiry is not None and expiry + 1 <= at:
                lapsed += grams
            else:
                stock.append((grams - min(debt, grams), expiry))
                debt -= min(debt, grams)
        else:
            need = -grams
            kept = []
            for left, last in stock:
                kept.append((left - min(left, need), last))
                need -= min(left, need)
            stock, short, debt = kept, need, debt + need
        found.append((sum(left for left, _last in stock) - debt, lapsed, short))
    return found


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(-50, 50), st.one_of(st.none(), st.integers(0, 25))), max_size=20)
)
def test_the_sweep_is_the_rules_written_out(drawn: list[tuple[int, int, int | None]]) -> None:
    rows: list[Row] = sorted(drawn, key=lambda row: row[0])
    assert balances(rows) == by_plain_python(rows)

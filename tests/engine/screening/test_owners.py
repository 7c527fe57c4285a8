"""What listed parties own, against exact fractions and paths counted one by one."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cupel.errors import RunError
from cupel.screening import owners
from cupel.screening.owners import (
    AGGREGATE,
    CHAIN,
    FIXED_POINT,
    RULES,
    STEPS_TOLD,
    Holdings,
    OwnershipRule,
    held_by_listed,
    in_words,
    valid_on,
)

EDGES = {"owner_id": pl.String, "owned_id": pl.String, "share": pl.Float64}
PARTIES = "abcdef"
Edge = tuple[str, str, int | None]


def owned(edges: list[Edge], listed: str = "a", **rule: object) -> Holdings:
    """Holdings of ``listed`` in percent of shares."""
    rows = [(owner, party, None if share is None else share / 100) for owner, party, share in edges]
    top = pl.DataFrame({"party_id": list(listed)}, schema={"party_id": pl.String})
    return held_by_listed(pl.DataFrame(rows, schema=EDGES, orient="row"), top, OwnershipRule(**rule))  # type: ignore[arg-type]


def states(edges: list[Edge], listed: str = "a", **rule: object) -> dict[str, str]:
    """State per party that is not clear."""
    parties = owned(edges, listed, **rule).parties
    return {party: state for party, state in parties.select("party_id", "state").iter_rows() if state != "not listed"}


class Exact:
    """The three rules in fractions, one party at a time; a holding of unknown size counts as ``unknown``."""

    def __init__(self, edges: list[Edge], listed: str, rule: OwnershipRule, unknown: int) -> None:
        self.listed, self.rule = listed, rule
        self.share: dict[tuple[str, str], Fraction] = {}
        for owner, party, share in edges:
            told = Fraction(unknown if share is None else share, 100)
            self.share[owner, party] = self.share.get((owner, party), Fraction(0)) + told

    def reached(self, share: Fraction) -> bool:
        """Whether a share is enough."""
        least = Fraction(str(self.rule.threshold))
        return share > least if self.rule.comparator == ">" else share >= least

    def of_holders(self, party: str, holders: set[str], *, added: bool) -> Fraction:
        """What holders have of a party."""
        shares = [self.share.get((owner, party), Fraction(0)) for owner in holders]
        return min(Fraction(1), sum(shares, Fraction(0)) if added else max(shares, default=Fraction(0)))

    def total(self, party: str) -> Fraction:
        """What listed parties own of a party."""
        if self.rule.rule == AGGREGATE:
            origins = [set(self.listed)] if self.rule.aggregation else [{each} for each in self.listed]
            return max((self.product(some, party, self.rule.most_steps) for some in origins), default=Fraction(0))
        holders = set(self.listed)
        added = self.rule.aggregation and self.rule.rule == FIXED_POINT
        for _step in range(self.rule.most_steps - 1):
            holders |= {each for each in PARTIES if self.reached(self.of_holders(each, holders, added=added))}
        return self.of_holders(party, holders, added=self.rule.aggregation)

    def product(self, origins: set[str], party: str, steps: int) -> Fraction:
        """Shares multiplied along all paths of at most so many steps, from the nearest listed party on."""
        if steps == 0:
            return Fraction(0)
        told = Fraction(0)
        for owner in PARTIES:
            share = min(Fraction(1), self.share.get((owner, party), Fraction(0)))
            if share and owner in origins:
                told += share
            elif share and owner not in self.listed:
                told += share * self.product(origins, owner, steps - 1)
        return min(Fraction(1), told)


edge = st.tuples(
    st.sampled_from(PARTIES), st.sampled_from(PARTIES), st.sampled_from([10, 20, 25, 30, 49, 50, 51, 60, 100, None])
)
rules = st.builds(
    OwnershipRule,
    rule=st.sampled_from(RULES), threshold=st.sampled_from([0.25, 0.5, 0.6]), comparator=st.sampled_from([">=", ">"]),
    aggregation=st.booleans(), most_steps=st.integers(1, 4),
)  # fmt: skip


@given(edges=st.lists(edge, max_size=9), listed=st.sampled_from(["a", "ab", "f", ""]), rule=rules)
@settings(deadline=None, max_examples=150)
def test_shares_and_states_are_exact(edges: list[Edge], listed: str, rule: OwnershipRule) -> None:
    told = {row["party_id"]: row for row in owned(edges, listed, **vars(rule)).parties.to_dicts()}
    low, high = (Exact(edges, listed, rule, unknown) for unknown in (0, 100))
    for party in PARTIES:
        least, most = low.total(party), high.total(party)
        assert (party in told) == (most > 0)
        if party in told:
            row = told[party]
            assert row["known"] == pytest.approx(float(least), abs=1e-8)
            assert row["possible"] == pytest.approx(float(most), abs=1e-8)
            state = "listed" if low.reached(least) else "unknown" if high.reached(most) else "not listed"
            assert row["state"] == state


def paths(edges: list[Edge], party: str, seen: tuple[str, ...] = ()) -> Iterator[Fraction]:
    """Products of shares along every simple path from ``a``."""
    for owner, owned_id, share in edges:
        if owned_id == party and owner not in seen and share is not None:
            if owner == "a":
                yield Fraction(share, 100)
            else:
                yield from (part * Fraction(share, 100) for part in paths(edges, owner, (*seen, party)))


@given(shares=st.lists(st.sampled_from([0, 0, 10, 20]), min_size=15, max_size=15))
@settings(deadline=None, max_examples=60)
def test_without_cycles_aggregate_is_the_sum_over_paths(shares: list[int]) -> None:
    """As long as nobody is owned beyond the whole: five owners of a fifth at most."""
    ends = [(one, other) for one, other in product(PARTIES, PARTIES) if one < other]
    edges: list[Edge] = [(one, other, share) for (one, other), share in zip(ends, shares, strict=True)]
    told = dict(owned(edges, rule=AGGREGATE).parties.select("party_id", "known").iter_rows())
    for party in PARTIES[1:]:
        assert told.get(party, 0.0) == pytest.approx(float(min(Fraction(1), sum(paths(edges, party)))), abs=1e-8)


def test_the_rules_differ_where_regimes_do() -> None:
    steps: list[Edge] = [("a", "b", 60), ("b", "c", 60)]
    assert states(steps) == {"b": "listed", "c": "listed"}
    assert states(steps, rule=AGGREGATE) == {"b": "listed"}
    together: list[Edge] = [("a", "c", 30), ("b", "c", 30), ("c", "d", 100)]
    assert states(together, "ab") == {"c": "listed", "d": "listed"}
    assert states(together, "ab", rule=CHAIN) == {"c": "listed"}
    assert states(together, "ab", aggregation=False) == {}


def test_exactly_half_depends_on_the_comparator() -> None:
    assert states([("a", "b", 50)], comparator=">=") == {"b": "listed"}
    assert states([("a", "b", 50)], comparator=">") == {}
    assert states([("a", "b", 10)] * 3, threshold=0.3) == {"b": "listed"}


@pytest.mark.parametrize("rule", RULES)
def test_a_cycle_of_owners_holds_nothing_by_itself(rule: str) -> None:
    assert states([("b", "c", 100), ("c", "b", 100)], rule=rule) == {}
    assert states([("a", "b", 50), ("b", "c", 100), ("c", "b", 50)], rule=rule) == {"b": "listed", "c": "listed"}


def test_a_holding_of_unknown_size_leaves_the_party_unknown() -> None:
    told = owned([("a", "b", None), ("a", "b", 20), ("b", "c", 80), ("a", "d", None), ("a", "d", 70)])
    assert told.parties.select("party_id", "state", "known", "possible").rows() == [
        ("b", "unknown", 0.2, 1.0), ("c", "unknown", 0.0, 0.8), ("d", "listed", 0.7, 1.0),
    ]  # fmt: skip
    assert told.paths.filter(pl.col("party_id") == "c").select("step", "owner_id", "owned_id", "share").rows() == [
        (1, "b", "c", 0.8), (2, "a", "b", 0.2), (2, "a", "b", None),
    ]  # fmt: skip
    assert told.paths.filter(pl.col("party_id") == "d")["share"].to_list() == [0.7, None]


def test_the_depth_is_bounded() -> None:
    chain: list[Edge] = [(PARTIES[n], PARTIES[n + 1], 100) for n in range(5)]
    assert states(chain, most_steps=2) == {"b": "listed", "c": "listed"}


def test_paths_end_at_listed_parties() -> None:
    told = owned([("a", "c", 35), ("b", "c", 25), ("d", "b", 80), ("e", "d", 90), ("f", "c", 40)], "ad").paths
    assert told.filter(pl.col("party_id") == "c").select("step", "owner_id", "share", "owner_listed").rows() == [
        (1, "a", 0.35, True), (1, "b", 0.25, False), (2, "d", 0.8, True),
    ]  # fmt: skip


def test_a_path_that_is_long_enough_goes_no_step_further(monkeypatch: pytest.MonkeyPatch) -> None:
    edges: list[Edge] = [("a", "b", 60), ("b", "c", 30), ("a", "c", 30), ("c", "d", 100)]
    whole = owned(edges)
    monkeypatch.setattr(owners, "MOST_HOLDINGS", 2)
    cut = owned(edges)
    assert cut.parties.equals(whole.parties)
    steps = [told.paths.filter(pl.col("party_id") == "c")["step"].to_list() for told in (whole, cut)]
    assert steps == [[1, 1, 2], [1, 1]]


def test_a_sentence_tells_the_path() -> None:
    told = owned([("a", "c", 35), ("b", "c", 25), ("a", "b", 80)])
    words = dict(in_words(told, {"a": "Orvandel", "b": "Belmaru", "c": "Sondrak Metals"}).iter_rows())
    assert words["c"] == (
        "60 % of Sondrak Metals counts as owned by listed parties: Orvandel (listed) owns 35 % of Sondrak Metals; "
        "Belmaru owns 25 % of Sondrak Metals; Orvandel (listed) owns 80 % of Belmaru."
    )
    (unknown,) = in_words(owned([("a", "b", None)]), {})["sentence"]
    assert unknown == "0 % to 100 % of b counts as owned by listed parties: a (listed) owns an unknown share of b."


def test_a_sentence_says_whose_hit_is_open_and_how_many_holdings_it_leaves_to_the_path() -> None:
    told = owned([("a", "c", 35), ("b", "c", 25)], "ab")
    (open_one,) = in_words(told, {}, undecided={"b"})["sentence"]
    assert open_one == (
        "60 % of c counts as owned by listed parties: a (listed) owns 35 % of c; b (hit not decided) owns 25 % of c."
    )
    crowd = [(f"p{number:02}", "z", 5) for number in range(STEPS_TOLD + 2)]
    rows = pl.DataFrame(crowd, schema=EDGES, orient="row").with_columns(pl.col("share") / 100)
    everybody = held_by_listed(rows, rows.select(party_id="owner_id"), OwnershipRule())
    (long_one,) = in_words(everybody, {})["sentence"]
    assert (long_one.count(" owns "), long_one.endswith("; 2 more holdings.")) == (STEPS_TOLD, True)


def test_holdings_count_on_the_days_on_which_they_are_valid() -> None:
    edges = pl.DataFrame(
        {"owner_id": ["a"] * 3, "owned_id": ["b", "c", "d"], "share": [1.0] * 3,
         "valid_from": [None, date(2030, 2, 1), None], "valid_to": [None, None, date(2030, 1, 31)]},
        schema_overrides={"valid_from": pl.Date, "valid_to": pl.Date},
    )  # fmt: skip
    assert valid_on(edges, date(2030, 1, 31))["owned_id"].to_list() == ["b", "d"]
    assert valid_on(edges, date(2030, 2, 1))["owned_id"].to_list() == ["b", "c"]


@given(first=st.lists(edge, max_size=6), second=st.lists(edge, max_size=6), rule=rules)
@settings(deadline=None, max_examples=40)
def test_cases_side_by_side_do_not_touch_each_other(first: list[Edge], second: list[Edge], rule: OwnershipRule) -> None:
    cases = [first, second]
    rows = [(day, o, p, None if s is None else s / 100) for day, edges in enumerate(cases) for o, p, s in edges]
    both = pl.DataFrame(rows, schema={"day": pl.Int64, **EDGES}, orient="row")
    top = pl.DataFrame({"day": [0, 1], "party_id": ["a", "b"]})
    told = held_by_listed(both, top, rule, by=("day",))
    for day, (edges, listed) in enumerate(zip(cases, "ab", strict=True)):
        alone = owned(edges, listed, **vars(rule))
        for part, whole in ((alone.parties, told.parties), (alone.paths, told.paths)):
            assert whole.filter(pl.col("day") == day).drop("day").equals(part)


@pytest.mark.parametrize(
    "wrong", [{"rule": "mine"}, {"threshold": 0.0}, {"threshold": 1.1}, {"comparator": "<"}, {"most_steps": 0}]
)
def test_a_rule_that_does_not_exist_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(RunError, match="ownership-rule"):
        OwnershipRule(**wrong)  # type: ignore[arg-type]

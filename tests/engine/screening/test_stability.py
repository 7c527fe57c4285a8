"""What comes and goes with a new version of a list: counted as two full screenings would, at each threshold."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.screening.parties import records, rows
from tests.engine.screening.small_screening import (
    ON,
    WATCHED,
    small_screening,
    watch_list,
    write_list,
    write_suppliers,
)

from cupel.errors import ListError
from cupel.screening import build_index, screen
from cupel.screening.against import Asked, screen_parties
from cupel.screening.lists import write_version
from cupel.screening.party_intake import read_parties
from cupel.screening.stability import earlier_versions, stability
from cupel.screening.tables import WatchList
from cupel.screening.tuning import stability_per_threshold

NEWER = """\
id,name,aliases,kind,country,birth date,registration,programme,listed on,address,remarks
L1,Korvandell Metals AG,Qorvandell Minning,company,CL,,HRB 771003,Board decision,2024-01-31,,
L2,Testow Ilmar,Ilmar Testof,person,PE,1961,,Order 7,2023-02-01,,
L5,Yolmandi Cerbazal,,company,ZM,,,,,,
"""
"""Entry L2 is written otherwise, L3 is gone, L5 is new."""


def pairs(ours: list[Any], theirs: list[Any], threshold: float = 0.5) -> pl.DataFrame:
    return screen(records(*ours), build_index(records(*theirs)), threshold=threshold)


@given(
    ours=rows(least=1), before=rows(prefix="L"), after=rows(prefix="L"),
    steps=st.sets(st.sampled_from([0.5, 0.6, 0.7, 0.8, 0.9, 1.0]), min_size=1),
)  # fmt: skip
@settings(deadline=None, max_examples=12)
def test_each_step_counts_what_two_screenings_at_it_have(
    ours: list[Any], before: list[Any], after: list[Any], steps: set[float]
) -> None:
    told = stability_per_threshold(pairs(ours, after), pairs(ours, before), steps=tuple(sorted(steps)))
    for row in told.to_dicts():
        now, old = (
            set(pairs(ours, theirs, row["threshold"]).select("subject_id", "entity_id").rows())
            for theirs in (after, before)
        )
        assert (row["stayed"], row["appeared"], row["vanished"]) == (len(now & old), len(now - old), len(old - now))
        assert row["stable_share"] == (len(now & old) / len(now | old) if now | old else None)


def frame(*found: tuple[str, str, float | None, str | None]) -> pl.DataFrame:
    """Pairs with name score and state."""
    told = [
        (subject, entity, score, "agrees" if score is None else None, state) for subject, entity, score, state in found
    ]
    names = ("subject_id", "entity_id", "name_score", "identifier", "state")
    types = {name: pl.Float64 if name == "name_score" else pl.String for name in names}
    return pl.DataFrame(told, schema=types, orient="row")


def test_the_share_closed_by_memory_is_that_of_the_hits_now() -> None:
    now = frame(
        ("a", "1", 0.9, "cleared"), ("b", "1", 0.9, "confirmed"), ("c", "1", 0.8, "open"), ("d", "2", 0.6, "open")
    )
    told = {
        row["threshold"]: row for row in stability_per_threshold(now, now.head(1), steps=(0.5, 0.85, 1.0)).to_dicts()
    }
    assert (told[0.5]["closed"], told[0.5]["closed_share"]) == (2, 0.5)
    assert (told[0.85]["closed"], told[0.85]["closed_share"]) == (2, 1.0)
    assert (told[1.0]["closed"], told[1.0]["closed_share"], told[1.0]["stable_share"]) == (0, None, None)


def test_a_number_in_common_stays_at_any_threshold() -> None:
    both = frame(("a", "1", None, None))
    assert stability_per_threshold(both, both, steps=(1.0,))["stayed"].to_list() == [1]


def versions(folder: Path) -> tuple[WatchList, WatchList]:
    return tuple(
        watch_list(write_list(folder, text, name=f"{name}.csv")) for name, text in (("old", WATCHED), ("new", NEWER))
    )  # type: ignore[return-value]


@pytest.mark.parametrize("back", [False, True])
def test_only_entries_that_differ_are_compared_and_the_result_is_that_of_a_full_run(tmp_path: Path, back: bool) -> None:
    before, now = reversed(versions(tmp_path)) if back else versions(tmp_path)
    parties = read_parties(write_suppliers(tmp_path))
    done, full = (screen_parties(parties, [each], Asked(ON)) for each in (now, before))
    (told,) = stability(done, {"watched": before})
    assert told.steps.equals(stability_per_threshold(done.pairs, full.pairs))
    at = dict(zip(told.steps["threshold"], told.steps.select("stayed", "appeared", "vanished").rows(), strict=True))
    assert (at[0.7], at[1.0][0]) == ((2, 1, 1), 1)


def test_decisions_close_a_share_of_the_hits(tmp_path: Path) -> None:
    done = small_screening(tmp_path)
    closed = replace(done, pairs=done.pairs.with_columns(state=pl.lit("cleared")))
    shares = [
        stability(each, {"watched": done.lists[0]})[0].steps["closed_share"].drop_nulls().to_list()
        for each in (done, closed)
    ]
    assert set(shares[0]) == {0.0}
    assert set(shares[1]) == {1.0}


def stored(store: Path, watched: WatchList, label: str, day: int) -> WatchList:
    """The list as a version in a store."""
    dated = replace(
        watched.version, label=label, published_at=date(2030, 1, day), imported_at=datetime(2030, 1, day, tzinfo=UTC)
    )
    write_version(replace(watched, version=dated), store)
    return replace(watched, version=dated)


def test_the_version_before_it_in_the_store_is_found(tmp_path: Path) -> None:
    store, (old, new) = tmp_path / "store", versions(tmp_path)
    first, second = stored(store, old, "one", 1), stored(store, new, "two", 2)
    (found,) = earlier_versions([second], [], store=store).values()
    assert found.version == first.version
    assert earlier_versions([first], [], store=store) == {}
    assert earlier_versions([new], [], store=store) == {}
    assert earlier_versions([second], [], store=tmp_path / "none") == {}


def test_a_version_that_is_given_comes_before_that_in_the_store(tmp_path: Path) -> None:
    store, (old, new) = tmp_path / "store", versions(tmp_path)
    stored(store, old, "one", 1)
    second = stored(store, new, "two", 2)
    given_one = replace(old, version=replace(old.version, list_id="watched-2029"))
    assert earlier_versions([second], [given_one], store=store) == {"watched": given_one}
    other = replace(new, version=replace(new.version, list_id="other"))
    with pytest.raises(ListError, match="of none of the lists") as refused:
        earlier_versions([second, other], [given_one], store=store)
    assert refused.value.code == "no-later-version"

"""Where one lot's metal comes from, against fractions worked out by hand."""

import pytest
from tests.engine.diligence.books import Tables, dossier
from tests.engine.diligence.melts import melt, movement, source

from cupel.diligence.lot_trace import LotTrace, trace_lot
from cupel.errors import BooksError, RunError

FED = {"listed": 30, "clear": 50, "scrap": 20}


def traced(tables: Tables, lot: str = "product", *, metal: str | None = None, top: int = 10) -> LotTrace:
    return trace_lot(dossier(tables), lot, metal=metal, top=top)


def ways(found: LotTrace) -> dict[str, list[tuple[str, str | None]]]:
    """Lots of each way after its start, with what is assumed at the step, by the lot it starts from."""
    starts = dict(found.paths.select("path", "start_lot").iter_rows())
    steps: dict[str, list[tuple[str, str | None]]] = {start: [] for start in starts.values()}
    for path, lot, assumed in found.steps.select("path", "dst_lot", "assumed").iter_rows():
        steps[starts[path]].append((lot, assumed))
    return steps


def test_origins_have_the_share_that_was_fed() -> None:
    origins = traced(melt(FED)).origins
    named = {
        site or kind: share for site, kind, share in origins.select("origin_site_id", "origin_kind", "share").rows()
    }
    assert named == pytest.approx({"clear mine": 0.5, "conflict mine": 0.3, "recycled": 0.2})


def test_the_marks_are_those_of_the_whole_lot() -> None:
    assert traced(melt({**FED, "vague": 100})).shares == pytest.approx(
        {"recycled": 0.1, "listed_certain": 0.15, "listed_possible": 0.65, "unknown": 0.0}
    )


def test_ways_come_by_falling_share_with_where_they_start() -> None:
    paths = traced(melt(FED)).paths
    assert paths["start_lot"].to_list() == ["clear", "listed", "scrap"]
    assert paths["share"].to_list() == pytest.approx([0.5, 0.3, 0.2])
    assert paths["origin_site_id"].to_list() == ["clear mine", "conflict mine", None]


def test_a_step_out_of_a_mixed_lot_is_marked_as_assumed() -> None:
    assert ways(traced(melt(FED)))["clear"] == [("melt", None), ("product", "average of the mix")]


def test_a_step_out_of_a_lot_with_one_input_is_recorded() -> None:
    assert ways(traced(melt({"clear": 10}))) == {"clear": [("melt", None), ("product", None)]}


def test_feed_that_the_books_do_not_show_is_marked_as_assumed() -> None:
    steps = ways(traced(melt({"clear": 60}, unexplained=40)))
    assert steps["UNKNOWN(plant)"] == [("melt", "feed not in the books"), ("product", "average of the mix")]


def test_the_covered_share_is_that_of_the_ways_shown() -> None:
    found = traced(melt(FED), top=2)
    assert found.paths.height == 2
    assert found.covered == pytest.approx(0.8)
    assert found.ordered


def test_a_bought_lot_is_its_own_way() -> None:
    found = traced(melt(FED), "clear")
    assert ways(found) == {"clear": []}
    assert found.covered == 1.0


def test_the_metal_the_lot_holds_most_of_is_taken_where_none_is_named() -> None:
    tables = melt(FED)
    tables["lot"] = [{**row, "ni_g": 5} for row in tables["lot"]]
    assert traced(tables, "clear").metal == "cu"
    assert traced(tables, "clear", metal="ni").content_g == 5


def test_lots_in_a_row_of_splits_keep_the_share() -> None:
    tables = melt(FED)
    tables["lot"] = [*tables["lot"], {**source("part", 10), "form": "shipment", "created_at": "2024-04-11T00:00"}]
    part = movement("split", "product", "part", 10, kind="split") | {"at": "2024-04-11T00:00"}
    tables["flow"] = [*tables["flow"], part]
    found = traced(tables, "part")
    assert found.origins["share"].to_list() == pytest.approx([0.5, 0.3, 0.2])
    assert ways(found)["scrap"] == [("melt", None), ("product", "average of the mix"), ("part", None)]


def test_a_lot_that_is_not_in_the_books_is_an_error_with_a_remedy() -> None:
    with pytest.raises(BooksError, match="nowhere is not in these books"):
        traced(melt(FED), "nowhere")


@pytest.mark.parametrize("metal", ["ni", "xx"])
def test_a_metal_that_the_lot_does_not_hold_is_an_error_that_names_those_it_holds(metal: str) -> None:
    with pytest.raises(RunError, match="It holds: cu"):
        traced(melt(FED), metal=metal)

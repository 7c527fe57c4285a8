"""Bills of lading and certificates of origin."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.diligence.books import Row, dossier, said, shown

TONNE_G = 1_000_000


def parcel(
    name: str,
    *,
    bill: str | None = "BL 17",
    tonnes: int = 100,
    day: int = 1,
    carrier: str | None = "carrier",
    **more: object,
) -> Row:
    """A bought lot under a bill, in order of the day."""
    return {
        "lot_id": name, "supplier_id": "seller", "bl_no": bill, "carrier_id": carrier, "gross_g": tonnes * TONNE_G,
        "created_at": f"2024-03-{day:02}T08:00", **more,
    }  # fmt: skip


def bill(lot: str, *, tonnes: int | None) -> Row:
    """A copy of a bill of lading."""
    weight = None if tonnes is None else tonnes * TONNE_G
    return {
        "document_id": f"bill of {lot}",
        "document_type": "bill_of_lading",
        "lot_id": lot,
        "declared_gross_g": weight,
    }


def excess(lots: list[Row], papers: list[Row] | None = None) -> dict[str, float | None]:
    """By how much each lot exceeds its bill."""
    return said(dossier(lot=lots, document=papers or []), "lot", "bill_excess_share")


def test_one_parcel_under_one_bill_exceeds_nothing() -> None:
    assert excess([parcel("a")], [bill("a", tonnes=90)]) == {"a": 0.0}


def test_a_second_parcel_under_the_same_bill_exceeds_it() -> None:
    found = excess([parcel("a"), parcel("b", day=2)], [bill("a", tonnes=100), bill("b", tonnes=100)])
    assert found == {"a": 0.0, "b": 1.0}


def test_part_deliveries_fill_their_bill_and_no_more() -> None:
    found = excess(
        [parcel("a", tonnes=60), parcel("b", tonnes=40, day=2)], [bill("a", tonnes=100), bill("b", tonnes=100)]
    )
    assert found == pytest.approx({"a": -0.4, "b": 0.0})


def test_the_spelling_of_a_number_does_not_make_another_bill() -> None:
    found = excess([parcel("a", bill="BL-0017/x"), parcel("b", bill="bl 0017 X", day=2)], [bill("a", tonnes=100)])
    assert found["b"] == 1.0


@pytest.mark.parametrize("other", [{"carrier": "another carrier"}, {"bill": "BL 18"}])
def test_another_carrier_or_number_is_another_bill(other: dict[str, Any]) -> None:
    assert excess([parcel("a"), parcel("b", day=2, **other)])["b"] == 0.0


def test_without_any_stated_weight_the_largest_lot_is_the_bill() -> None:
    assert excess([parcel("a", tonnes=80), parcel("b", tonnes=100, day=2)])["b"] == pytest.approx(0.8)


@pytest.mark.parametrize("missing", [{"bill": None}, {"carrier": None}])
def test_without_number_or_carrier_the_use_of_a_bill_is_open(missing: dict[str, Any]) -> None:
    assert excess([parcel("a", **missing)]).get("a") is None


def test_all_parcels_of_a_bill_are_shown() -> None:
    books = dossier(lot=[parcel("a"), parcel("b", day=2)])
    assert shown(books, "lot", "bill_excess_share") == {"a": ["lot:a", "lot:b"], "b": ["lot:a", "lot:b"]}


parcels = st.lists(
    st.tuples(st.sampled_from(["17", "18"]), st.integers(1, 60), st.sampled_from(["x", "y"])), min_size=1, max_size=8
)


@settings(max_examples=50, deadline=None)
@given(parcels, st.integers(50, 150))
def test_the_use_of_a_bill_is_the_running_sum_over_its_weight(rows: list[tuple[str, int, str]], stated: int) -> None:
    lots = [
        parcel(str(n), bill=number, tonnes=tonnes, day=n + 1, carrier=carrier)
        for n, (number, tonnes, carrier) in enumerate(rows)
    ]
    found = excess(lots, [bill(str(n), tonnes=stated) for n in range(len(rows))])
    used = dict[tuple[str, str], int]()
    for n, (number, tonnes, carrier) in enumerate(rows):
        first = (number, carrier) not in used
        used[number, carrier] = used.get((number, carrier), 0) + tonnes
        share = used[number, carrier] / stated - 1
        assert found[str(n)] == pytest.approx(min(share, 0) if first else share)


@pytest.mark.parametrize(("tonnes", "gap"), [(100, 0.0), (80, 0.25), (125, 0.2), (None, None)])
def test_the_weight_received_is_compared_with_the_bill(tonnes: int | None, gap: float | None) -> None:
    found = said(dossier(lot=[parcel("a")], document=[bill("a", tonnes=tonnes)]), "lot", "bill_weight_gap").get("a")
    assert found == (None if gap is None else pytest.approx(gap))


def test_a_bill_of_two_lots_is_not_compared_with_one() -> None:
    books = dossier(lot=[parcel("a"), parcel("b", day=2)], document=[bill("a", tonnes=200), bill("b", tonnes=200)])
    assert said(books, "lot", "bill_weight_gap") == {}


BAND = {"band_low": 425.0 * TONNE_G, "inspection_from": 500.0 * TONNE_G}


def aboard(number: int, *, tonnes: int = 460, **more: Any) -> Row:
    """A lot under its own bill on one voyage."""
    return parcel(f"lot {number}", bill=f"BL {number}", tonnes=tonnes, day=number, **{"voyage": "V1", **more})


def in_band(lots: list[Row], *, inspected: str | None = None) -> dict[str, int | None]:
    """Uninspected bills in the band, per lot."""
    papers: list[Row] = [{"document_id": "inspection", "document_type": "inspection", "lot_id": inspected}]
    return said(dossier(lot=lots, document=papers), "lot", "uninspected_bills_in_band", **BAND)


def test_bills_just_below_the_inspection_limit_are_counted_per_voyage() -> None:
    assert in_band([aboard(n) for n in (1, 2, 3)]) == {"lot 1": 3, "lot 2": 3, "lot 3": 3}


@pytest.mark.parametrize(("tonnes", "counts"), [(424, 0), (425, 1), (499, 1), (500, 0)])
def test_the_band_includes_its_lower_end_only(tonnes: int, counts: int) -> None:
    assert in_band([aboard(1, tonnes=tonnes)]) == {"lot 1": counts}


def test_one_inspection_in_the_band_clears_the_voyage() -> None:
    assert set(in_band([aboard(n) for n in (1, 2, 3)], inspected="lot 2").values()) == {0}


def test_an_inspection_outside_the_band_clears_nothing() -> None:
    assert in_band([aboard(1), aboard(2, tonnes=700)], inspected="lot 2") == {"lot 1": 1, "lot 2": 0}


@pytest.mark.parametrize("other", [{"voyage": "V2"}, {"carrier": "another"}, {"supplier_id": "rival"}])
def test_another_voyage_carrier_or_seller_is_counted_apart(other: Row) -> None:
    assert in_band([aboard(1), aboard(2, **other)]) == {"lot 1": 1, "lot 2": 1}


def test_two_lots_under_one_bill_are_one_bill() -> None:
    lots = [aboard(1), aboard(2) | {"bl_no": "BL 1"}]
    assert in_band(lots) == {"lot 1": 1, "lot 2": 1}


def test_without_a_voyage_it_is_open() -> None:
    assert in_band([aboard(1, voyage=None)]).get("lot 1") is None


LOT: Row = {"lot_id": "lot", "supplier_id": "seller", "loaded_on": "2024-03-01", "created_at": "2024-03-20T08:00"}
SITES: list[Row] = [{"site_id": "mine"}, {"site_id": "pit", "parent_site_id": "mine"}, {"site_id": "other mine"}]


def certificate(
    name: str = "first", *, issued: str | None = "2024-03-05", replaces: str | None = None, site: str | None = "mine"
) -> Row:
    """A certificate of origin."""
    known = {"document_id": name, "document_type": "certificate_of_origin", "lot_id": "lot"}
    return {**known, "issued_on": issued, "supersedes_document_id": replaces, "declared_site_id": site}


def of_lot(fact: str, *papers: Row, **arguments: Any) -> Any:
    """A fact about the lot with its papers."""
    return said(dossier(lot=[LOT], site=SITES, document=list(papers)), "lot", fact, **arguments).get("lot")


@pytest.mark.parametrize(("issued", "delay"), [("2024-03-19", -1), ("2024-03-20", 0), ("2024-04-01", 12), (None, None)])
def test_a_certificate_is_late_by_the_days_since_arrival(issued: str | None, delay: int | None) -> None:
    assert of_lot("certificate_delay", certificate(issued=issued)) == delay


def test_a_late_re_issue_of_a_certificate_in_time_is_not_late() -> None:
    assert (
        of_lot("certificate_delay", certificate(), certificate("again", issued="2024-06-01", replaces="first")) == -15
    )


def test_the_earliest_first_certificate_counts() -> None:
    assert of_lot("certificate_delay", certificate("late", issued="2024-06-01"), certificate("early")) == -15


def test_the_weighbridge_knows_the_day_of_arrival_best() -> None:
    receipt: Row = {"receipt_id": "ticket", "lot_id": "lot", "at_local": "2024-03-04T23:00"}
    books = dossier(lot=[LOT], document=[certificate()], receipt=[receipt])
    assert said(books, "lot", "certificate_delay") == {"lot": 1}


def test_without_a_certificate_the_delay_is_open() -> None:
    assert of_lot("certificate_delay") is None


def erratum(remark: str | None, *, of: str = "first") -> Row:
    """A paper that corrects another."""
    return {
        "document_id": "erratum",
        "document_type": "erratum",
        "lot_id": "lot",
        "supersedes_document_id": of,
        "remark": remark,
    }


@pytest.mark.parametrize(
    ("remark", "corrects"),
    [
        ("issued on 2024-03-05, not a year later", True),
        ("issued on 2024-03-20", True),
        ("issued on 2024-03-21", False),
        ("see letter", None),
        ("issued on 2024-13-40", None),
        (None, None),
    ],
)
def test_an_erratum_corrects_the_date_if_it_states_one_in_time(remark: str | None, corrects: bool | None) -> None:
    assert of_lot("erratum_corrects_date", certificate(issued="2025-03-05"), erratum(remark)) is corrects


def test_an_erratum_to_another_paper_corrects_nothing() -> None:
    assert of_lot("erratum_corrects_date", certificate(issued="2025-03-05"), erratum("2024-03-05", of="bill")) is False


MOVED = {"grace_days": 0.0}


def moved(*papers: Row, grace_days: float = 0.0) -> bool | None:
    """Did a certificate move the origin after loading?"""
    found: bool | None = of_lot("origin_moved_after_loading", *papers, grace_days=grace_days)
    return found


def again(**more: Any) -> Row:
    """A certificate that replaces the first one after loading."""
    return certificate("again", **{"issued": "2024-03-11", "replaces": "first", "site": "other mine", **more})


def test_a_certificate_of_another_mine_after_loading_moves_the_origin() -> None:
    assert moved(certificate(), again()) is True


def test_a_certificate_of_the_same_mine_moves_nothing() -> None:
    assert moved(certificate(), again(site="mine")) is False


def test_a_renamed_pit_is_its_mine() -> None:
    assert moved(certificate(), again(site="pit")) is False


@pytest.mark.parametrize(("issued", "state"), [("2024-03-01", False), ("2024-03-02", True)])
def test_the_origin_may_be_corrected_until_loading(issued: str, state: bool) -> None:
    assert moved(certificate(issued="2024-02-20"), again(issued=issued)) is state


def test_days_of_grace_after_loading_are_forgiven() -> None:
    assert moved(certificate(), again(), grace_days=10) is False
    assert moved(certificate(), again(), grace_days=9) is True


def test_one_certificate_alone_moves_nothing() -> None:
    assert moved(certificate()) is False


@pytest.mark.parametrize("papers", [(certificate(site=None), again()), (certificate(), again(site=None)), (again(),)])
def test_a_mine_that_is_not_named_leaves_it_open(papers: tuple[Row, ...]) -> None:
    assert moved(*papers) is None


def test_a_replacement_of_unknown_day_leaves_it_open() -> None:
    assert moved(certificate(), again(issued=None)) is None


def test_the_replacing_papers_are_shown() -> None:
    books = dossier(lot=[LOT], site=SITES, document=[certificate(), again()])
    assert shown(books, "lot", "origin_moved_after_loading", **MOVED) == {"lot": ["document:again"]}

"""Pages of the standards, open to everybody."""

import itertools

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cupel_web.standards.history import Relative, relatives
from cupel_web.standards.queries import edition_named, standards

pytestmark = pytest.mark.django_db
MDD_2023 = "/standards/mdd/2023/"


def _page(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_every_edition_of_every_standard_is_listed(visitor: Client) -> None:
    links = {str(link["href"]) for link in _page(visitor, "/standards/").select("th a")}
    expected = {
        f"/standards/{key}/{edition}/" for key, standard in standards().items() for edition in standard.editions
    }
    assert links == expected


def test_an_edition_prints_every_clause_once_under_its_label(visitor: Client) -> None:
    labels = [link.get_text() for link in _page(visitor, MDD_2023).select(".standard .no")]
    assert labels == [entry.label for entry, _clause, _depth in edition_named("mdd", "2023").walk()]


def test_parameters_stand_in_the_text_with_value_and_unit(visitor: Client) -> None:
    text = _page(visitor, MDD_2023).select_one(".standard").get_text()  # type: ignore[union-attr]
    assert "{" not in text


def test_clauses_can_be_narrowed_to_those_that_run(visitor: Client) -> None:
    shown = _page(visitor, f"{MDD_2023}?runs=1").select(".standard .clause")
    assert len(shown) == len({check.clause.uid for check in edition_named("mdd", "2023").checks()})


def test_a_filter_that_fits_nothing_offers_the_way_back(visitor: Client) -> None:
    assert "No clause fits" in _page(visitor, f"{MDD_2023}?q=zzzzzz").get_text()


def test_every_clause_of_every_full_edition_has_a_page(visitor: Client) -> None:
    for edition in standards()["mdd"].editions.values():
        for uid in edition.clauses:
            assert visitor.get(f"/standards/mdd/{edition.edition}/clauses/{uid}/").status_code == 200


def test_a_check_is_shown_in_words_with_its_parameters_and_their_reasons(visitor: Client) -> None:
    bound = next(check for check in edition_named("mdd", "2023").checks() if check.parameters)
    text = _page(visitor, f"{MDD_2023}clauses/{bound.clause.uid}/").get_text()
    assert "Must hold" in text
    assert bound.check.holds in text
    assert next(iter(bound.parameters.values())).reason["en"][:40] in text


def test_clauses_are_read_one_after_the_other(visitor: Client) -> None:
    printed = [entry.uid for entry, _clause, _depth in edition_named("mdd", "2023").walk()]
    walked, address = [], f"{MDD_2023}clauses/{printed[0]}/"
    while address:
        walked.append(address.split("/")[-2])
        link = _page(visitor, address).select_one("a[rel=next]")
        address = str(link["href"]) if link else ""
    assert walked == printed


def test_every_recorded_step_of_lineage_can_be_followed_in_both_directions() -> None:
    standard = standards()["mdd"]
    for edge in edition_named("mdd", "2023").lineage:
        before, after = standard.editions[edge.from_edition], standard.editions[edge.to_edition]
        for source, target in itertools.product(edge.sources, edge.targets):
            assert (target, edge.kind) in _kinds(relatives(standard, before, source))
            assert (source, edge.kind) in _kinds(relatives(standard, after, target))


def _kinds(found: list[Relative]) -> set[tuple[str, str]]:
    return {(relative.uid, kind) for relative in found for kind in relative.kinds}


def test_an_edition_opens_with_its_parts(visitor: Client) -> None:
    page = _page(visitor, MDD_2023)
    parts = [str(link["href"]).removeprefix("#") for link in page.select(".contents a")]
    assert parts == [entry.uid for entry in edition_named("mdd", "2023").entries]
    assert all(page.find(id=part) for part in parts)


@pytest.mark.parametrize(("old", "new"), [("2021", "2022"), ("2022", "2023"), ("2021", "2023")])
def test_a_redline_marks_what_came_and_what_went(visitor: Client, old: str, new: str) -> None:
    page = _page(visitor, f"/standards/mdd/redline/{old}/{new}/")
    assert page.select("ins")
    assert page.select("del")


@pytest.mark.parametrize("address", ["/standards/none/2023/", "/standards/mdd/1999/", f"{MDD_2023}clauses/{'0' * 26}/"])
def test_what_is_not_there_is_not_found(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 404


def test_an_edition_without_text_shows_its_history(visitor: Client) -> None:
    edition = next(iter(standards()["jdd"].editions))
    assert "history of this edition" in _page(visitor, f"/standards/jdd/{edition}/").get_text()

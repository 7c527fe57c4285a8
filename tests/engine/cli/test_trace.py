"""``cupel trace``: the origins of one lot as text and as JSON."""

import json
from pathlib import Path

import pytest
from tests.engine.cli.books_on_disk import plain
from typer.testing import CliRunner, Result

from cupel.cli.trace import trace
from cupel.errors import BooksError


@pytest.fixture
def books(plant: Path) -> Path:
    return plant


def traced(*arguments: object) -> Result:
    import typer

    app = typer.Typer()
    app.command()(trace)
    return CliRunner().invoke(app, [str(each) for each in arguments], env={"COLUMNS": "120"})


def test_it_prints_origins_by_share_and_the_ways_with_what_they_cover(books: Path) -> None:
    told = plain(traced(books, "--lot", "product").stdout)
    assert "product: copper, 1.0 t" in told
    assert "listed origin 30.0 to 35.0 %, recycled 15.0 %, unknown origin 0 %" in told
    assert "30.0 % 300 kg Alder, QX-AB, QX listed" in told
    assert "The heaviest ways brought 100 % of the copper" in told
    assert "50.0 % Cedar, QX-EF, QX clear → melt ≈> product" in told
    assert "≈> assumed: the average of a mix, or feed that is not in the books" in told


def test_what_is_not_printed_is_summed_up(books: Path) -> None:
    told = plain(traced(books, "--lot", "product", "--top", 1).stdout)
    assert "50.0 % 500 kg 3 further origins" in told
    assert "The heaviest ways brought 50.0 % of the copper" in told


def test_as_json_it_holds_every_origin_and_the_steps_of_each_way(books: Path) -> None:
    found = json.loads(traced(books, "--lot", "product", "--top", 1, "--format", "json").stdout)
    assert [(each["origin_site_id"], each["mass_g"]) for each in found["origins"]] == [
        ("clear mine", 500_000),
        ("conflict mine", 300_000),
        (None, 150_000),
        ("vague mine", 50_000),
    ]
    (way,) = found["paths"]
    assert [(step["src_lot"], step["dst_lot"], step["assumed"]) for step in way["steps"]] == [
        ("clear", "melt", None),
        ("melt", "product", "average of the mix"),
    ]


def test_a_lot_without_inputs_is_its_own_way(books: Path) -> None:
    found = json.loads(traced(books, "--lot", "clear", "--format", "json").stdout)
    assert [(way["start_lot"], way["share"], way["steps"]) for way in found["paths"]] == [("clear", 1.0, [])]


def test_a_lot_that_is_not_in_the_books_is_an_error(books: Path) -> None:
    result = traced(books, "--lot", "nowhere")
    assert isinstance(result.exception, BooksError)
    assert result.exception.code == "unknown-lot"

"""The tutorial's books are what their script writes, and add up as its README says."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import polars as pl

REPOSITORY = Path(__file__).resolve().parents[3]
BOOKS = REPOSITORY / "examples" / "tutorial" / "books"


def read(name: str) -> pl.DataFrame:
    """A table of the tutorial."""
    return pl.read_csv(BOOKS / f"{name}.csv", try_parse_dates=True)


def test_the_files_are_what_the_script_writes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "examples.tutorial", str(tmp_path)], check=True, cwd=REPOSITORY)
    written = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.csv")}
    assert written == {path.relative_to(BOOKS): path.read_bytes() for path in BOOKS.rglob("*.csv")}


def test_the_files_are_small() -> None:
    assert sum(path.stat().st_size for path in BOOKS.rglob("*.csv")) < 300_000


def test_every_campaign_gives_what_it_takes() -> None:
    flow = read("flow")
    taken = flow.filter(pl.col("kind") == "charge").group_by("dst_lot").agg(pl.col("cu_g").sum()).sort("dst_lot")
    given = flow.filter(pl.col("kind") == "produce").group_by("src_lot").agg(pl.col("cu_g").sum()).sort("src_lot")
    assert taken.rows() == given.rows()
    assert set(taken["cu_g"]) == {72_000_000}


def test_a_quarter_of_the_copper_is_recycled_and_listed_shares_are_as_told() -> None:
    charged = read("flow").filter(pl.col("kind") == "charge").join(read("lot"), left_on="src_lot", right_on="lot_id")
    scrap = sum(charged.filter(pl.col("form") == "scrap")["cu_g"].to_list())
    listed = charged.filter(pl.col("declared_region") == "XA-01")
    assert Fraction(scrap, sum(charged["cu_g"].to_list())) == Fraction(1, 4)
    assert {Fraction(grams, 72_000_000) for grams in listed["cu_g"]} == {Fraction(3, 8)}
    assert sorted(listed["dst_lot"]) == ["K-02", "K-04"]

"""``cupel areas import``: editions are added to a list, one by one."""

from pathlib import Path

import polars as pl
from tests.engine.cli.shell import Command, Ended


def imported(cupel: Command, out: Path, *codes: str, edition: str) -> Ended:
    """A list of areas put into ``out`` under an edition."""
    file = out.parent / "given.csv"
    rows = "".join(f"QX,{code},1,0\n" for code in codes)
    file.write_text(f"iso2,region_code,conflict_affected,high_risk\n{rows}", encoding="utf-8")
    return cupel("areas", "import", file, "--edition", edition, "--valid-from", "2026-01-01", "--out", out)


def listed(out: Path) -> list[tuple[str, str]]:
    """Editions and codes that ``out`` holds."""
    return pl.read_csv(out).select("edition", "code").rows()


def test_an_edition_is_added_and_the_others_stay(tmp_path: Path, cupel: Command) -> None:
    out = tmp_path / "lists.csv"
    assert imported(cupel, out, "QX-AB", edition="E1").code == 0
    assert imported(cupel, out, "QX-AB", "QX-CD", edition="E2").code == 0
    assert listed(out) == [("E1", "QX-AB"), ("E2", "QX-AB"), ("E2", "QX-CD")]


def test_an_edition_given_again_takes_the_place_of_the_former(tmp_path: Path, cupel: Command) -> None:
    out = tmp_path / "lists.csv"
    imported(cupel, out, "QX-AB", edition="E1")
    imported(cupel, out, "QX-CD", edition="E1")
    assert listed(out) == [("E1", "QX-CD")]
    assert {file.name for file in tmp_path.iterdir()} == {"given.csv", "lists.csv"}


def test_a_row_left_out_is_told_with_its_reason(tmp_path: Path, cupel: Command) -> None:
    ended = imported(cupel, tmp_path / "lists.csv", "QX-AB", "somewhere", edition="E1")
    assert ended.out.startswith("1 areas of edition E1 written to ")
    assert "row 2 (SOMEWHERE) left out: no ISO 3166 code" in ended.err

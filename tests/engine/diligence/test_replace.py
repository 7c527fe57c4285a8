"""A folder of results is replaced in one step."""

from pathlib import Path

import pytest

from cupel.diligence.replace import replaced_folder


def test_the_new_folder_takes_the_place_of_the_old(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "old").write_text("1", encoding="utf-8")
    with replaced_folder(target) as fresh:
        (fresh / "new").write_text("2", encoding="utf-8")
        assert (target / "old").exists()
    assert [path.name for path in target.iterdir()] == ["new"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failure_leaves_the_old_folder_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "old").write_text("1", encoding="utf-8")
    with pytest.raises(ValueError, match="broken"), replaced_folder(target) as fresh:
        (fresh / "new").write_text("2", encoding="utf-8")
        raise ValueError("broken")
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "old"]


def test_a_folder_that_was_not_there_appears_when_complete(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "out"
    with replaced_folder(target) as fresh:
        (fresh / "new").write_text("2", encoding="utf-8")
        assert not target.exists()
    assert (target / "new").read_text(encoding="utf-8") == "2"

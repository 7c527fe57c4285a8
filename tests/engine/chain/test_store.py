"""Stores: corrections join the earlier import, and a stop at any step leaves the old state or the new one."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.engine.chain.intake.small_books import Rows, changed, small_books, write_csv

from cupel.chain import current_snapshot, import_books, open_snapshot, read_books
from cupel.chain import store as store_module
from cupel.errors import BooksError


def corrected(workbook: Path, target: Path, cells: dict[str, dict[str, str | int]]) -> Path:
    """A copy of a quarantine workbook with cells replaced, by sheet."""
    book = openpyxl.load_workbook(workbook)
    for sheet, changes in cells.items():
        for cell, value in changes.items():
            book[sheet][cell] = value
    book.save(target)
    return target


def column_of(workbook: Path, sheet: str, heading: str) -> str:
    cells = openpyxl.load_workbook(workbook)[sheet][1]
    return next(cell.column_letter for cell in cells[4:] if cell.value == heading)


def spoilt() -> Rows:
    return changed(changed(small_books(), "receipt", 1, gross_g="nineteen"), "lot", 3, created_at="2024-01-32")


def test_the_newest_import_is_the_current_one(tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert not store.exists()
    first = import_books(write_csv(tmp_path / "first", small_books()), store=store)
    second = import_books(write_csv(tmp_path / "second", spoilt()), store=store)
    assert open_snapshot(store) == second
    assert open_snapshot(first.path) == first
    assert not (store / "incoming").exists()


def test_importing_the_same_books_again_changes_nothing(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "books", small_books())
    first = import_books(folder, store=tmp_path / "store")
    before = {path: path.stat().st_mtime_ns for path in first.path.rglob("*")}
    assert import_books(folder, store=tmp_path / "store") == first
    assert {path: path.stat().st_mtime_ns for path in first.path.rglob("*")} == before


def test_a_corrected_quarantine_completes_the_import(tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = import_books(write_csv(tmp_path / "books", spoilt()), store=store)
    assert first.quarantine
    assert first.report
    assert first.report.quarantined == 3
    sheets = openpyxl.load_workbook(first.quarantine).sheetnames
    assert sheets == ["flow 1", "lot 2", "receipt 3", "about"]
    changes: dict[str, dict[str, str | int]] = {
        "receipt 3": {f"{column_of(first.quarantine, 'receipt 3', 'gross_g')}2": 19_000_000},
        "lot 2": {f"{column_of(first.quarantine, 'lot 2', 'created_at')}2": "2024-01-20"},
    }
    second = import_books(corrected(first.quarantine, tmp_path / "corrected.xlsx", changes), store=store)
    whole = import_books(write_csv(tmp_path / "good", small_books()), store=tmp_path / "other")
    assert second.quarantine is None
    assert second.manifest["onto"] == first.hash
    assert second.content_sha256 == whole.content_sha256


def test_what_is_still_wrong_stays_in_quarantine(tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = import_books(write_csv(tmp_path / "books", spoilt()), store=store)
    assert first.quarantine
    changes: dict[str, dict[str, str | int]] = {
        "receipt 3": {f"{column_of(first.quarantine, 'receipt 3', 'gross_g')}2": "about nineteen"},
        "lot 2": {f"{column_of(first.quarantine, 'lot 2', 'created_at')}2": "2024-01-20"},
    }
    second = import_books(corrected(first.quarantine, tmp_path / "corrected.xlsx", changes), store=store)
    assert second.report
    assert [(one.table, one.rows) for one in second.report.reasons] == [("receipt", 1)]
    assert second.rows["flow"] == 4


def test_a_correction_may_name_the_snapshot_it_joins(tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = import_books(write_csv(tmp_path / "books", spoilt()), store=store)
    import_books(write_csv(tmp_path / "others", {"party": small_books()["party"]}), store=store)
    assert first.quarantine
    joined = import_books(first.quarantine, store=store, onto=first)
    assert joined.rows == first.rows
    assert joined.manifest["onto"] == first.hash


def test_a_correction_without_an_earlier_import_is_refused(tmp_path: Path) -> None:
    intake = read_books(write_csv(tmp_path / "books", spoilt()))
    intake.quarantine.write(tmp_path / "quarantine.xlsx")
    with pytest.raises(BooksError, match="no books its rows could join"):
        import_books(tmp_path / "quarantine.xlsx", store=tmp_path / "store")


def test_a_store_without_an_import_has_no_current_snapshot(tmp_path: Path) -> None:
    assert current_snapshot(tmp_path) is None


class Stopped(BaseException):
    """The process ends here."""


def stop_at(monkeypatch: pytest.MonkeyPatch, step: int) -> list[str]:
    """Let the ``step``-th change on disk of publishing, and all after it, not happen."""
    done: list[str] = []

    def counted(name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            if len(done) >= step:
                raise Stopped
            done.append(name)
            return act(*arguments, **named)

        return run

    monkeypatch.setattr(store_module, "sync", counted("sync", store_module.sync))
    monkeypatch.setattr(Path, "rename", counted("rename", Path.rename))
    monkeypatch.setattr(Path, "replace", counted("replace", Path.replace))
    monkeypatch.setattr(shutil, "rmtree", counted("rmtree", shutil.rmtree))
    return done


def publish(prepared: Path, store: Path) -> None:
    """What an import does once its files are written."""
    with store_module._incoming(store) as incoming:
        shutil.copytree(prepared, incoming / "snapshot", dirs_exist_ok=True)
        store_module._publish(incoming, store, prepared.name)


def test_a_stop_at_any_step_leaves_the_old_state_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = import_books(write_csv(tmp_path / "books", small_books()), store=tmp_path / "store")
    new = import_books(write_csv(tmp_path / "more", spoilt()), store=tmp_path / "elsewhere")
    states = []
    for step in range(200):
        store = tmp_path / f"store{step}"
        shutil.copytree(tmp_path / "store", store)
        with monkeypatch.context() as patched:
            done = stop_at(patched, step)
            try:
                publish(new.path, store)
            except Stopped:
                pass
            else:
                break
        states.append(open_snapshot(store).hash)
        assert states[-1] in (old.hash, new.hash), done
        publish(new.path, store)
        assert open_snapshot(store).hash == new.hash
        assert not (store / "incoming").exists()
    assert set(states) == {old.hash, new.hash}
    assert states == sorted(states, key=lambda state: state == new.hash)


def test_only_one_import_works_in_a_store_at_a_time(tmp_path: Path) -> None:
    import fcntl

    store = tmp_path / "store"
    import_books(write_csv(tmp_path / "books", small_books()), store=store)
    with store_module.locked(store), (store / "lock").open("w") as second, pytest.raises(BlockingIOError):
        fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with (store / "lock").open("w") as free:
        fcntl.flock(free, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_folder_that_is_no_store_yet_is_made(tmp_path: Path) -> None:
    snapshot = import_books(write_csv(tmp_path / "books", small_books()), store=tmp_path / "deep" / "store")
    assert [path.name for path in (tmp_path / "deep" / "store" / "snapshots").iterdir()] == [snapshot.hash]

"""Fixtures of the tests of the command line."""

import sys
from pathlib import Path

import pytest
from tests.engine.cli.books_on_disk import write_small_plant
from tests.engine.cli.shell import Command, Ended

from cupel.cli import main


@pytest.fixture(scope="session")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small plant's books, to be read only."""
    return write_small_plant(tmp_path_factory.mktemp("plant"))


@pytest.fixture
def cupel(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command line as a shell would."""

    def run(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["cupel", *map(str, arguments)])
        monkeypatch.setenv("COLUMNS", "140")
        with pytest.raises(SystemExit) as ended:
            main()
        return Ended(int(ended.value.code or 0), *capsys.readouterr())

    return run

"""A process that imports is killed, again and again: the store always opens, and the next import succeeds."""

import random
import subprocess
import sys
import time
from pathlib import Path

from tests.engine.chain.intake.small_books import changed, small_books, write_csv

from cupel.chain import current_snapshot, import_books

KILLS = 20
PROGRAM = """
import sys
from itertools import cycle
from pathlib import Path
from cupel.chain import import_books

store, *books = map(Path, sys.argv[1:])
for number, folder in enumerate(cycle(books)):
    import_books(folder, store=store)
    print(number, flush=True)
"""


def test_a_kill_at_any_moment_leaves_a_whole_state(tmp_path: Path) -> None:
    store = tmp_path / "store"
    books = [
        write_csv(tmp_path / "one", small_books()),
        write_csv(tmp_path / "two", changed(small_books(), "receipt", 0, gross_g="?")),
    ]
    known = {import_books(folder, store=tmp_path / "elsewhere").hash for folder in books}
    moments = random.Random(20240325)
    finished = 0
    for _kill in range(KILLS):
        command = [sys.executable, "-c", PROGRAM, str(store), *map(str, books)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            if moments.random() < 0.8:
                assert process.stdout.readline().strip() == "0"
                finished += 1
            time.sleep(moments.uniform(0, 0.3))
            process.kill()
        snapshot = current_snapshot(store)
        assert snapshot is None or snapshot.hash in known
        assert finished == 0 or snapshot is not None
        assert {folder.name for folder in (store / "snapshots").glob("*")} <= known
    assert import_books(books[0], store=store).hash in known
    assert sorted(path.name for path in store.iterdir()) == ["current", "lock", "snapshots"]

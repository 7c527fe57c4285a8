"""``cupel chain import`` killed at random moments, as the command: the store holds the old state or the new one."""

import random
import subprocess
import sys
from pathlib import Path

from tests.engine.chain.intake.small_books import changed, small_books, write_csv

from cupel.chain import current_snapshot, import_books

KILLS = 12
LONGEST_LIFE_SECONDS = 3.0


def _killed(books: Path, store: Path, *, after: float) -> bool:
    """Import and kill the command ``after`` seconds; whether it had ended by itself before."""
    command = [sys.executable, "-c", "from cupel.cli import main; main()", "chain", "import"]
    command += [str(books), "--into", str(store)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
            return False
    return process.returncode == 0


def test_a_kill_at_any_moment_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    store = tmp_path / "store"
    rows = small_books()
    books = [write_csv(tmp_path / "one", rows), write_csv(tmp_path / "two", changed(rows, "party", 0, name="Other"))]
    hashes = [import_books(folder, store=tmp_path / "elsewhere").hash for folder in books]
    moments = random.Random(20250331)
    import_books(books[0], store=store)
    current = hashes[0]
    for kill in range(KILLS):
        number = (kill + 1) % 2
        ended = _killed(books[number], store, after=moments.uniform(0, LONGEST_LIFE_SECONDS))
        snapshot = current_snapshot(store)
        assert snapshot is not None
        assert snapshot.hash in ({hashes[number]} if ended else {current, hashes[number]})
        current = snapshot.hash
        assert snapshot.rows["party"] == len(rows["party"])
    assert import_books(books[0], store=store).hash == hashes[0]
    assert sorted(path.name for path in store.iterdir()) == ["current", "lock", "snapshots"]

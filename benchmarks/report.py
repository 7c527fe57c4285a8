"""One row per comparison, and how its numbers are taken. Ratios travel between machines; times do not."""

import gc
import json
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
MIB = 2**20
TURN_MS = 30.0
SECONDS = 3.0


@dataclass(frozen=True, kw_only=True)
class Row:
    """``ours`` against ``peer_value`` in ``metric``. ``target`` is the least acceptable ratio, None where none is set.

    ``peak_mb``: memory (MiB) that our side adds to the process while it runs, results included. ``reason`` says why a
    comparison could not be made; such a row is never met.
    """

    work: str
    size: str
    metric: str
    peer: str
    ours: float | None = None
    peer_value: float | None = None
    target: float | None = None
    peak_mb: float | None = None
    more_is_better: bool = False
    reason: str | None = None

    @property
    def ratio(self) -> float | None:
        """Above 1 = we are better."""
        if not self.ours or self.peer_value is None:
            return None
        return self.ours / self.peer_value if self.more_is_better else self.peer_value / self.ours

    @property
    def met(self) -> bool:
        """Whether the comparison was made and reaches its target."""
        return self.reason is None and (self.target is None or (self.ratio is not None and self.ratio >= self.target))

    def record(self) -> dict[str, object]:
        """What is stored: four significant digits, in a fixed order."""
        order = ("work", "size", "metric", "ours", "peer", "peer_value", "ratio", "target", "met", "peak_mb")
        values = {**asdict(self), "ratio": self.ratio, "met": self.met}
        record = {name: _rounded(values[name]) for name in order}
        return record if self.reason is None else {**record, "reason": self.reason}


def _rounded(value: object) -> object:
    return float(f"{value:.4g}") if isinstance(value, float) else value


def milliseconds(*works: Callable[[], object], turns: int = 5, seconds: float = SECONDS) -> list[float]:
    """Median time of each work. They take ``turns`` or more until ``seconds`` have passed, so that a busy machine slows
    all of them; in its turn a work runs for :data:`TURN_MS` at least, after one call that is not counted, so that none
    finds its caches emptied by another.
    """
    times: list[list[float]] = [[] for _work in works]
    gc.collect()
    gc.disable()
    start, turn = time.perf_counter(), 0
    while turn < turns or time.perf_counter() - start < seconds:
        for taken, work in zip(times, works, strict=True):
            _take_turn(work, taken)
        turn += 1
    gc.enable()
    return [statistics.median(taken) for taken in times]


def _take_turn(work: Callable[[], object], taken: list[float]) -> None:
    work()
    spent = 0.0
    while spent < TURN_MS:
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1e3)
        spent += taken[-1]


def added_memory(work: Callable[[], object]) -> float:
    """MiB that the process grows by at most while ``work`` runs, its result included."""
    import psutil  # type: ignore[import-untyped]

    process = psutil.Process()
    before = most = process.memory_info().rss
    done = threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.002):
            most = max(most, process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    result = work()
    most = max(most, process.memory_info().rss)
    done.set()
    watcher.join()
    del result
    return float(most - before) / MIB


def data_folder() -> Path | None:
    """Real data, where the environment variable ``CUPEL_DATA`` points to it; a comparison without it is not met."""
    given = os.environ.get("CUPEL_DATA")
    return Path(given) if given and Path(given).is_dir() else None


def write(name: str, rows: Iterable[Row]) -> Path:
    """Store rows as ``results/<name>.json``."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps([row.record() for row in rows], indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path

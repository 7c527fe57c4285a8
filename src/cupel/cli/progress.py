"""Progress on the error stream: a bar with a count per stage."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

Progress = Callable[[str, int, int], None]


@contextmanager
def progress_bar(stages: Mapping[str, str]) -> Iterator[Progress]:
    """Bars while the work lasts, one per stage that reports; ``stages``: their titles. Nothing where there is no
    terminal.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks = {stage: bar.add_task(title, total=None, visible=False, start=False) for stage, title in stages.items()}

        def show(stage: str, done: int, total: int) -> None:
            bar.start_task(tasks[stage])
            bar.update(tasks[stage], completed=done, total=total, visible=True)

        yield show

"""``python -m examples.tutorial [DIR]``: writes the tutorial's books, by default beside this file."""

import sys
from pathlib import Path

from examples.books.write import LISTS, canonical
from examples.tutorial.trade import purchases
from examples.tutorial.world import fixed_tables


def main() -> None:
    """Writes every table, and the list of regions."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "books"
    (folder / "lists").mkdir(parents=True, exist_ok=True)
    for name, frame in canonical(fixed_tables() | purchases()).items():
        file = folder / "lists" / f"{LISTS[name]}.csv" if name in LISTS else folder / f"{name}.csv"
        if frame.height:
            frame.write_csv(file)


if __name__ == "__main__":
    main()

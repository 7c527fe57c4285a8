"""``python -m examples.books --seed 7 --scale 1 --out DIR``: writes invented books."""

import argparse
from pathlib import Path

from examples.books.plan import Plan
from examples.books.simulation import Simulation
from examples.books.write import write_books


def main() -> None:
    """Reads the command line and writes the books."""
    parser = argparse.ArgumentParser(
        prog="python -m examples.books", description="Writes the books of an invented smelter group."
    )
    parser.add_argument(
        "--seed", type=int, default=7, help="books with the same seed and scale are the same, byte by byte"
    )
    parser.add_argument("--scale", type=float, default=1.0, help="1 is about 10,000 weighbridge receipts")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--format", choices=("csv", "xlsx", "parquet"), default="csv")
    parser.add_argument("--headings", choices=("canonical", "business"), default="canonical")
    wish = parser.parse_args()
    plan = Plan(wish.seed, wish.scale)
    write_books(Simulation(plan).run(), folder=wish.out, plan=plan, file_format=wish.format, headings=wish.headings)


if __name__ == "__main__":
    main()

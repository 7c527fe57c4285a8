"""The small plant's books as a folder of files, as a company would hand them in."""

from pathlib import Path

from tests.engine.diligence.books import make_books
from tests.engine.diligence.results import small_plant

from cupel.diligence import words


def write_small_plant(folder: Path) -> Path:
    """One CSV per table that has rows; the list of areas in ``lists``."""
    (folder / "lists").mkdir(parents=True)
    for name, frame in make_books(small_plant()).items():
        place = folder / "lists" if name == "region_determination" else folder
        if frame.height:
            frame.write_csv(place / f"{name}.csv")
    (folder / "notes.txt").write_text("not a table", encoding="utf-8")
    return folder


def plain(text: str) -> str:
    """Printed text with usual spaces, one between words."""
    return " ".join(text.replace(words.GAP, " ").split())

"""Whatever is handed to a command, it ends with a code, a sentence and a remedy, and never with a traceback."""

import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from tests.engine.cli.shell import Command

from cupel.standard import shipped_standards

AREAS = "iso2,region_code,conflict_affected,high_risk\nQX,QX-AB,1,0\n"
REPLACED = "lot.csv"


def nothing(folder: Path) -> None:
    """An empty folder."""


def pictures(folder: Path) -> None:
    """Files of other types."""
    (folder / "weighbridge.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "contract.pdf").write_bytes(b"%PDF-1.7")


def bytes_as_text(folder: Path) -> None:
    """A CSV that is no text."""
    (folder / "lot.csv").write_bytes(random.Random(1).randbytes(4000))


def no_parquet(folder: Path) -> None:
    """A Parquet file that is none."""
    (folder / "lot.parquet").write_bytes(b"PAR1 and no more")


def parquet_cut_short(folder: Path) -> None:
    """The second half of a Parquet file."""
    pl.DataFrame({"lot_id": ["L1"] * 1000}).write_parquet(folder / "lot.parquet")
    whole = (folder / "lot.parquet").read_bytes()
    (folder / "lot.parquet").write_bytes(whole[len(whole) // 2 :])


def no_workbook(folder: Path) -> None:
    """A workbook that is none."""
    (folder / "lot.xlsx").write_bytes(b"PK\x03\x04 and no more")


def workbook_bomb(folder: Path) -> None:
    """A workbook that unpacks to a thousand times its size."""
    with zipfile.ZipFile(folder / "lot.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _piece in range(128):
                sheet.write(b"0" * (1 << 20))


NO_TABLES = (nothing, pictures, bytes_as_text, no_parquet, parquet_cut_short, no_workbook, workbook_bomb)
DAMAGED = (no_parquet, parquet_cut_short, no_workbook, workbook_bomb)
Spoil = Callable[[Path], None]


def name_of(spoil: Spoil) -> str:
    return str(spoil.__name__)


def with_books(command: str, books: Path, tmp_path: Path) -> tuple[object, ...]:
    """The arguments of a command that reads books."""
    return {
        "check": ("chain", "check", books),
        "import": ("chain", "import", books, "--into", tmp_path / "store"),
        "run": ("run", books, "--standard", "mdd@2023", "--out", tmp_path / "out"),
        "trace": ("trace", books, "--lot", "product"),
    }[command]


READERS = ("check", "import", "run", "trace")


@pytest.mark.parametrize("command", READERS)
def test_a_folder_that_is_not_there(command: str, tmp_path: Path, cupel: Command) -> None:
    ended = cupel(*with_books(command, tmp_path / "absent", tmp_path))
    assert (ended.code, "[no-books]" in ended.err) == (1, True)


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize("spoil", NO_TABLES, ids=name_of)
def test_a_folder_without_a_readable_table(command: str, spoil: Spoil, tmp_path: Path, cupel: Command) -> None:
    books = tmp_path / "books"
    books.mkdir()
    spoil(books)
    ended = cupel(*with_books(command, books, tmp_path))
    assert (ended.code, "[no-tables]" in ended.err) == (1, True)
    assert all(file.name in ended.err for file in books.iterdir())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("spoil", DAMAGED, ids=name_of)
def test_one_damaged_table_among_good_ones(spoil: Spoil, plant: Path, tmp_path: Path, cupel: Command) -> None:
    books = shutil.copytree(plant, tmp_path / "books")
    (books / REPLACED).unlink()
    spoil(books)
    (damaged,) = {file.name for file in books.iterdir()} - {file.name for file in plant.iterdir()}
    checked = cupel("chain", "check", books)
    assert checked.code == 1
    assert damaged in checked.out
    ran = cupel(*with_books("run", books, tmp_path))
    assert (ran.code, "[run-no-lots]" in ran.err, damaged in ran.err) == (1, True, True)


def test_a_parquet_file_that_breaks_while_it_is_read(plant: Path, tmp_path: Path, cupel: Command) -> None:
    books = shutil.copytree(plant, tmp_path / "books")
    pl.read_csv(books / REPLACED).write_parquet(books / "lot.parquet")
    (books / REPLACED).unlink()
    whole = bytearray((books / "lot.parquet").read_bytes())
    whole[4:200] = bytes(196)
    (books / "lot.parquet").write_bytes(bytes(whole))
    ended = cupel("chain", "check", books)
    assert (ended.code, "lot.parquet" in ended.err, "[unreadable-parquet]" in ended.err) == (1, True, True)


def test_the_results_of_a_run_are_no_books(plant: Path, tmp_path: Path, cupel: Command) -> None:
    assert cupel(*with_books("run", plant, tmp_path)).code == 0
    ended = cupel("trace", tmp_path / "out", "--lot", "product")
    assert (ended.code, "[no-tables]" in ended.err) == (1, True)


def test_a_broken_zip(tmp_path: Path, cupel: Command) -> None:
    (tmp_path / "books.zip").write_bytes(b"PK\x03\x04")
    ended = cupel("chain", "check", tmp_path / "books.zip")
    assert (ended.code, "[unsafe-zip]" in ended.err) == (1, True)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("schema: cupel-mapping/1\nkey: [unclosed\n", "line 3"),
        (
            "schema: cupel-mapping/1\nkey: ours\ntables:\n  party:\n    columns: {nonsense: [x]}\n",
            "line 5, column 15, tables.party.columns.nonsense",
        ),
        ("key: ours\n", "does not begin with"),
    ],
)
def test_a_wrong_mapping(text: str, place: str, plant: Path, tmp_path: Path, cupel: Command) -> None:
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    ended = cupel("chain", "check", plant, "--mapping", tmp_path / "map.yaml")
    assert ended.code == 1
    assert "map.yaml" in ended.err
    assert place in ended.err
    assert "[bad-mapping]" in ended.err


@pytest.mark.parametrize("mapping", ["absent.yaml", "."])
def test_a_mapping_that_cannot_be_read(mapping: str, plant: Path, tmp_path: Path, cupel: Command) -> None:
    ended = cupel("chain", "check", plant, "--mapping", tmp_path / mapping)
    assert (ended.code, "[bad-mapping]" in ended.err) == (1, True)


@pytest.mark.parametrize(
    ("status", "place"),
    [
        ("[effective", "editions/2023.yaml, line 5, column 8"),
        ("glorious", "editions/2023.yaml, line 4, column 9, status"),
    ],
)
def test_a_standard_with_a_mistake(status: str, place: str, plant: Path, tmp_path: Path, cupel: Command) -> None:
    broken = shutil.copytree(shipped_standards()["mdd"], tmp_path / "mine")
    edition = broken / "editions" / "2023.yaml"
    text = edition.read_text(encoding="utf-8").replace("status: effective", f"status: {status}", 1)
    edition.write_text(text, encoding="utf-8")
    ended = cupel("run", plant, "--standard", f"{broken}@2023", "--out", tmp_path / "out")
    assert ended.code == 1
    assert place in ended.err
    assert cupel("standard", "validate", broken).code == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("standard", "validate", "nowhere"), "standard-file"),
        (("standard", "show", "nowhere@1"), "standard-file"),
        (("standard", "show", "mdd"), "standard-reference"),
        (("standard", "show", "mdd@1066"), "standard-edition"),
        (("standard", "show", "mdd@2023", "--clause", "99.99"), "standard-clause"),
        (("standard", "diff", "mdd@2021", "nowhere@2"), "standard-file"),
    ],
)
def test_a_standard_that_is_not_there(arguments: tuple[str, ...], code: str, cupel: Command) -> None:
    ended = cupel(*arguments)
    assert (ended.code, f"[{code}]" in ended.err) == (1, True)


def test_results_do_not_replace_a_file(plant: Path, tmp_path: Path, cupel: Command) -> None:
    (tmp_path / "out").write_text("notes", encoding="utf-8")
    ended = cupel(*with_books("run", plant, tmp_path))
    assert (ended.code, "[run-out]" in ended.err) == (1, True)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "notes"


@pytest.mark.parametrize("inner", [".", "books"])
def test_results_do_not_replace_the_books_or_a_folder_around_them(
    inner: str, plant: Path, tmp_path: Path, cupel: Command
) -> None:
    books = shutil.copytree(plant, tmp_path / "out" / inner, dirs_exist_ok=True)
    before = sorted(file.name for file in books.iterdir())
    ended = cupel(*with_books("run", books, tmp_path))
    assert (ended.code, "[run-out]" in ended.err) == (1, True)
    assert sorted(file.name for file in books.iterdir()) == before


@pytest.mark.parametrize(
    "command",
    [
        ("chain", "check", "BOOKS", "--out", "file"),
        ("chain", "check", "BOOKS", "--out", "file/below"),
        ("chain", "import", "BOOKS", "--into", "file"),
        ("chain", "import", "BOOKS", "--into", "file/below"),
        ("run", "BOOKS", "--standard", "mdd@2023", "--out", "file/below"),
        ("standard", "diff", "mdd@2021", "mdd@2022", "--out", "file/below"),
        ("areas", "import", "areas.csv", "--edition", "E", "--valid-from", "2026-01-01", "--out", "file/below"),
    ],
    ids=" ".join,
)
def test_a_place_that_cannot_be_written(
    command: tuple[str, ...], plant: Path, tmp_path: Path, cupel: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("a file", encoding="utf-8")
    Path("areas.csv").write_text(AREAS, encoding="utf-8")
    ended = cupel(*(plant if word == "BOOKS" else word for word in command))
    assert (ended.code, "file" in ended.err, "[system]" in ended.err) == (1, True, True)
    assert Path("file").read_text(encoding="utf-8") == "a file"


@pytest.mark.parametrize("content", ["words", 'x,"y\n', "\x00\x01"])
def test_a_list_of_areas_is_not_added_to_something_else(content: str, tmp_path: Path, cupel: Command) -> None:
    (tmp_path / "areas.csv").write_text(AREAS, encoding="utf-8")
    out = tmp_path / "out.csv"
    out.write_text(content, encoding="utf-8")
    ended = cupel(
        "areas", "import", tmp_path / "areas.csv", "--edition", "E", "--valid-from", "2026-01-01", "--out", out
    )
    assert (ended.code, "[areas-unreadable]" in ended.err) == (1, True)
    assert out.read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    ("lot", "metal", "code"), [("nowhere", None, "unknown-lot"), ("product", "au", "lot-without-metal")]
)
def test_a_lot_or_metal_that_is_not_there(lot: str, metal: str | None, code: str, plant: Path, cupel: Command) -> None:
    ended = cupel("trace", plant, "--lot", lot, *(("--metal", metal) if metal else ()))
    assert (ended.code, f"[{code}]" in ended.err) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("run",),
        ("run", "x", "--standard", "mdd@2023"),
        ("chain", "check"),
        ("nonsense",),
        ("trace", "x"),
        ("areas", "import"),
    ],
    ids=" ".join,
)
def test_a_wrong_use_ends_with_code_2(arguments: tuple[str, ...], cupel: Command) -> None:
    assert cupel(*arguments).code == 2


@pytest.mark.parametrize("kind", ["parquet", "xlsx", "csv"])
def test_damage_anywhere_in_a_table_is_told_and_never_a_traceback(
    kind: str, plant: Path, tmp_path: Path, cupel: Command
) -> None:
    chance = random.Random(5)
    whole = tmp_path / f"lot.{kind}"
    written = pl.read_csv(plant / REPLACED)
    match kind:
        case "parquet":
            written.write_parquet(whole)
        case "xlsx":
            written.write_excel(whole)
        case _:
            written.write_csv(whole)
    books = shutil.copytree(plant, tmp_path / "books")
    (books / REPLACED).unlink()
    for _turn in range(12):
        spoilt = bytearray(whole.read_bytes())
        for place in chance.sample(range(len(spoilt)), 20):
            spoilt[place] = chance.randrange(256)
        (books / f"lot.{kind}").write_bytes(bytes(spoilt))
        ended = cupel("chain", "check", books)
        assert ended.code in (0, 1)
        assert "lot" in ended.out + ended.err

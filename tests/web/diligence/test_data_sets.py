"""Upload, check report, quarantine, correction."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.diligence_at_work import work, zipped
from tests.web.small_books import GROSS_G

from cupel_web.diligence.models import DataSet, Version
from cupel_web.kernel.models import Event
from cupel_web.kernel.states import JobState
from cupel_web.people.models import Organisation

pytestmark = pytest.mark.django_db


def _address(company: Organisation, rest: str) -> str:
    return f"/companies/{company.public_id}/{rest}"


def test_books_uploaded_as_an_archive_are_checked_and_kept(
    company: Organisation, officer_client: Client, small_books: Path
) -> None:
    form = {"name": "Books of 2024", "books": zipped(small_books, top="folder")}
    page = officer_client.post(_address(company, "data/upload/"), form, follow=True)
    assert "The books are being checked" in page.content.decode()
    work()
    version = Version.objects.get()
    assert version.job.state == JobState.DONE
    assert version.rejected == 0
    assert version.can_run


def test_single_files_are_taken_as_well(company: Organisation, officer_client: Client, small_books: Path) -> None:
    files = [SimpleUploadedFile(file.name, file.read_bytes()) for file in small_books.iterdir()]
    officer_client.post(_address(company, "data/upload/"), {"name": "Single", "books": files})
    work()
    assert Version.objects.get().can_run


def test_an_unsafe_archive_is_refused_with_words(company: Organisation, officer_client: Client) -> None:
    form = {"name": "Bad", "books": SimpleUploadedFile("books.zip", b"no archive")}
    page = officer_client.post(_address(company, "data/upload/"), form)
    assert page.status_code == 422
    assert "not a ZIP archive" in page.content.decode()
    assert not DataSet.objects.exists()


def test_an_upload_without_files_is_refused(company: Organisation, officer_client: Client) -> None:
    assert officer_client.post(_address(company, "data/upload/"), {"name": "None"}).status_code == 422


def test_files_that_are_no_books_end_in_words_and_a_remedy(company: Organisation, officer_client: Client) -> None:
    form = {"name": "Photos", "books": SimpleUploadedFile("photo.jpg", b"\xff\xd8")}
    page = officer_client.post(_address(company, "data/upload/"), form, follow=True)
    work()
    text = officer_client.get(page.request["PATH_INFO"]).content.decode()
    version = Version.objects.get()
    assert version.job.is_over
    assert "Traceback" not in text
    assert "photo.jpg" in text


def test_the_report_says_why_rows_are_in_quarantine(spoiled_version: Version, officer_client: Client) -> None:
    company = spoiled_version.data_set.company
    text = officer_client.get(_address(company, f"versions/{spoiled_version.public_id}/")).content.decode()
    assert spoiled_version.rejected == 2
    assert "twenty tonnes" in text
    assert "Download the quarantine" in text


def test_a_corrected_quarantine_joins_the_good_rows(spoiled_version: Version, officer_client: Client) -> None:
    address = _address(spoiled_version.data_set.company, f"versions/{spoiled_version.public_id}/")
    workbook = officer_client.get(f"{address}quarantine/").getvalue()
    corrected = SimpleUploadedFile("quarantine.xlsx", _corrected(workbook))
    page = officer_client.post(f"{address}correct/", {"books": corrected}, follow=True)
    work()
    version = Version.objects.latest("number")
    assert page.status_code == 200
    assert (version.number, version.corrects) == (2, spoiled_version)
    assert (version.rejected, version.rows) == (0, spoiled_version.rows + 2)


def test_events_of_an_upload_hold_hashes_and_no_file_names(spoiled_version: Version) -> None:
    event = Event.objects.get(action="diligence.data_uploaded")
    assert len(event.facts["names"]) == len(event.facts["files"]) == 7
    assert "csv" not in str(event.facts)


def test_a_list_of_data_sets_keeps_its_filter(version: Version, officer_client: Client) -> None:
    address = _address(version.data_set.company, "data/")
    assert version.data_set.name in officer_client.get(f"{address}?q=book").content.decode()
    assert "No data set fits" in officer_client.get(f"{address}?q=nothing").content.decode()


def test_uploading_again_makes_the_next_version(version: Version, officer_client: Client, small_books: Path) -> None:
    company, data_set = version.data_set.company, version.data_set
    officer_client.post(_address(company, f"data/{data_set.public_id}/replace/"), {"books": zipped(small_books)})
    work()
    assert [found.number for found in data_set.versions.order_by("number")] == [1, 2]
    assert data_set.versions.get(number=2).snapshot == version.snapshot


def _corrected(workbook: bytes) -> bytes:
    book = openpyxl.load_workbook(BytesIO(workbook))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "twenty tonnes":
                    cell.value = GROSS_G
    changed = BytesIO()
    book.save(changed)
    return changed.getvalue()

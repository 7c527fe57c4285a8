"""Uploads: opened with care, refused as a whole with the reason."""

import io
import stat
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cupel_web.diligence.uploads import Limits, UploadRefusedError, entries

LIMITS = Limits(files=5, uploaded=500_000, unpacked=1_000_000)


def _zip(*members: tuple[str | zipfile.ZipInfo, bytes]) -> SimpleUploadedFile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return SimpleUploadedFile("books.zip", packed.getvalue())


def _names(*files: SimpleUploadedFile) -> list[str]:
    return [entry.name for entry in entries(files, limits=LIMITS)]


def _code(*files: SimpleUploadedFile, limits: Limits = LIMITS) -> str:
    with pytest.raises(UploadRefusedError) as refused:
        entries(files, limits=limits)
    assert refused.value.remedy
    return refused.value.code


def test_single_files_keep_their_names() -> None:
    assert _names(SimpleUploadedFile("lot.csv", b"a"), SimpleUploadedFile("site.csv", b"b")) == ["lot.csv", "site.csv"]


def test_an_archive_gives_its_files_with_their_content() -> None:
    (entry,) = entries([_zip(("lot.csv", b"a,b"))], limits=LIMITS)
    assert b"".join(entry.chunks()) == b"a,b"


def test_the_one_folder_around_everything_is_dropped() -> None:
    assert _names(_zip(("books/lot.csv", b""), ("books/lists/names.csv", b""))) == ["lot.csv", "lists/names.csv"]


def test_a_folder_of_lists_alone_stays() -> None:
    assert _names(_zip(("lists/names.csv", b""))) == ["lists/names.csv"]


def test_leftovers_of_operating_systems_are_ignored() -> None:
    assert _names(_zip(("lot.csv", b""), ("__MACOSX/lot.csv", b""), (".DS_Store", b""))) == ["lot.csv"]


@pytest.mark.parametrize(
    "name", ["../x.csv", "a/../../x.csv", "/etc/x.csv", "C:/x.csv", "..\\x.csv", "a\n.csv", "x" * 300]
)
def test_names_that_lead_out_of_the_folder_are_refused(name: str) -> None:
    assert _code(_zip((name, b""))) == "unsafe-name"


def test_links_are_refused() -> None:
    link = zipfile.ZipInfo("lot.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert _code(_zip((link, b"/etc/passwd"))) == "zip-link"


def test_an_archive_that_unpacks_to_many_times_its_size_is_refused() -> None:
    assert (
        _code(_zip(("lot.csv", bytes(65 << 20))), limits=Limits(files=5, uploaded=1 << 40, unpacked=1 << 40))
        == "zip-bomb"
    )


def test_what_is_not_an_archive_is_refused() -> None:
    assert _code(SimpleUploadedFile("books.zip", b"not a zip")) == "not-a-zip"


def test_too_many_files_are_refused() -> None:
    assert _code(_zip(*((f"{number}.csv", b"") for number in range(6)))) == "too-many-files"


def test_too_many_bytes_are_refused() -> None:
    assert _code(_zip(("lot.csv", bytes(600_000)), ("site.csv", bytes(600_000)))) == "too-large"


def test_more_than_may_be_sent_is_refused() -> None:
    assert _code(SimpleUploadedFile("lot.csv", bytes(500_001))) == "too-large"


def test_an_empty_upload_is_refused() -> None:
    assert _code(_zip()) == "empty"


def test_two_files_of_one_name_are_refused() -> None:
    assert _code(SimpleUploadedFile("lot.csv", b"a"), SimpleUploadedFile("lot.csv", b"b")) == "name-twice"


def test_a_damaged_file_in_an_archive_is_refused_when_read() -> None:
    packed = bytearray(_zip(("lot.csv", bytes(range(256)) * 40)).read())
    packed[60] ^= 0xFF
    (entry,) = entries([SimpleUploadedFile("books.zip", bytes(packed))], limits=LIMITS)
    with pytest.raises(UploadRefusedError):
        b"".join(entry.chunks())

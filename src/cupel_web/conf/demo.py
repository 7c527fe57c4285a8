"""``make demo``: a workspace on this machine with an invented company whose books were already checked and run."""

import argparse
import os
import secrets
import subprocess
import sys
from pathlib import Path

VAR = Path(os.environ.get("CUPEL_VAR", "var")).resolve()
SEED, SCALE = 7, 1
EDITIONS = ("2022", "2023")


def main(arguments: list[str] | None = None) -> int:
    """Prepare everything and print the summary; then serve until told to stop, unless ``--no-serve``."""
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--no-serve", action="store_true", help="prepare, print the summary, end")
    parser.add_argument("--port", type=int, default=8000)
    chosen = parser.parse_args(arguments)
    _set_environment()
    import django

    django.setup()
    from cupel_web.conf.demo_company import prepare
    from cupel_web.conf.serve import serve

    say(prepare(books=_books(), editions=EDITIONS, say=say))
    return 0 if chosen.no_serve else serve(port=chosen.port, say=say)


def say(text: str) -> None:
    """A line for the person at the terminal."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _set_environment() -> None:
    VAR.mkdir(parents=True, exist_ok=True)
    defaults = {
        "DJANGO_SETTINGS_MODULE": "cupel_web.conf.settings",
        "CUPEL_VAR": str(VAR),
        "CUPEL_SECRET_KEY": _secret_key(),
        "CUPEL_HTTPS": "0",
        "CUPEL_LOG_LEVEL": "WARNING",
        "CUPEL_EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)


def _secret_key() -> str:
    """A key of this folder's own, made at the first start and readable by its owner alone."""
    file = VAR / "secret_key"
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as target:
            target.write(secrets.token_urlsafe(50))
    return file.read_text()


def _books() -> Path:
    """Books of an invented company, made by the example generator at the first start."""
    folder = VAR / "example-books"
    if not (folder / "README.md").exists():
        command = [
            sys.executable,
            "-m",
            "examples.books",
            "--seed",
            str(SEED),
            "--scale",
            str(SCALE),
            "--out",
            str(folder),
        ]
        subprocess.run(command, check=True)  # noqa: S603  (our own module)
    return folder


if __name__ == "__main__":
    sys.exit(main())

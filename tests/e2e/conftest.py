"""A real browser on a real server: skipped with one clear line where no Chromium is installed."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.web.conftest import visitor, workspace  # noqa: F401
from tests.web.databases import django_db_modify_db_settings  # noqa: F401
from tests.web.diligence_at_work import run, small_books, spoiled_books, spoiled_version, version  # noqa: F401
from tests.web.people_at_work import company, officer, other_company, outsider, reader, secretary  # noqa: F401

# Playwright keeps an event loop in this thread; the tests' own database calls in it are plain calls all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium, which is not installed here (.ci/run installs it)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()

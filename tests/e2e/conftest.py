"""A real browser on a real server: skipped with one clear line where no Chromium is installed."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.e2e.desks import desk, time  # noqa: F401
from tests.web.conftest import visitor, workspace  # noqa: F401
from tests.web.consultations_at_work import held  # noqa: F401
from tests.web.cycles_at_work import cycle  # noqa: F401
from tests.web.databases import django_db_keepdb, django_db_modify_db_settings  # noqa: F401
from tests.web.decisions_at_work import ballot, council_chair, objection, owning, voters  # noqa: F401
from tests.web.diligence_at_work import run, small_books, spoiled_books, spoiled_version, version  # noqa: F401
from tests.web.drafting_at_work import draft  # noqa: F401
from tests.web.meetings_at_work import alternate, meeting, notice  # noqa: F401
from tests.web.owned_at_work import owned, owner_list  # noqa: F401
from tests.web.people_at_work import company, officer, other_company, outsider, reader, secretary  # noqa: F401
from tests.web.publication_at_work import owned_draft, release  # noqa: F401
from tests.web.recommendations_at_work import drafted, objective, way  # noqa: F401
from tests.web.regulations_at_work import alpha  # noqa: F401
from tests.web.scheme_at_work import chair, member, observer, scheme  # noqa: F401
from tests.web.screening_at_work import own_list, screening  # noqa: F401
from tests.web.work_at_work import sister, work  # noqa: F401

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
# A busy machine is slow, not wrong: an expectation waits this long before it fails.
expect.set_options(timeout=30_000)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium.

    Playwright keeps an event loop in this thread; until it ends, the tests' own database calls are plain calls all the
    same. Other modules' tests see neither.
    """
    if CHROMIUM is None:
        pytest.skip("needs Chromium, which is not installed here (.ci/run installs it)")
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()

"""The run report in a real browser: light and dark, on a desk, on a phone and on paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.e2e.looks import problems
from tests.engine.diligence.results import INTAKE, results_of, small_plant

from cupel.diligence.report import write_report
from cupel.standard import resolve

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Of a report of the small plant, as a file."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(results_of(small_plant(), resolve("mdd@2023"), intake=INTAKE), path)
    return path.as_uri()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(bypass_csp=True)  # the report forbids scripts, also axe's own
    yield opened
    opened.close()


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(page: Page, address: str) -> None:
    assert problems(page, address) == {}


def test_it_asks_for_nothing_but_itself(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.close()
    assert asked == [address]


def test_the_keyboard_reaches_the_report_past_the_contents(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#report"
    page.close()


def test_paper_shows_what_the_screen_keeps_folded(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    folded = page.locator("details:not([open]) table").first
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert folded.is_visible()
    page.close()

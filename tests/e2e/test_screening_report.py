"""The screening report in a real browser: light and dark, on a desk and on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.e2e.looks import problems_here
from tests.engine.screening.small_screening import moved_beside, owned_beside, small_screening

from cupel.screening.beside import Beside
from cupel.screening.outputs import write_screening

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module", params=["hits only", "owners, and an earlier list"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Of a report of the small screening, as a file."""
    out = tmp_path_factory.mktemp("report")
    screening = small_screening(out / "given")
    beside = Beside()
    if request.param != "hits only":
        owned, moved = (tell(screening, out / "given") for tell in (owned_beside, moved_beside))
        beside = Beside(owned=owned.owned, stability=moved.stability)
    write_screening(screening, out, beside)
    return (out / "report.html").as_uri()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(bypass_csp=True)  # the report forbids scripts, also axe's own
    yield opened
    opened.close()


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert problems_here(page) == {}


def test_it_asks_for_nothing_but_itself(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.close()
    assert asked == [address]

"""A due-diligence officer's first ten minutes, in a browser, with and without JavaScript."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.e2e.steps import company_address, sign_in
from tests.web.diligence_at_work import finished, work

from cupel_web.diligence.models import Run
from cupel_web.kernel.models import User

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def _upload(page: Page, server: str, officer: User, books: Path) -> None:
    page.goto(company_address(server, officer, "data/"))
    page.get_by_role("link", name="Upload books").click()
    page.get_by_label("Name of the data set").fill("Books of 2024")
    page.get_by_label("Books:").set_input_files(sorted(books.iterdir()))
    page.get_by_role("button", name="Upload and check").click()
    expect(page.get_by_role("heading", name="The books are being checked")).to_be_visible()


@pytest.mark.parametrize("java_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_upload_run_read_and_drill(
    java_script: bool, browser: Browser, live_server: LiveServer, officer: User, small_books: Path
) -> None:
    page = browser.new_page(java_script_enabled=java_script)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    sign_in(page, live_server.url, officer)
    _upload(page, live_server.url, officer, small_books)
    work()
    if not java_script:
        page.reload()
    expect(page.get_by_text("good rows")).to_be_visible()
    page.get_by_label("Edition").select_option("mdd@2023")
    page.get_by_role("button", name="Start the run").click()
    expect(page.get_by_role("heading", name="The run is going on")).to_be_visible()
    work()
    if not java_script:
        page.reload()
    expect(page.get_by_role("heading", name="By clause, gravest first")).to_be_visible()
    _read_flags(page)
    assert errors == []
    page.close()


WATCH_BARS = """
window.shown = [];
new MutationObserver((changes) => changes.forEach(({target}) => window.shown.push(target.value / target.max)))
  .observe(document, {subtree: true, attributes: true, attributeFilter: ["value"]});
"""


def test_sending_files_shows_how_much_is_sent(
    browser: Browser, live_server: LiveServer, officer: User, small_books: Path
) -> None:
    page = browser.new_page()
    page.add_init_script(WATCH_BARS)
    sign_in(page, live_server.url, officer)
    _upload(page, live_server.url, officer, small_books)
    assert page.evaluate("window.shown.filter((share) => share > 0).at(-1)") == 1
    assert "/versions/" in page.url
    page.close()


def _read_flags(page: Page) -> None:
    page.get_by_role("link", name="Flags", exact=True).click()
    page.get_by_label("Finding").select_option("F4_COO_AFTER_ARRIVAL")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_text("3 findings")).to_be_visible()
    expect(page).to_have_url(re.compile("kind=F4_COO_AFTER_ARRIVAL"))
    page.get_by_role("link", name="L-3", exact=True).click()
    expect(page.get_by_role("heading", name="Rows that show it")).to_be_visible()
    page.locator(".beside").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="In my runs")).to_be_visible()


def test_two_runs_are_compared(browser: Browser, live_server: LiveServer, run: Run, officer: User) -> None:
    older = finished(run.version, "2021", officer)
    page = browser.new_page()
    sign_in(page, live_server.url, officer)
    page.goto(company_address(live_server.url, officer, "compare/"))
    page.get_by_label("Before").select_option(older.public_id)
    page.get_by_label("After").select_option(run.public_id)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="Findings that changed")).to_be_visible()
    page.close()


def test_the_colour_scheme_can_be_chosen(browser: Browser, live_server: LiveServer) -> None:
    page = browser.new_page(color_scheme="light")
    page.goto(live_server.url)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.close()


def test_everything_is_reached_with_the_keyboard(browser: Browser, live_server: LiveServer) -> None:
    page = browser.new_page()
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.close()


def test_a_file_is_downloaded(
    browser: Browser, live_server: LiveServer, run: Run, officer: User, tmp_path: Path
) -> None:
    page = browser.new_page()
    sign_in(page, live_server.url, officer)
    page.goto(company_address(live_server.url, officer, f"runs/{run.public_id}/"))
    with page.expect_download() as download:
        page.get_by_role("link", name="findings.json").click()
    download.value.save_as(tmp_path / "findings.json")
    assert (tmp_path / "findings.json").stat().st_size > 100
    page.close()

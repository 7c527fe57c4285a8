"""The queue of hits in a browser: with keys alone, without JavaScript, and with the keys switched off."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer
from tests.e2e.steps import sign_in

from cupel_web.kernel.models import User
from cupel_web.screening.models import Decision, Screening

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def _queue(server: str, screening: Screening) -> str:
    return f"{server}/companies/{screening.company.public_id}/screenings/{screening.public_id}/review/"


def test_one_person_works_through_the_queue_with_keys(
    browser: Browser, live_server: LiveServer, screening: Screening, officer: User
) -> None:
    page = browser.new_page()
    sign_in(page, live_server.url, officer)
    page.goto(_queue(live_server.url, screening))
    first = page.get_by_role("heading", level=1).inner_text()
    page.keyboard.press("j")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(first)
    page.keyboard.press("k")
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    page.get_by_label("Note").fill("munmun")
    for key, left in (("n", "2 hits left"), ("m", "1 hit left"), ("u", "")):
        page.locator("h1").click()
        page.keyboard.press(key)
        expect(page.get_by_text(left) if left else page.get_by_role("heading", name="Nothing is left")).to_be_visible()
    verdicts = dict(Decision.objects.values_list("verdict", "note"))
    assert verdicts == {"no match": "munmun", "match": "", "unsure": ""}
    assert Axe().run(page).response["violations"] == []
    page.close()


def test_keys_can_be_switched_off(
    browser: Browser, live_server: LiveServer, screening: Screening, officer: User
) -> None:
    page = browser.new_page()
    sign_in(page, live_server.url, officer)
    page.goto(_queue(live_server.url, screening))
    page.get_by_role("button", name="Keys on").click()
    page.locator("h1").click()
    page.keyboard.press("n")
    page.keyboard.press("j")
    page.reload()
    expect(page.get_by_role("button", name="Keys on")).to_have_attribute("aria-pressed", "false")
    assert not Decision.objects.exists()
    page.close()


def test_without_javascript_the_queue_works_too(
    browser: Browser, live_server: LiveServer, screening: Screening, officer: User
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server.url, officer)
    page.goto(_queue(live_server.url, screening))
    for _hit in range(3):
        page.get_by_role("button", name="No match").click()
    expect(page.get_by_role("heading", name="Nothing is left to review")).to_be_visible()
    assert Decision.objects.count() == 3
    context.close()

"""People at desks with a browser each, and the clock that server and tests share."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.e2e.steps import sign_in
from tests.web.people_at_work import NOON, PASSWORD
from tests.web.post import delivered

from cupel_web.decisions.models import Elector
from cupel_web.kernel import clock
from cupel_web.kernel.models import User


class Clock:
    """The moment by which server and test go."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock for every thread."""
    told = Clock(NOON)
    monkeypatch.setattr(clock, "now", told.now)
    return told


class Desk:
    """A person at a browser of their own."""

    def __init__(self, page: Page, server: str) -> None:
        self.page, self.server = page, server

    def opens(self, path: str) -> "Desk":
        self.page.goto(self.server + path)
        return self

    def fills(self, **values: str) -> "Desk":
        """Fill in fields by name; ``:value`` presses a radio button, ``=value`` chooses from a list."""
        for name, value in values.items():
            if value.startswith(":"):
                self.page.locator(f'main [name="{name}"][value="{value[1:]}"]').check()
            elif value.startswith("="):
                self.page.locator(f'main select[name="{name}"]').select_option(label=value[1:])
            else:
                self.page.locator(f'main [name="{name}"]:not([type="hidden"])').fill(value)
        return self

    def chooses(self, **values: str) -> "Desk":
        """Choose from lists by what stands behind the words."""
        for name, value in values.items():
            self.page.locator(f'main select[name="{name}"]').select_option(value)
        return self

    def presses(self, name: str) -> "Desk":
        self.page.locator("main").get_by_role("button", name=name).first.click()
        return self

    def follows(self, name: str) -> "Desk":
        self.page.locator("main").get_by_role("link", name=name).first.click()
        return self

    def reads(self, text: str) -> "Desk":
        expect(self.page.locator("main")).to_contain_text(text)
        return self


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer) -> Callable[[User | None], Desk]:
    """A desk for somebody, signed in if they have an account."""

    def sits_down(user: User | None) -> Desk:
        page = browser.new_context().new_page()
        if user is not None:
            sign_in(page, live_server.url, user)
        return Desk(page, live_server.url)

    return sits_down


def link_in(mail: str) -> str:
    """The one link of a mail, without its host."""
    (path,) = re.findall(r"https?://[^/\s]+(/\S*)", mail)
    return str(path)


def choose_password(at: Desk, path: str, *, email: str) -> None:
    """Ask for the mail with which a password is set, and set it."""
    form = at.opens(path).page.locator('form:has([name="email"])')
    form.locator('[name="email"]').fill(email)
    form.get_by_role("button").click()
    at.page.wait_for_load_state()
    form = at.opens(link_in(delivered()[-1])).page.locator('form:has([name="password1"])')
    form.locator('[name="password1"]').fill(PASSWORD)
    form.locator('[name="password2"]').fill(PASSWORD)
    form.get_by_role("button").first.click()
    at.page.wait_for_load_state()


def applies(at: Desk, path: str, *, email: str, **wish: str) -> None:
    """Ask for a seat on the public page and confirm the address."""
    at.opens(path).fills(email=email, **wish)
    at.page.locator('[name="consent"]').check()
    at.presses("Send the application").reads("A mail is on its way to you.")
    at.opens(link_in(delivered()[-1])).presses("Confirm my application").reads("You get a letter by mail")


def seats_applicant(office: Desk, seat: str) -> str:
    """Accept the application that waits and seat who sent it; gives the mail that says so."""
    office.opens("/").follows("Decide on an application").fills(accepted=":yes", letter="Welcome.")
    office.presses("Decide and send the letter").follows(seat).presses("Seat").reads("Seated.")
    return delivered()[-1]


def undertakes(at: Desk) -> Desk:
    """Accept both undertakings, from the list of what awaits."""
    at.opens("/").follows("Accept the confidentiality undertaking")
    return at.presses("Accept the confidentiality undertaking").presses("Accept the contribution licence")


def votes(at: Desk, user: User, *, position: str) -> None:
    """The person takes a position for their seat in the one ballot there is."""
    elector = Elector.objects.get(seat__tenures__person=user)
    path = reverse("take_position", kwargs={"slug": elector.ballot.group.slug, "elector": elector.public_id})
    at.opens(path).fills(has_interest=":no", position=position)
    at.page.locator("main").get_by_role("button").last.click()
    at.page.wait_for_load_state()


def uploads_template(at: Desk, folder: Path, text: str) -> Desk:
    """Take the template of one's own comments, add a row below them, and upload it."""
    with at.page.expect_download() as download:
        at.page.locator("main").get_by_role("link", name="XLSX").last.click()
    path = folder / "form.xlsx"
    download.value.save_as(path)
    book = load_workbook(path)
    book.worksheets[0]["F6"] = text
    book.save(path)
    at.page.locator('main [name="file"]').set_input_files(path)
    return at.presses("Upload")

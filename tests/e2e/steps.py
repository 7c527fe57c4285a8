"""What people do in a browser."""

from playwright.sync_api import Page
from tests.web.people_at_work import PASSWORD

from cupel_web.kernel.models import User


def sign_in(page: Page, address: str, user: User) -> None:
    page.goto(f"{address}/sign-in/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def company_address(server: str, user: User, rest: str) -> str:
    """The address of a page of the person's company."""
    return f"{server}/companies/{user.memberships.get().organisation.public_id}/{rest}"

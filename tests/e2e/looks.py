"""What is looked at on a page: violations found by axe, and whether it fits the screen."""

import itertools

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

VARIANTS = list(itertools.product(("light", "dark"), (1280, 390)))


def problems(page: Page, address: str) -> list[str]:
    """What is wrong with the page at an address."""
    page.goto(address)
    return problems_here(page)


def problems_here(page: Page) -> list[str]:
    """What is wrong with the page as it is shown."""
    found = [
        f"{violation['id']}: {node['html'][:150]}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > (page.viewport_size or {"width": 0})["width"]:
        found.append(f"wider than the screen: {width}")
    return found

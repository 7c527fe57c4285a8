"""What is looked at on a page: violations found by axe, and whether it fits the screen."""

import itertools

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LOOKS = tuple(itertools.product(("light", "dark"), (1280, 390)))
"""Colour scheme, and width of the screen in pixels: a desk and a phone."""


def problems(page: Page, address: str) -> dict[str, list[str]]:
    """What is wrong with the page at an address, by the way it is looked at."""
    page.goto(address)
    return problems_here(page)


def problems_here(page: Page) -> dict[str, list[str]]:
    """What is wrong with the page as it is shown, which is turned into each look; by address and look."""
    wrong = {}
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        if found := _problems(page, width):
            wrong[f"{page.url} {scheme} {width}"] = found
    return wrong


def _problems(page: Page, width: int) -> list[str]:
    found = [
        f"{violation['id']}: {node['html'][:150]}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]
    needed = page.evaluate("document.documentElement.scrollWidth")
    if needed > width:
        found.append(f"wider than the screen: {needed}")
    return found

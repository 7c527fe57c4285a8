"""What is looked at on a page: violations found by axe, and whether it fits the screen."""

import itertools
from zlib import crc32

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCHEMES, WIDTHS = ("light", "dark"), (1280, 390)
"""Colour schemes, and widths of the screen in pixels: a desk and a phone."""


def problems(page: Page, address: str) -> dict[str, list[str]]:
    """What is wrong with the page at an address, by the way it is looked at."""
    page.goto(address)
    return problems_here(page)


def problems_here(page: Page) -> dict[str, list[str]]:
    """What is wrong with the page as it is shown, which is turned into each look; by address and look.

    Whether it fits is asked in each. axe, which takes a second, looks once at each scheme and once at each width: which
    goes with which is another one from page to page, so that what pages share is seen in all four.
    """
    wrong = {}
    turned = crc32(page.title().encode()) % 2
    for (one, scheme), (other, width) in itertools.product(enumerate(SCHEMES), enumerate(WIDTHS)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        found = _too_wide(page, width)
        if (one + other) % 2 == turned:
            found += _violations(page)
        if found:
            wrong[f"{page.url} {scheme} {width}"] = found
    return wrong


def _violations(page: Page) -> list[str]:
    return [
        f"{violation['id']}: {node['html'][:150]}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]


def _too_wide(page: Page, width: int) -> list[str]:
    needed = page.evaluate("document.documentElement.scrollWidth")
    return [f"wider than the screen: {needed}"] if needed > width else []

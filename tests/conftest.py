"""Fixtures of all tests."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("exploring", deadline=None)
settings.load_profile("steady")
"""Examples are the same each time, so that a change is judged by what it changes; exploring finds others. The time of
one example says more about the machine than about us."""

LONG = {
    "test_access.py", "test_demo.py", "test_every_group_page.py", "test_every_page.py", "test_killed_workers.py",
    "test_many_rows.py", "test_people_change_seats_stay.py", "test_revision_tour.py", "test_working_group_tour.py",
}  # fmt: skip
"""Files that take half a minute or more. They begin first, so that no process is left alone with one at the end."""

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of reference data beside the repository, which is not part of it."""
    if not SHARED.is_dir():
        pytest.skip("needs the reference data folder 'shared/data' beside the repository; it is absent here")
    return SHARED


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first; all else stays in its random order."""
    items.sort(key=lambda item: item.path.name not in LONG)

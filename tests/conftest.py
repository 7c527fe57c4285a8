"""Fixtures of all tests."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("exploring", deadline=None)
settings.load_profile("steady")
"""Examples are the same each time, so that a change is judged by what it changes; exploring finds others. The time of
one example says more about the machine than about us."""

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of reference data beside the repository, which is not part of it."""
    if not SHARED.is_dir():
        pytest.skip("needs the reference data folder 'shared/data' beside the repository; it is absent here")
    return SHARED

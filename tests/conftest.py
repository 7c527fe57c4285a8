"""Fixtures of all tests."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of reference data beside the repository, which is not part of it."""
    if not SHARED.is_dir():
        pytest.skip("needs the reference data folder 'shared/data' beside the repository; it is absent here")
    return SHARED

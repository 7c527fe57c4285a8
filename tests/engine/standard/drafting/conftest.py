"""A draft of the tiny standard."""

from pathlib import Path

import pytest
from tests.engine.standard.tiny import tiny_files, write

from cupel.standard import load_standard
from cupel.standard.drafting import DraftState, begun


@pytest.fixture
def draft(tmp_path: Path) -> DraftState:
    """A draft of 2026 on the base of 2022, without edits."""
    return begun(load_standard(write(tmp_path / "tiny", tiny_files())), base="2022", edition="2026")

"""Fixtures of the tests of due diligence."""

from pathlib import Path

import pytest
from tests.engine.diligence.generated import write_generated

from cupel.diligence import compile_edition
from cupel.standard import CompiledCheck, Edition, resolve


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The newest edition of the model standard."""
    return resolve("mdd@2023")


@pytest.fixture(scope="session")
def checks(edition: Edition) -> dict[str, CompiledCheck]:
    """Its checks by finding kind."""
    return {check.bound.check.finding: check for check in compile_edition(edition)}


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of small invented books."""
    return write_generated(tmp_path_factory.mktemp("generated"))

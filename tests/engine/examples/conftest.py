"""Generated books in memory, made once per session."""

import pytest
from examples.books.plan import Plan
from examples.books.simulation import Books, Simulation
from examples.books.write import canonical
from tests.engine.examples.told import Told

SEED, SCALE = 11, 0.6


@pytest.fixture(scope="session")
def generated() -> Books:
    """Books of about 6,000 receipts."""
    return Simulation(Plan(SEED, SCALE)).run()


@pytest.fixture(scope="session")
def told(generated: Books) -> Told:
    """Their tables as rows, and their truth by code."""
    return Told(canonical(generated.tables), generated.truth["truth"])

"""Fixtures: the model standard, and LibreOffice where it is installed."""

import shutil

import pytest
from tests.engine.exchange.office import Office

from cupel.standard import Standard, load_standard, shipped_standards


@pytest.fixture(scope="session")
def mdd() -> Standard:
    """The Model Due Diligence Standard."""
    return load_standard(shipped_standards()["mdd"])


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice with a profile of its own."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("needs LibreOffice Writer ('soffice', Debian package libreoffice-writer); it is absent here")
    return Office(program, tmp_path_factory.mktemp("office"))

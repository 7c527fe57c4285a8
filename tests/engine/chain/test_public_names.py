"""The package's public names are there, and cost nothing until they are used."""

import subprocess
import sys

import pytest

import cupel.chain


@pytest.mark.parametrize("name", cupel.chain.__all__)
def test_every_public_name_can_be_used(name: str) -> None:
    assert getattr(cupel.chain, name).__module__.startswith("cupel.chain.")


def test_another_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="nothing_of_that_name"):
        getattr(cupel.chain, "nothing_of_that_name")  # noqa: B009


def test_importing_the_package_loads_no_library() -> None:
    program = "import sys; import cupel.chain; print([m for m in ('polars', 'numba', 'scipy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""Names become the same words in every process."""

import os
import subprocess
import sys

PRINT_WORDS = """
import polars as pl
from cupel.screening.normalise import normalised
names = ["\\u0418\\u043d\\u0434\\u0443\\u0441\\u0442\\u0440\\u0439", "\\u039d\\u03b9\\u03ba\\u03ba\\u03b5\\u03bb",
         "\\u0421\\u0430\\u043d\\u0430\\u0435"]
print(normalised(pl.DataFrame({"name": names, "kind": "organisation"}))["tokens"].to_list())
"""


def words(*, hash_seed: int) -> str:
    """Business words spelled by their sound in Cyrillic and Greek, each of several spellings that sound the same."""
    settings = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
    done = subprocess.run([sys.executable, "-c", PRINT_WORDS], env=settings, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_hash_seed_does_not_choose_between_spellings() -> None:
    assert len({words(hash_seed=seed) for seed in range(1, 5)}) == 1

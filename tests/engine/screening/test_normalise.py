"""Names become the same words in every process."""

import os
import subprocess
import sys

import polars as pl
import pytest

from cupel.screening import knowledge, pair_scores
from cupel.screening.normalise import normalised

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


def tokens(name: str, *, kind: str = "organisation") -> list[str]:
    found: list[str] = normalised(pl.DataFrame({"name": [name], "kind": [kind]}))["tokens"].to_list()[0]
    return found


def score(name: str, other: str) -> float:
    left, right = (pl.DataFrame({"name": [each], "kind": ["organisation"]}) for each in (name, other))
    return float(pair_scores(left, right)[0])


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("Quilvander Recy. Ltd", "Quilvander Recycling Ltd"),
        ("Quilvander Recy., Ltd.", "Quilvander Recycling Ltd"),
        ("QUILVANDER COMM. LTD", "Quilvander Commodities Ltd"),
        ("Quilvander Meta. Trad. SA", "Quilvander Metals Trading SA"),
        ("Quilvander Metal Reco. Sp.", "Quilvander Metal Recovery Sp."),
    ],
)
def test_a_business_word_that_a_full_stop_cuts_short_fits_what_it_may_stand_for(name: str, whole: str) -> None:
    assert 0.95 < score(name, whole) < 1.0


def test_it_fits_nothing_else_and_only_with_its_stop() -> None:
    assert score("Quilvander Recy. Ltd", "Quilvander Trading Ltd") < 0.85
    assert tokens("Quilvander Recy Ltd") == ["quilvander", "recy"]
    assert tokens("Quilvander Xylo. Ltd") == ["quilvander", "xylo"]


def test_names_of_persons_are_not_taken_for_business_words() -> None:
    assert tokens("Recy. Smith", kind="person") == ["recy", "smith"]


def test_an_abbreviation_begins_a_business_word_and_is_none_itself() -> None:
    for marked in knowledge.abbreviations():
        short = marked.removesuffix(knowledge.CUT)
        assert any(word.startswith(short) for word in knowledge.words())
        assert short not in knowledge.words() | knowledge.legal_forms().keys()

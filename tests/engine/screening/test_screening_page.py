"""The reference page of screening states the figures and columns that the engine uses."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from cupel.screening import index, records, scoring, told, vocabulary
from cupel.screening.evidence import AGREES, CONFLICTS, CONTRIBUTIONS, SAME_ADDRESS
from cupel.screening.hit_columns import HITS, Column
from cupel.screening.owned_columns import OWNED, PATH
from cupel.screening.party_intake import NAME_CHARACTERS
from cupel.screening.screen import BAND, MOST_BY_NAME, NAME_PART, RARE, RARITY_PART, WEAK_ALIAS
from cupel.screening.second_opinion import GREY_BELOW

PAGE = " ".join((Path(__file__).parents[3] / "docs" / "reference" / "screening.md").read_text(encoding="utf-8").split())
SENTENCES = (
    f"score = 1 − {scoring.ONE_SIDED} × (larger apart)² − {scoring.BOTH_SIDED} × (smaller apart)",
    f"− {scoring.NUMBERS_DIFFER} if numerals stand alone in both names, − {scoring.NUMBER_MISSING} if in one",
    f"− {scoring.FORMS_DIFFER} if both names state a legal form",
    f"at least {scoring.FAINT} × 2A / (2B + R + S)",
    f"telling = {scoring.LEAST_TELLING} + {1 - scoring.LEAST_TELLING:.2f} × min(1, B / {scoring.ENOUGH})",
    f"at most {scoring.NOBODY} where no pair, initials aside, weighs {scoring.TELLING_WORD} or more",
    f"at most {scoring.NEARLY}",
    f"the similarity is {scoring.INITIAL_FITS} and the weight half",
    f"from a similarity of {vocabulary.LEAST_SIMILAR} on",
    f"words weigh at most {index.BUSINESS_WORD:.2f}, single letters {index.INITIAL}, particles {index.PARTICLE}",
    f"{NAME_PART} × score of the names",
    f"{RARITY_PART} × rarity of the listed name",
    f"weight of its words / {RARE:g})",
    f"within 0 and {MOST_BY_NAME}",
    f"− {WEAK_ALIAS} | the publisher calls",
    f"({BAND} wide)",
    f"at least {SAME_ADDRESS:g} % alike",
    f"score at most {told.FITS_AS_WELL} less",
    f"At most {NAME_CHARACTERS:,} characters",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_figures_are_those_of_the_engine(sentence: str) -> None:
    assert sentence in PAGE


@pytest.mark.parametrize("feature", [name for name in CONTRIBUTIONS if name != "identifier"])
def test_points_are_those_of_the_engine(feature: str) -> None:
    agrees, conflicts = CONTRIBUTIONS[feature][AGREES], CONTRIBUTIONS[feature][CONFLICTS]
    signs = (f"+ {agrees}" if agrees else "0", f"− {-conflicts}" if conflicts else "0")
    assert f"| `{feature}` | {signs[0]} | {signs[1]} |" in PAGE


@pytest.mark.parametrize("columns", [HITS, OWNED, PATH])
def test_columns_are_described(columns: Mapping[str, Column]) -> None:
    assert [name for name, column in columns.items() if f"| `{name}` | {column.meaning}" not in PAGE] == []


def test_the_grey_zone_is_that_of_the_engine() -> None:
    guide = Path(__file__).parents[3] / "docs" / "how-to" / "screen-your-suppliers.md"
    assert f"that score below {GREY_BELOW:.2f}," in " ".join(guide.read_text(encoding="utf-8").split())


def test_evidence_of_a_decision_is_named_in_the_guide() -> None:
    guide = Path(__file__).parents[3] / "docs" / "how-to" / "screen-your-suppliers.md"
    words = {"entity": "kind", "name": "name", "identifier": "number", "birth": "birth", "place": "place"}
    text = guide.read_text(encoding="utf-8")
    assert set(words) == set(records.GROUPS)
    assert all(word in text for word in words.values())

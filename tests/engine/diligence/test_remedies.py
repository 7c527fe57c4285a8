"""What to provide where a fact is unknown."""

from cupel.diligence.registry import REGISTRY
from cupel.diligence.remedies import REMEDIES


def test_every_fact_has_a_remedy_and_no_remedy_is_left_over() -> None:
    assert set(REMEDIES) == {name for _entity, name in REGISTRY.families}


def test_a_remedy_asks_a_question_and_says_what_to_do() -> None:
    assert all(remedy.question.endswith("?") for remedy in REMEDIES.values())
    assert all(remedy.provide.endswith(".") for remedy in REMEDIES.values())

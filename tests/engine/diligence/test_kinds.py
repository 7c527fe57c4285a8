"""Every finding kind on the small books that show it."""

import pytest
from tests.engine.diligence.books import dossier, judged
from tests.engine.diligence.kinds.every import CASES

from cupel.standard import CompiledCheck


def test_every_finding_kind_of_the_edition_has_a_case(checks: dict[str, CompiledCheck]) -> None:
    assert set(CASES) == set(checks)


@pytest.mark.parametrize("kind", CASES)
def test_the_flagged_subject_is_flagged_and_the_clear_one_is_not(kind: str, checks: dict[str, CompiledCheck]) -> None:
    case = CASES[kind]
    found = judged(dossier(case.books), checks[kind])
    assert (found.get(case.flagged), found.get(case.clear)) == ("true", "false")

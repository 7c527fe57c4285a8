"""What the YAML says decides the findings: for every kind, its check removed and each of its parameters changed.

Two copies of the standard are amended for every other kind each, so that the kinds left alone show that they are.
"""

from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl
import pytest
from tests.engine.diligence.amended import amended, with_values, without_check
from tests.engine.diligence.books import dossier, merged
from tests.engine.diligence.kinds.every import CASES

from cupel.chain import read_books
from cupel.diligence import compile_edition
from cupel.diligence.dossier import Dossier
from cupel.diligence.evaluate import verdicts
from cupel.diligence.findings import states
from cupel.standard import Edition

Findings: TypeAlias = dict[str, dict[str, str]]
"""Open and flagged subjects by kind, with their state."""

Companies: TypeAlias = tuple[Dossier, ...]

HALVES = (sorted(CASES)[::2], sorted(CASES)[1::2])


FURTHER = [(kind, turn, name) for kind, case in CASES.items() for turn, name in enumerate(case.others)]
"""Parameters beside the first of a clause, by the copy of the standard in which each has another value."""


@cache
def half_of(kind: str) -> int:
    """In which copy the kind is amended."""
    return 0 if kind in HALVES[0] else 1


@pytest.fixture(scope="module")
def companies(generated: Path) -> Companies:
    """The books that show every kind, and those of an invented smelter group."""
    return dossier(merged([case.books for case in CASES.values()])), Dossier(read_books(generated).books.tables)


def findings(edition: Edition, companies: Companies) -> Findings:
    """What the edition finds in the books of all companies together."""
    checks = compile_edition(edition)
    found: Findings = {check.bound.check.finding: {} for check in checks}
    for number, books in enumerate(companies):
        for verdict in verdicts(books, checks):
            open_ = states(verdict).filter(pl.col("state") != "false")
            told = {f"{number}: {subject}": state for subject, state in open_.select("subject_id", "state").iter_rows()}
            found[verdict.check.bound.check.finding] |= told
    return found


@pytest.fixture(scope="module")
def shipped(edition: Edition, companies: Companies) -> Findings:
    """Under the edition as shipped."""
    return findings(edition, companies)


@pytest.fixture(scope="module")
def removed(edition: Edition, companies: Companies, tmp_path_factory: pytest.TempPathFactory) -> list[Findings]:
    """Under two copies without the checks of one half of the kinds."""
    folders = [tmp_path_factory.mktemp("removed") for _half in HALVES]
    copies = [
        amended(edition, folder, kinds=half, amend=without_check) for folder, half in zip(folders, HALVES, strict=True)
    ]
    return [findings(copy, companies) for copy in copies]


@pytest.fixture(scope="module")
def changed(edition: Edition, companies: Companies, tmp_path_factory: pytest.TempPathFactory) -> list[Findings]:
    """Under two copies with one parameter changed in every clause of one half of the kinds."""
    amend = with_values({kind: case.change for kind, case in CASES.items()})
    folders = [tmp_path_factory.mktemp("changed") for _half in HALVES]
    copies = [amended(edition, folder, kinds=half, amend=amend) for folder, half in zip(folders, HALVES, strict=True)]
    return [findings(copy, companies) for copy in copies]


@pytest.fixture(scope="module")
def further(edition: Edition, companies: Companies, tmp_path_factory: pytest.TempPathFactory) -> list[Findings]:
    """Under copies that each change one further parameter of every clause that has so many."""
    found = []
    for copy in range(1 + max(turn for _kind, turn, _name in FURTHER)):
        values = {kind: (name, CASES[kind].others[name]) for kind, turn, name in FURTHER if turn == copy}
        folder = tmp_path_factory.mktemp("further")
        found.append(findings(amended(edition, folder, kinds=values, amend=with_values(values)), companies))
    return found


def test_every_kind_is_found_under_the_edition_as_shipped(shipped: Findings) -> None:
    assert {kind for kind, case in CASES.items() if shipped[kind].get(f"0: {case.flagged}") == "true"} == set(CASES)


@pytest.mark.parametrize("kind", CASES)
def test_without_its_check_a_kind_is_not_found_and_the_others_are_as_before(
    kind: str, shipped: Findings, removed: list[Findings]
) -> None:
    assert kind not in removed[half_of(kind)]
    assert removed[1 - half_of(kind)][kind] == shipped[kind]


@pytest.mark.parametrize("kind", CASES)
def test_a_changed_parameter_changes_the_findings_of_its_kind_and_no_others(
    kind: str, shipped: Findings, changed: list[Findings]
) -> None:
    case = CASES[kind]
    subject, state = case.then
    after = changed[half_of(kind)][kind]
    assert after != shipped[kind]
    assert after.get(f"0: {subject}") == (None if state == "false" else state)
    assert changed[1 - half_of(kind)][kind] == shipped[kind]


@pytest.mark.parametrize(("kind", "turn", "name"), FURTHER)
def test_each_further_parameter_changes_the_findings_of_its_kind(
    kind: str, turn: int, name: str, shipped: Findings, further: list[Findings]
) -> None:
    assert further[turn][kind] != shipped[kind], name


def test_every_parameter_of_every_clause_with_a_check_is_changed(edition: Edition) -> None:
    changed = {(kind, name) for kind, case in CASES.items() for name in (case.change[0], *case.others)}
    assert changed == {(bound.check.finding, name) for bound in edition.checks() for name in bound.parameters}


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [(kind, *change) for kind, case in CASES.items() for change in (case.change, *case.others.items())],
)
def test_the_other_value_lies_within_the_bounds_of_its_parameter(
    kind: str, name: str, value: Any, edition: Edition
) -> None:
    (bound,) = (bound for bound in edition.checks() if bound.check.finding == kind)
    parameter = bound.parameters[name]
    if parameter.type == "code":
        assert value in parameter.codes
    else:
        assert parameter.low is not None
        assert parameter.high is not None
        assert parameter.low <= value <= parameter.high
    assert value != parameter.value

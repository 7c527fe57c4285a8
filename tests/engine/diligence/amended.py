"""Copies of the model standard with amended clauses: YAML files are changed on disk and loaded as any standard."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from cupel.standard import BoundCheck, Edition, load_standard, shipped_standards

Clause = dict[str, Any]
Amendment = Callable[[Clause, BoundCheck], None]


def amended(edition: Edition, folder: Path, *, kinds: Iterable[str], amend: Amendment) -> Edition:
    """The edition, with ``amend`` applied to the file of every clause that holds a check of one of the kinds."""
    copy = _only(edition, folder)
    yaml = YAML(typ="rt")
    for bound in edition.checks():
        if bound.check.finding in set(kinds):
            path = copy / "clauses" / bound.clause.uid / f"{bound.clause.revision}.yaml"
            clause = yaml.load(path)
            amend(clause, bound)
            yaml.dump(clause, path)
    return load_standard(copy).editions[edition.edition]


def without_check(clause: Clause, bound: BoundCheck) -> None:
    """Removes the check and the exceptions to it."""
    _drop(clause, "checks", lambda check: check["id"] == bound.check.id)
    _drop(clause, "exceptions", lambda exception: exception["of"].split("#")[-1] == bound.check.id)


def with_values(values: dict[str, tuple[str, Any]]) -> Amendment:
    """Gives one parameter per kind another value."""

    def amend(clause: Clause, bound: BoundCheck) -> None:
        name, value = values[bound.check.finding]
        clause["parameters"][name]["value"] = value

    return amend


def _drop(clause: Clause, part: str, chosen: Callable[[Clause], bool]) -> None:
    kept = [each for each in clause.get(part) or [] if not chosen(each)]
    if kept:
        clause[part] = kept
    else:
        clause.pop(part, None)


def _only(edition: Edition, folder: Path) -> Path:
    """A copy of the standard that has this edition alone, with the clause revisions it prints."""
    source = shipped_standards()[edition.standard_key]
    copy = folder / edition.standard_key
    (copy / "editions").mkdir(parents=True)
    shutil.copy(source / "standard.yaml", copy)
    shutil.copy(source / "editions" / f"{edition.edition}.yaml", copy / "editions")
    for _entry, clause, _depth in edition.walk():
        target = copy / "clauses" / clause.uid
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / "clauses" / clause.uid / f"{clause.revision}.yaml", target)
    return copy

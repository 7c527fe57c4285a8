"""What changed between two editions: a redline per clause; lists of moves, splits, merges, parameters and checks."""

from collections.abc import Iterator
from dataclasses import dataclass

from cupel.standard.changes.carry_over import CarriedOver, carry_over
from cupel.standard.changes.clause_diff import (
    CheckChange,
    ClauseDiff,
    ClauseName,
    ParameterChange,
    check_changes,
    other_changes,
    parameter_changes,
    text_changes,
)
from cupel.standard.edition import Edition
from cupel.standard.lineage import SHAPES
from cupel.standard.texts import text_in


@dataclass(frozen=True, kw_only=True)
class Change:
    """Clauses that moved, were split, merged and so on: ``sources`` in the old edition, ``targets`` in the new one."""

    kind: str
    sources: tuple[ClauseName, ...]
    targets: tuple[ClauseName, ...]


@dataclass(frozen=True, kw_only=True)
class EditionDiff:
    """Everything that differs between two editions, in printed order of the new one, then what is gone."""

    old: Edition
    new: Edition
    clauses: tuple[ClauseDiff, ...]
    changes: tuple[Change, ...]

    def of_kind(self, *kinds: str) -> tuple[Change, ...]:
        """The changes of these kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)

    @property
    def moved(self) -> tuple[Change, ...]:
        """Clauses under another parent."""
        return self.of_kind("moved")

    @property
    def renumbered(self) -> tuple[Change, ...]:
        """Clauses with another label under the same parent."""
        return self.of_kind("renumbered")

    @property
    def split(self) -> tuple[Change, ...]:
        """One clause that became several."""
        return self.of_kind("split")

    @property
    def merged(self) -> tuple[Change, ...]:
        """Several clauses that became one."""
        return self.of_kind("merged")

    @property
    def new_clauses(self) -> tuple[Change, ...]:
        """Clauses without a source."""
        return self.of_kind("new")

    @property
    def withdrawn(self) -> tuple[Change, ...]:
        """Clauses without a target."""
        return self.of_kind("withdrawn")

    @property
    def strengthened(self) -> tuple[Change, ...]:
        """Clauses that demand more."""
        return self.of_kind("strengthened")

    @property
    def parameters(self) -> tuple[ParameterChange, ...]:
        """All parameters that differ."""
        return tuple(change for clause in self.clauses for change in clause.parameters)

    @property
    def checks(self) -> tuple[CheckChange, ...]:
        """All checks that differ."""
        return tuple(change for clause in self.clauses for change in clause.checks)

    @property
    def is_empty(self) -> bool:
        """Whether the editions print the same."""
        return not self.clauses and not self.changes


def diff_editions(old: Edition, new: Edition) -> EditionDiff:
    """The difference between two editions of one standard, along the recorded lineage."""
    fates = carry_over(new.lineage, old, new)
    clauses = [_clause_diff(fate, old, new) for fate in fates]
    return EditionDiff(
        old=old,
        new=new,
        clauses=tuple(diff for diff in clauses if diff.changed),
        changes=tuple(_changes(fates, old, new)),
    )


def _changes(fates: tuple[CarriedOver, ...], old: Edition, new: Edition) -> Iterator[Change]:
    """Fates of one kind with the same sources are one change: a split lists all its parts."""
    grouped: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for fate in fates:
        for kind in fate.kinds if fate.sources else ("new",):
            if kind not in ("new", "unchanged"):
                grouped.setdefault((kind, _sources(fate, kind)), []).append(fate.uid)
            elif kind == "new":
                yield Change(kind=kind, sources=(), targets=(_name(new, fate.uid),))
    for (kind, sources), uids in grouped.items():
        targets = tuple(_name(new, uid) for uid in uids) if kind != "withdrawn" else ()
        yield Change(kind=kind, sources=tuple(_name(old, uid) for uid in sources), targets=targets)


def _sources(fate: CarriedOver, kind: str) -> tuple[str, ...]:
    """Of a clause that was strengthened and also took in another one: which source the kind is about."""
    if kind == "covered-by":
        return tuple(uid for uid in fate.sources if uid != fate.uid)
    one_to_one = kind in SHAPES and SHAPES[kind].targets == (1, 1) and kind != "merged"
    return (fate.uid,) if one_to_one and fate.uid in fate.sources else fate.sources


def _name(edition: Edition, uid: str) -> ClauseName:
    return ClauseName(uid=uid, label=edition.labels[uid], title=text_in(edition.clauses[uid].title))


def _clause_diff(fate: CarriedOver, old: Edition, new: Edition) -> ClauseDiff:
    after = new.clauses.get(fate.uid) if fate.action != "archive" else None
    source = _nearest_source(fate)
    before = old.clauses[source] if source else None
    name = _name(new if after else old, fate.uid)
    return ClauseDiff(
        old=_name(old, source) if source else None,
        new=name if after else None,
        kinds=fate.kinds,
        texts=dict(text_changes(before, after)),
        parameters=tuple(parameter_changes(name, before, after)),
        checks=tuple(check_changes(name, before, after)),
        other=tuple(other_changes(before, after)),
    )


def _nearest_source(fate: CarriedOver) -> str | None:
    """The source to compare with: the same clause, else the first one it comes from."""
    if fate.uid in fate.sources:
        return fate.uid
    return fate.sources[0] if fate.sources else None

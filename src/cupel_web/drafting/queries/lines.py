"""The clauses of a draft as a list: where each stands and what became of it."""

from dataclasses import dataclass

from cupel.standard.drafting import Verdict
from cupel_web.drafting.queries.reading import Reading
from cupel_web.standards.queries import words


@dataclass(frozen=True, kw_only=True)
class Line:
    """A clause in the list of all: where it stands and what became of it."""

    uid: str
    label: str
    title: str
    depth: int
    kinds: tuple[str, ...]
    open: bool


def lines_of(reading: Reading) -> list[Line]:
    """Every clause in printed order."""
    state, kinds = reading.state, _kinds(reading)
    return [
        Line(
            uid=uid, label=reading.label(uid), title=words(state.clauses[uid].title),
            depth=min(len(list(state.tree.above(uid))), 4), kinds=tuple(kinds.get(uid, ())),
            open=is_undecided(reading.verdicts.get(uid)),
        )
        for uid in state.tree.walk()
    ]  # fmt: skip


def _kinds(reading: Reading) -> dict[str, list[str]]:
    """What became of each clause that is not as it was."""
    found: dict[str, list[str]] = {}
    for change in reading.diff.changes:
        for name in change.targets:
            if change.kind not in found.setdefault(name.uid, []):
                found[name.uid].append(change.kind)
    return found


def is_undecided(verdict: Verdict | None) -> bool:
    """Whether the group has still to decide what kind of change it is."""
    return verdict is not None and (verdict.decided is None or verdict.outdated)

"""The tree of a draft by uid; every change gives another tree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cupel.standard.edition import Edition

TOP = None


@dataclass(frozen=True, kw_only=True)
class Tree:
    """``children`` in printed order by parent, those of None at the top; ``parents`` by uid."""

    children: Mapping[str | None, tuple[str, ...]]
    parents: Mapping[str, str | None]

    def __contains__(self, uid: object) -> bool:
        return uid in self.parents

    def below(self, uid: str | None) -> tuple[str, ...]:
        """The children of a clause."""
        return self.children.get(uid, ())

    def walk(self, uid: str | None = TOP) -> Iterator[str]:
        """Every clause below ``uid`` in printed order."""
        for child in self.below(uid):
            yield child
            yield from self.walk(child)

    def above(self, uid: str) -> Iterator[str]:
        """The clauses above ``uid``, the nearest first."""
        parent = self.parents[uid]
        while parent is not None:
            yield parent
            parent = self.parents[parent]

    def put(self, uid: str, parent: str | None, position: int) -> "Tree":
        """With ``uid``, and all that hangs on it, before the child of ``parent`` at ``position``."""
        siblings = self.below(parent)
        placed = (*siblings[:position], uid, *siblings[position:])
        return Tree(children={**self.children, parent: placed}, parents={**self.parents, uid: parent})

    def taken(self, uid: str) -> "Tree":
        """Without ``uid``; what hangs on it is kept for where it is put."""
        parent = self.parents[uid]
        left = tuple(each for each in self.below(parent) if each != uid)
        parents = {each: above for each, above in self.parents.items() if each != uid}
        return Tree(children={**self.children, parent: left}, parents=parents)

    def adopted(self, uid: str, by: str) -> "Tree":
        """With the children of ``uid`` below ``by``, after its own."""
        orphans = self.below(uid)
        if uid == by or not orphans:
            return self
        children = {**self.children, uid: (), by: (*self.below(by), *orphans)}
        return Tree(children=children, parents={**self.parents, **dict.fromkeys(orphans, by)})


def tree_of(edition: Edition) -> Tree:
    """The tree of an edition."""
    children: dict[str | None, list[str]] = {}
    for uid, parent in edition.parents.items():
        children.setdefault(parent, []).append(uid)
    return Tree(
        children={parent: tuple(uids) for parent, uids in children.items()},
        parents=dict(edition.parents),
    )

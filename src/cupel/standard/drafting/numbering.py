"""Labels computed from the tree in the style of the base edition.

Each list of clauses of the base shows its style: what stands before the number (``Annex``, the parent's label and a
full stop), how it counts, where it begins, which numbers it leaves out. A clause that is new in a list takes the style
of its neighbour. Labels that no style explains stay as they are, so an unchanged edition keeps every label.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cupel.standard.drafting.counters import DECIMAL, kind_of, value, written
from cupel.standard.drafting.tree import TOP, Tree

_LABEL = re.compile(r"(.*?)([0-9]+|(?<![A-Za-z])(?:[A-Z]+|[a-z]+))([^0-9A-Za-z]*)", re.DOTALL)
BY_LABEL, BY_NUMBER, ALONE = "label", "number", ""


class Style(NamedTuple):
    """A label is the parent's label, or its number, or neither; then ``head``, the counter and ``tail``."""

    above: str
    head: str
    counter: str
    tail: str


class _List(NamedTuple):
    """Which clauses are counted together: those of one style below one parent, or anywhere where none is named."""

    parent: str | None
    style: Style


class _Label(NamedTuple):
    text: str
    number: str


DEFAULT_TOP = Style(ALONE, "", DECIMAL, "")
DEFAULT = Style(BY_LABEL, ".", DECIMAL, "")


@dataclass(frozen=True, kw_only=True)
class Numbering:
    """How the base edition numbers its clauses, by uid and by list; ``fixed`` labels follow no style."""

    parents: Mapping[str, str | None]
    kinds: Mapping[str, str]
    styles: Mapping[str, Style]
    numbers: Mapping[str, int]
    first: Mapping[_List, int]
    gaps: Mapping[_List, frozenset[int]]
    fixed: Mapping[str, str] = field(default_factory=dict)


class Labels(NamedTuple):
    """The label by uid, and those that stay unused by the uid of the clause that had them."""

    used: Mapping[str, str]
    unused: Mapping[str, str]


def numbering_of(tree: Tree, labels: Mapping[str, str], kinds: Mapping[str, str]) -> Numbering:
    """How ``labels`` are made; ``kinds`` of the clauses tell annexes from sections."""
    fixed: dict[str, str] = {}
    while True:
        found = _inferred(tree, labels, kinds, fixed)
        made = numbered(tree, found, kinds=kinds, manual={}, reserved=()).used
        odd = {uid: label for uid, label in labels.items() if made[uid] != label}
        if not odd:
            return found
        fixed |= odd


def numbered(
    tree: Tree, plan: Numbering, *, kinds: Mapping[str, str], manual: Mapping[str, str], reserved: Iterable[str]
) -> Labels:
    """Labels of the clauses of ``tree``; the numbers of the ``reserved`` clauses of the base are left out."""
    return _Writer(tree, plan, kinds, manual, frozenset(reserved)).labels()


def _inferred(tree: Tree, labels: Mapping[str, str], kinds: Mapping[str, str], fixed: Mapping[str, str]) -> Numbering:
    styles: dict[str, Style] = {}
    for parent in (TOP, *tree.walk()):
        styles |= _styles(parent, [uid for uid in tree.below(parent) if uid not in fixed], labels)
    numbers = {uid: _number(labels[uid], style) for uid, style in styles.items()}
    lists: dict[_List, list[int]] = {}
    for uid in tree.walk():
        if uid in styles:
            lists.setdefault(_list(tree.parents[uid], styles[uid]), []).append(numbers[uid])
    return Numbering(
        parents=tree.parents,
        kinds=kinds,
        styles=styles,
        numbers=numbers,
        first={each: found[0] for each, found in lists.items()},
        gaps={each: frozenset(range(found[0], max(found))) - set(found) for each, found in lists.items()},
        fixed=dict(fixed),
    )


def _styles(parent: str | None, uids: list[str], labels: Mapping[str, str]) -> dict[str, Style]:
    """The styles of the children of one parent; one kind of counter for those that look alike."""
    alike: dict[tuple[str, str, str, bool], list[tuple[str, str]]] = {}
    above = labels[parent] if parent else ""
    for uid in uids:
        parts = _LABEL.fullmatch(labels[uid])
        if parts is not None:
            head, counter, tail = parts.groups()
            looks = (*_relation(head, above), tail, counter.isupper())
            alike.setdefault(looks, []).append((uid, counter))
    found: dict[str, Style] = {}
    for (relation, head, tail, _upper), members in alike.items():
        kind = kind_of([counter for _uid, counter in members])
        if kind is not None:
            found |= {uid: Style(relation, head, kind, tail) for uid, _counter in members}
    return found


def _relation(head: str, above: str) -> tuple[str, str]:
    """How the part before the counter goes back to the parent's label, and what is left of it."""
    if above and head.startswith(above):
        return BY_LABEL, head.removeprefix(above)
    number = _counter(above)
    if number and head.startswith(number):
        return BY_NUMBER, head.removeprefix(number)
    return ALONE, head


def _counter(label: str) -> str:
    parts = _LABEL.fullmatch(label)
    return parts[2] if parts else label


def _number(label: str, style: Style) -> int:
    number = value(_counter(label), style.counter)
    assert number is not None
    return number


def _list(parent: str | None, style: Style) -> _List:
    return _List(parent if style.above else None, style)


class _Writer:
    def __init__(
        self,
        tree: Tree,
        plan: Numbering,
        kinds: Mapping[str, str],
        manual: Mapping[str, str],
        reserved: frozenset[str],
    ) -> None:
        self.tree, self.plan, self.kinds = tree, plan, kinds
        stays = {uid: label for uid, label in plan.fixed.items() if uid in tree and self._at_home(uid)}
        self.given = {uid: label for uid, label in (stays | dict(manual)).items() if uid in tree}
        self.taken = set(self.given.values())
        self.counted: dict[_List, int] = {}
        self.left_out = {each: set(numbers) for each, numbers in plan.gaps.items()}
        self.reserved = [uid for uid in plan.numbers if uid in reserved]
        for uid in self.reserved:
            self.left_out[_list(plan.parents[uid], plan.styles[uid])].add(plan.numbers[uid])
        self.styles: dict[str, Style] = {}
        self.used: dict[str, str] = {}

    def labels(self) -> Labels:
        for uid in self.tree.walk():
            self.used[uid] = self.given[uid] if uid in self.given else self._next(uid)
        unused = {uid: label for uid, label in self._unused() if label not in self.used.values()}
        return Labels(self.used, unused)

    def _at_home(self, uid: str) -> bool:
        return uid in self.plan.parents and self.plan.parents[uid] == self.tree.parents[uid]

    def _next(self, uid: str) -> str:
        parent = self.tree.parents[uid]
        style = self.styles[uid] = self._style(uid)
        each = _list(parent, style)
        number = self.counted.get(each, self.plan.first.get(each, 1) - 1)
        while True:
            number += 1
            label = self._label(parent, style, number)
            if number not in self.left_out.get(each, ()) and label not in self.taken:
                break
        self.counted[each] = number
        return label

    def _label(self, parent: str | None, style: Style, number: int) -> str:
        above = self.used[parent] if parent and style.above else ""
        start = _counter(above) if style.above == BY_NUMBER else above
        return f"{start}{style.head}{written(number, style.counter)}{style.tail}"

    def _style(self, uid: str) -> Style:
        if uid in self.plan.styles and self._at_home(uid):
            return self.plan.styles[uid]
        return next(self._borrowed(uid), DEFAULT_TOP if self.tree.parents[uid] is None else DEFAULT)

    def _borrowed(self, uid: str) -> Iterator[Style]:
        """Styles of neighbours of the same kind, of any neighbour, of children of clauses that look like the parent."""
        parent, kind = self.tree.parents[uid], self.kinds[uid]
        siblings = self.tree.below(parent)
        place = siblings.index(uid)
        near = (*reversed(siblings[:place]), *siblings[place + 1 :])
        styled = [other for other in near if other in self.styles or self._has_own(other)]
        for other in sorted(styled, key=lambda other: self.kinds[other] != kind):
            yield self.styles.get(other) or self.plan.styles[other]
        looks = self.styles.get(parent) if parent else None
        cousins = [each for each in self.plan.styles if self._parent_style(each) == looks]
        for cousin in sorted(cousins, key=lambda cousin: self.plan.kinds[cousin] != kind):
            yield self.plan.styles[cousin]

    def _has_own(self, uid: str) -> bool:
        return uid in self.plan.styles and self._at_home(uid) and uid not in self.given

    def _parent_style(self, uid: str) -> Style | None:
        parent = self.plan.parents[uid]
        return self.plan.styles.get(parent) if parent else None

    def _unused(self) -> Iterator[tuple[str, str]]:
        for uid in self.reserved:
            parent, style = self.plan.parents[uid], self.plan.styles[uid]
            if parent is None or parent in self.used:
                yield uid, self._label(parent, style, self.plan.numbers[uid])

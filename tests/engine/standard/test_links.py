"""Lineage composes: in any grouping, with nothing as identity, and like the editions it leads through."""

from hypothesis import given
from hypothesis import strategies as st

from cupel.standard.changes.links import Link, compose_links, links_of
from cupel.standard.lineage import CARRY_OVER, JUDGED, SHAPES, LineageEdge

MOST = 6
RULES = st.sampled_from(("default", *CARRY_OVER))


Step = tuple[list[str], list[LineageEdge]]


@st.composite
def passages(draw: st.DrawFn, steps: int) -> list[Step]:
    """The clauses of each edition and the edges to the next: every clause has one fate, and no uid comes back."""
    present = [f"c{number}" for number in range(draw(st.integers(1, MOST)))]
    made: list[Step] = []
    for number in range(steps):
        step = _Step(draw, number)
        for uid in present:
            step.decide(uid)
        step.add(draw(st.integers(0, 2)))
        made.append((present, step.edges))
        present = step.after
    return made


class _Step:
    """What becomes of the clauses of one edition."""

    def __init__(self, draw: st.DrawFn, number: int) -> None:
        self.draw, self.number = draw, number
        self.after: list[str] = []
        self.edges: list[LineageEdge] = []
        self.paired: str | None = None

    def decide(self, uid: str) -> None:
        if self.paired is not None:
            self.pair(self.paired, uid)
            self.paired = None
            return
        fate = self.draw(st.sampled_from(["stay", "judged", "split", "paired", "withdrawn", "covered-by"]))
        if fate == "judged":
            self.edge(self.draw(st.sampled_from(JUDGED)), [uid], [uid])
        elif fate == "split":
            self.edge(fate, [uid], [self.draw(st.sampled_from([uid, self.fresh("a")])), self.fresh("b")])
        elif fate == "paired":
            self.paired = uid
        elif fate == "withdrawn":
            self.edge(fate, [uid], [])
        elif fate == "covered-by" and self.after:
            self.edge(fate, [uid], [self.draw(st.sampled_from(self.after))])
        else:
            self.after.append(uid)

    def pair(self, one: str, other: str) -> None:
        kind = self.draw(st.sampled_from(["merged", "recast"]))
        self.edge(kind, [one, other], [other] if kind == "merged" else [one, other])

    def add(self, count: int) -> None:
        if self.paired is not None:
            self.after.append(self.paired)
        for number in range(count):
            self.edge("new", [], [self.fresh(f"c{number}")])

    def edge(self, kind: str, sources: list[str], targets: list[str]) -> None:
        made = LineageEdge(
            from_edition=str(self.number),
            to_edition=str(self.number + 1),
            kind=kind,
            sources=tuple(sources),
            targets=tuple(targets),
            carry_over=self.draw(RULES),
            note={"en": f"{kind} {self.number}"} if self.draw(st.booleans()) else {},
        )
        self.edges.append(made)
        self.after += [uid for uid in targets if kind != "covered-by"]

    def fresh(self, name: str) -> str:
        return f"{self.number}.{len(self.after)}{name}"


def told(links: tuple[Link, ...]) -> set[tuple[object, ...]]:
    """Links without the order they and their notes come in."""
    return {
        (link.source, link.target, link.kinds, link.rule, frozenset(note["en"] for note in link.notes))
        for link in links
        if link.source != link.target or link.kinds
    }


@given(passages(3))
def test_composition_does_not_depend_on_the_grouping(steps: list[Step]) -> None:
    first, second, third = (links_of(edges) for _before, edges in steps)
    assert told(compose_links(compose_links(first, second), third)) == told(
        compose_links(first, compose_links(second, third))
    )


@given(passages(1))
def test_nothing_changes_nothing(steps: list[Step]) -> None:
    links = links_of(steps[0][1])
    assert told(compose_links(links, ())) == told(compose_links((), links)) == told(links)


Table = dict[tuple[str | None, str | None], str]


def table(before: list[str], edges: list[LineageEdge]) -> Table:
    """The rule for each pair of clauses, those that stay what they are included."""
    leaving = {uid for edge in edges for uid in edge.sources}
    found: Table = {(uid, uid): "keep" for uid in before if uid not in leaving}
    for edge in edges:
        for source in edge.sources or (None,):
            for target in edge.targets or (None,):
                found[source, target] = edge.rule
    return found


def multiplied(one: Table, other: Table) -> Table:
    """The heavier rule along each way between two clauses, and the heaviest of all ways."""
    found: Table = {}
    for (source, middle), rule in one.items():
        for (start, target), further in other.items():
            if middle is not None and middle == start:
                known = found.get((source, target), "keep")
                found[source, target] = max(known, rule, further, key=CARRY_OVER.index)
    for (source, middle), rule in one.items():
        if middle is None:
            found[source, None] = max(found.get((source, None), "keep"), rule, key=CARRY_OVER.index)
    return found | {(None, target): rule for (source, target), rule in other.items() if source is None}


@given(passages(2))
def test_the_heaviest_rule_on_all_ways_holds(steps: list[Step]) -> None:
    (before, first), (between, second) = steps
    expected = multiplied(table(before, first), table(between, second))
    found = {(link.source, link.target): link.rule for link in compose_links(links_of(first), links_of(second))}
    same = {(uid, uid): "keep" for uid in before}
    assert same | found == same | {pair: rule for pair, rule in expected.items() if pair != (None, None)}


def test_a_kind_is_told_once_in_the_order_of_the_list() -> None:
    split = LineageEdge(from_edition="1", to_edition="2", kind="split", sources=("a",), targets=("a", "b"))
    judged = LineageEdge(from_edition="2", to_edition="3", kind="strengthened", sources=("b",), targets=("b",))
    (link,) = (each for each in compose_links(links_of([split]), links_of([judged])) if each.target == "b")
    assert link.kinds == ("strengthened", "split")
    assert tuple(kind for kind in SHAPES if kind in link.kinds) == link.kinds


def test_what_came_and_went_between_leaves_nothing() -> None:
    new = LineageEdge(from_edition="1", to_edition="2", kind="new", targets=("n",))
    gone = LineageEdge(from_edition="2", to_edition="3", kind="withdrawn", sources=("n",), note={"en": "Late."})
    assert compose_links(links_of([new]), links_of([gone])) == ()

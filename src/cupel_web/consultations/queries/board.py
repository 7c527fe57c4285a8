"""The board of disposition: which comments pass the filter of an address, in which order, and how many would pass with
each other value of the filter.

All comments of a consultation are read once, as a few short words each: what a page shows of them is read page by page.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from cupel_web.consultations.models import CommentCluster, Consultation
from cupel_web.consultations.models.comment import comment_name
from cupel_web.consultations.models.disposition import Answer, Workflow
from cupel_web.consultations.queries.comments import current, filtered
from cupel_web.consultations.queries.dispositions import last_facts
from cupel_web.consultations.queries.texts import clause_choices

PARTS = ("clause", "state", "decision", "assignee", "category", "country", "language", "answer", "cluster", "way")
"""What is filtered by, beside words; the names of parameters of the address."""

NONE, NOBODY = "none", "nobody"
"""Values for what is not said, not placed, not decided, and for what nobody has."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What an address asks for: a value for some of :data:`PARTS`, words, an order, and comments that were ticked
    (``ticked``: their names; None where all that pass are meant).
    """

    parts: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    sort: str = ""
    ticked: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A comment by what it is filtered and sorted by; ``version`` and ``fact`` are row numbers, 0 for no fact."""

    version: int
    number: int
    public_id: str
    sender: str
    fact: int
    values: Mapping[str, str]

    @property
    def name(self) -> str:
        """As :attr:`Comment.name`."""
        return comment_name(self.number)


@dataclass(frozen=True, kw_only=True)
class Board:
    """The comments that pass, in order; ``counts``: by part and value, how many pass all other parts."""

    entries: list[Entry]
    counts: Mapping[str, Counter[str]]

    def around(self, number: int) -> tuple[Entry | None, Entry | None, int]:
        """The comments before and after one, and its place from 1 on; nothing and 0 where it does not pass."""
        place = next((place for place, each in enumerate(self.entries) if each.number == number), None)
        if place is None:
            return None, None, 0
        before = self.entries[place - 1] if place else None
        after = self.entries[place + 1] if place + 1 < len(self.entries) else None
        return before, after, place + 1


def board(consultation: Consultation, wanted: Wanted) -> Board:
    """The board for what is wanted."""
    counts: dict[str, Counter[str]] = {part: Counter() for part in PARTS}
    passing = []
    for entry in _entries(consultation, wanted.text):
        if wanted.ticked is not None and entry.name not in wanted.ticked:
            continue
        failed = [part for part, value in wanted.parts.items() if entry.values[part] != value]
        if not failed:
            passing.append(entry)
        for part in PARTS if not failed else failed if len(failed) == 1 else ():
            counts[part][entry.values[part]] += 1
    return Board(entries=sorted(passing, key=_order(consultation, wanted.sort)), counts=counts)


def _entries(consultation: Consultation, text: str) -> Iterator[Entry]:
    facts = {
        comment: (fact, state, decision, answer, assignee)
        for comment, fact, state, decision, answer, assignee in last_facts(consultation.comments.all()).values_list(
            "comment", "pk", "workflow", "decision", "answer", "assignee__public_id"
        )
    }
    together = CommentCluster.comments.through.objects.filter(
        commentcluster__consultation=consultation, commentcluster__parted_at=None
    )
    clustered = set(together.values_list("comment", flat=True))
    sent = "comment__submission__"
    rows = filtered(current(consultation), text=text).values_list(
        "pk", "comment", "comment__number", "comment__public_id", "place", "way",
        f"{sent}category", f"{sent}country", f"{sent}language", f"{sent}organisation", f"{sent}name",
    )  # fmt: skip
    new = (0, Workflow.NEW.value, "", Answer.NONE.value, None)
    for version, comment, number, public_id, place, way, category, country, language, organisation, name in rows:
        fact, state, decision, answer, assignee = facts.get(comment, new)
        yield Entry(
            version=version, number=number, public_id=public_id, sender=organisation or name, fact=fact,
            values={
                "clause": place or NONE, "state": state, "decision": decision or NONE, "assignee": assignee or NOBODY,
                "category": category or NONE, "country": country or NONE, "language": language or NONE,
                "answer": answer, "cluster": "yes" if comment in clustered else "no", "way": way,
            },
        )  # fmt: skip


def _order(consultation: Consultation, sort: str) -> Callable[[Entry], tuple[object, ...]]:
    places = {uid: place for place, (uid, _name) in enumerate(clause_choices(consultation))} if sort == "clause" else {}
    orders: dict[str, Callable[[Entry], tuple[object, ...]]] = {
        "clause": lambda each: (places.get(each.values["clause"], len(places)), each.number),
        "from": lambda each: (each.sender.casefold(), each.number),
        "work": lambda each: (-each.fact, each.number),
    }
    return orders.get(sort, lambda each: (each.number,))

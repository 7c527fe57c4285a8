"""Passages put together clause by clause, as a page shows them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from cupel.exchange.layout import Mark, Part, Passage, Run
from cupel.exchange.manuscript import Manuscript


@dataclass(frozen=True, kw_only=True)
class PrintedClause:
    """A clause at one place: where it moved from it is printed too, with the mark that says so."""

    uid: str
    kind: str
    depth: int
    mark: Mark
    label: tuple[Run, ...]
    title: tuple[Run, ...]
    language: str
    parts: dict[Part, list[Passage]] = field(default_factory=dict)

    @property
    def anchor(self) -> str:
        """Its uid, which is the permanent address; of a place that it left, another one."""
        return f"{self.uid}-left" if self.mark == "move-from" else self.uid

    @property
    def number(self) -> str:
        """The label it has now, or had."""
        kept = [run.text for run in self.label if run.kind != "delete"]
        return "".join(kept or [run.text for run in self.label])

    @property
    def name(self) -> str:
        """The title it has now, or had."""
        kept = [run.text for run in self.title if run.kind != "delete"]
        return "".join(kept or [run.text for run in self.title])


def printed_clauses(manuscript: Manuscript) -> Iterator[PrintedClause]:
    """Every clause in printed order."""
    for (uid, _left), group in groupby(manuscript.passages, key=lambda passage: (passage.uid, passage.is_left)):
        title, *others = group
        parts: dict[Part, list[Passage]] = {}
        for passage in others:
            parts.setdefault(passage.part, []).append(passage)
        yield PrintedClause(
            uid=uid,
            kind=title.kind,
            depth=title.depth,
            mark=title.mark,
            label=title.label,
            title=title.runs,
            language=title.language,
            parts=parts,
        )

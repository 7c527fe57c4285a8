"""A part of the model standard after somebody's rough hand: clauses dropped, moved, indented, renumbered, reworded."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from cupel.standard import ClauseRevision, Edition, EditionEntry, Texts

Rows = list[tuple[int, EditionEntry]]


def reshuffled(edition: Edition, random: Random) -> Edition:
    """Another edition of the first two steps of ``edition``; the same ``random``, the same edition."""
    rows = list(_flat(edition.entries[2:4]))
    rows = [rows[0], *(row for row in rows[1:] if random.random() > 0.12)]
    for _time in range(random.randint(1, 6)):
        start, size = random.randrange(1, len(rows)), random.choice([1, 1, 1, 3])
        block = rows[start : start + size]
        del rows[start : start + size]
        target = random.randrange(1, len(rows))
        rows[target:target] = block
    entries = _tree(list(_indented(rows, random)))
    clauses = {uid: _reworded(clause, random) for uid, clause in edition.clauses.items()}
    made = replace(edition, entries=entries, lineage=())
    return replace(made, clauses={entry.uid: clauses[entry.uid] for entry, _path in made.paths()})


def _indented(rows: Rows, random: Random) -> Iterator[tuple[int, EditionEntry]]:
    above = -1
    for depth, entry in rows:
        above = min(depth if random.random() > 0.1 else random.randint(0, 3), above + 1)
        yield above, replace(entry, label=entry.label if random.random() > 0.2 else f"{entry.label}x")


def _reworded(clause: ClauseRevision, random: Random) -> ClauseRevision:
    part = random.choice(["title", "text", "guidance", "rationale"])
    texts = getattr(clause, part)
    if random.random() > 0.25:
        return clause
    if not texts:
        return replace(clause, guidance={"en": f"New guidance {random.random()}."})
    words = texts["en"].split(" ")
    at = random.randrange(len(words))
    changed = random.choice(
        [[*words[:at], "altered", *words[at + 3 :]], words[::-1], [*words[:at], "added", *words[at:]]]
    )
    gone = part != "title" and random.random() < 0.2
    text: Texts = {} if gone else {"en": " ".join(changed)}
    parts: dict[str, Any] = {part: text}
    return replace(clause, **parts)


def _flat(entries: tuple[EditionEntry, ...], depth: int = 0) -> Iterator[tuple[int, EditionEntry]]:
    for entry in entries:
        yield depth, entry
        yield from _flat(entry.children, depth + 1)


def _tree(rows: Rows) -> tuple[EditionEntry, ...]:
    made = []
    while rows:
        depth, entry = rows[0]
        end = next((at for at, row in enumerate(rows[1:], start=1) if row[0] <= depth), len(rows))
        made.append(replace(entry, children=_tree(rows[1:end])))
        rows = rows[end:]
    return tuple(made)

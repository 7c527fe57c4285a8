"""Lineage that is complete: between consecutive editions every clause, old and new, has exactly one fate."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from cupel.errors import Place, StandardError
from cupel.messages import _
from cupel.standard.edition import Edition
from cupel.standard.files.source import Document, Steps
from cupel.standard.lineage import NOTE_REQUIRED, SAME_REVISION, SHAPES, LineageEdge
from cupel.standard.model import Standard


def edge_mistakes(document: Document, standard: Standard) -> Iterator[StandardError]:
    """Of one lineage file: editions and clauses that exist, and edges of the right shape."""
    data, editions = document.data, standard.editions
    for side in ("from", "to"):
        if data[side] not in editions:
            message = _("There is no edition {edition}.").format(edition=data[side])
            remedy = _("Its editions are {editions}.").format(editions=", ".join(editions))
            yield document.mistake((side,), message, code="standard-edition", remedy=remedy)
            return
    if document.file != f"lineage/{data['from']}-{data['to']}.yaml":
        message = _("The file's name does not say the editions in it.")
        remedy = _("Name it lineage/{old}-{new}.yaml.").format(old=data["from"], new=data["to"])
        yield document.mistake(("from",), message, code="standard-file-name", remedy=remedy)
    old, new = editions[data["from"]], editions[data["to"]]
    for number, edge in enumerate(data["edges"]):
        yield from _edge_mistakes(document, ("edges", number), edge, old, new)


def _edge_mistakes(
    document: Document, steps: Steps, edge: Mapping[str, Any], old: Edition, new: Edition
) -> Iterator[StandardError]:
    for side, edition in (("from", old), ("to", new)):
        for number, uid in enumerate(edge[side]):
            if uid not in edition.clauses:
                message = _("{edition} has no clause {uid}.").format(edition=edition.reference, uid=uid)
                remedy = _("Correct the uid, or add the entry to the edition.")
                yield document.mistake((*steps, side, number), message, code="standard-lineage-uid", remedy=remedy)
    shape = SHAPES[edge["kind"]]
    for side, (least, most) in (("from", shape.sources), ("to", shape.targets)):
        if not least <= len(edge[side]) <= most:
            bounds = str(least) if least == most else _("{least} or more").format(least=least)
            message = _("{kind} has {bounds} clauses in {side}, here are {count}.").format(
                kind=edge["kind"], bounds=bounds, side=side, count=len(edge[side])
            )
            remedy = _("List the clauses, or choose another kind.")
            yield document.mistake((*steps, side), message, code="standard-lineage-shape", remedy=remedy)
    if edge["kind"] in NOTE_REQUIRED and not edge.get("note"):
        message = _("{kind} needs a note that gives the reason.").format(kind=edge["kind"])
        yield document.mistake(steps, message, code="standard-lineage-note", remedy=_("Add note: {en: ...}."))
    if edge["kind"] in SAME_REVISION and _revised(edge, old, new):
        message = _("{kind} means the same revision, but the clause has another one.").format(kind=edge["kind"])
        remedy = _("Say editorial, clarified, strengthened or relaxed; moves are found by themselves.")
        yield document.mistake((*steps, "kind"), message, code="standard-lineage-shape", remedy=remedy)


def _revised(edge: Mapping[str, Any], old: Edition, new: Edition) -> bool:
    before = {(uid, old.clauses[uid].revision) for uid in edge["from"] if uid in old.clauses}
    after = {(uid, new.clauses[uid].revision) for uid in edge["to"] if uid in new.clauses}
    return before != after


def lineage_mistakes(standard: Standard, documents: Mapping[str, Document]) -> Iterator[StandardError]:
    """Between consecutive full editions, ordered by their dates: every entry has exactly one fate.

    An entry in both editions in the same revision is unchanged or moved without being listed.
    """
    dated = [each for each in standard.editions.values() if each.content == "full" and each.dates.earliest]
    dated.sort(key=lambda edition: (edition.dates.earliest, edition.edition))
    for old, new in pairwise(dated):
        edges = [
            edge for edge in standard.lineage if (edge.from_edition, edge.to_edition) == (old.edition, new.edition)
        ]
        place = documents[new.edition].place() if new.edition in documents else None
        file = f"lineage/{old.edition}-{new.edition}.yaml"
        yield from _totality(old, new, edges, place or Place(file=file))


def _totality(old: Edition, new: Edition, edges: list[LineageEdge], place: Place) -> Iterator[StandardError]:
    implied = {uid for uid in old.clauses if uid in new.clauses and _same(old, new, uid)}
    leaving = Counter(uid for edge in edges for uid in edge.sources)
    arriving = Counter(uid for edge in edges if edge.kind != "covered-by" for uid in edge.targets)
    for edition, listed in ((old, leaving), (new, arriving)):
        for uid in edition.labels:
            if listed[uid] == 0 and uid not in implied:
                message = _("{edition} clause {label} ({uid}) is in no edge, and it is not the same in both editions.")
                remedy = _("Add an edge that says what became of it.")
                yield _not_total(message, remedy, edition, uid, place)
            if listed[uid] > 1:
                message = _("{edition} clause {label} ({uid}) is in more than one edge.")
                yield _not_total(message, _("Keep the one that holds."), edition, uid, place)


def _same(old: Edition, new: Edition, uid: str) -> bool:
    return old.clauses[uid].revision == new.clauses[uid].revision


def _not_total(message: str, remedy: str, edition: Edition, uid: str, place: Place) -> StandardError:
    words = message.format(edition=edition.reference, label=edition.labels[uid], uid=uid)
    return StandardError(words, code="standard-lineage-total", remedy=remedy, place=place)

"""A consultation of the size of the largest real one: imported, clustered, decided, summed up, each in seconds.

The comments are invented (:mod:`benchmarks.consultation.generate`), and so is the truth about which say the same: times
carry over to real ones of that size, the quality of clusters only says that the method does what it is meant to. Their
peer in the same run is a vector of words within a language, as a plain duplicate finder would use.
"""

import itertools
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks.consultation.generate import Consultation as Generated
from benchmarks.consultation.generate import generate
from benchmarks.report import Row
from cupel.consultation import (
    ClauseBook,
    Cluster,
    Comment,
    Consultation,
    Content,
    Decision,
    Disposition,
    Filter,
    Kind,
    Origin,
    ReadComment,
    Template,
    TemplateRow,
    clauses_of,
    feedback,
    merge,
    propose_all,
    read_template,
    response,
    suggest,
    synopsis_content,
    write_bulk_csv,
    write_bulk_json,
    write_document,
    write_docx,
    write_html,
    write_pdf,
    write_workbook,
    write_xlsx,
)
from cupel.standard import load_standard, standard_folder
from cupel.standard.changes.matching import cosine

EXTRA = None
SECONDS = 20.0
"""What "in seconds" is held against: each work takes no more."""

ALIKE = 0.5
"""Likeness from which the peer takes two comments on one clause as the same; the best of .3, .4 ... .8 on these."""

ACROSS = "across languages"
Pairs = set[tuple[str, str]]
T = TypeVar("T")


def rows() -> Iterator[Row]:
    """The works in their order, then the quality of what was found."""
    standard = load_standard(standard_folder("mdd"))
    now, *earlier = (standard.edition(key) for key in ("2023", "2022", "2021"))
    book = clauses_of(now, earlier)
    made = generate(book)
    size = f"{len(made.rows)} comments, {len(made.files)} files, 5 languages"
    with tempfile.TemporaryDirectory() as folder:
        files = write_files(made, Path(folder))
        read, taken = timed(lambda: import_files(made, files, book))
        yield _seconds("import", size, taken)
        again, taken = timed(lambda: import_again(made, files, book, read))
        yield _seconds("import of the same files again", size, taken)
        assert not again
    yield from _placed(made, read, size)
    comments = confirmed(read)
    found, taken = timed(lambda: suggest(comments, book))
    yield _seconds("clusters suggested", size, taken)
    yield from _quality(made, comments, [each.comments for each in found], size)
    clusters = tuple(Cluster(id=str(n), comments=each.comments) for n, each in enumerate(found))
    held = Consultation(
        title="Generated round", draft=now.reference, book=book, comments=tuple(comments), clusters=clusters
    )
    decided, taken = timed(lambda: decide(held))
    yield _seconds("bulk disposition", size, taken)
    yield from _written(replace(held, dispositions=decided), size)


def write_files(made: Generated, folder: Path) -> list[Path]:
    """The submissions as files in the template."""
    paths = []
    for sent, written in made.files:
        rows_ = [TemplateRow(cells=row.cells()) for row in written]
        kind, write = ("docx", write_document) if sent.origin is Origin.DOCX else ("xlsx", write_workbook)
        paths.append(folder / f"{sent.id}.{kind}")
        write(paths[-1], rows_, title="Draft")
    return paths


def import_files(made: Generated, files: Iterable[Path], book: ClauseBook) -> list[ReadComment]:
    """All comments of all files."""
    pairs = zip(made.files, files, strict=True)
    return [each for (sent, _rows), path in pairs for each in read_template(path, sent, book).comments]


def import_again(
    made: Generated, files: Iterable[Path], book: ClauseBook, before: Iterable[ReadComment]
) -> list[Comment]:
    """What reading the same files again adds or changes."""
    known = {each.comment.id: each.comment for each in before}
    merged = merge((each.comment for each in import_files(made, files, book)), known)
    return [*merged.added, *merged.edited, *merged.refused]


def confirmed(read: Iterable[ReadComment]) -> list[Comment]:
    """The comments with every suggested clause confirmed as it is suggested, right or wrong."""
    return [replace(each.comment, clause=each.placement.uid) for each in read]


def decide(held: Consultation) -> dict[str, Disposition]:
    """A decision by template for all comments, kind by kind."""
    found: dict[str, Disposition] = {}
    for kind, decision in ((Kind.EDITORIAL, Decision.ACCEPTED), (Kind.TECHNICAL, Decision.NOTED)):
        template = Template(decision=decision, reason={"en": "Clause {clause} was looked at.", "es": "Visto {clause}."})
        for each in propose_all(held, Filter(kinds=frozenset({kind})), template).dispositions:
            found[each.comment] = each
    return found


def same_pairs(groups: Iterable[Iterable[str]]) -> Pairs:
    """All pairs within groups."""
    return {pair for group in groups for pair in itertools.combinations(sorted(group), 2)}


def by_words(comments: list[Comment]) -> list[list[str]]:
    """The peer: comments of one language on one clause, chained where a vector of words makes two of them alike."""
    groups: dict[tuple[str, str | None], list[Comment]] = {}
    for each in comments:
        groups.setdefault((each.submission.language, each.clause), []).append(each)
    found = []
    for group in groups.values():
        texts = [f"{each.text} {each.change}" for each in group]
        alike = cosine(texts, texts, lambda text: text.lower().split()) >= ALIKE
        left = set(range(len(group)))
        while left:
            chain, new = set[int](), {left.pop()}
            while new:
                chain |= new
                new = {int(place) for one in new for place in np.flatnonzero(alike[one])} & left
                left -= new
            found.append([group[place].id for place in chain])
    return found


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What a work gives, and the seconds it takes."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def _seconds(work: str, size: str, taken: float) -> Row:
    return Row(work=work, size=size, metric="s", peer="asked for", ours=taken, peer_value=SECONDS, target=1.0)


def _placed(made: Generated, read: list[ReadComment], size: str) -> Iterator[Row]:
    """Clauses: those taken as they stand, and those suggested, against the ones that were meant."""
    pairs = list(zip(made.rows, read, strict=True))
    for name, group in (
        ("clauses taken as they stand", [(row, each) for row, each in pairs if each.placement.sure]),
        ("clauses suggested", [(row, each) for row, each in pairs if not each.placement.sure]),
    ):
        right = sum(row.uid == each.placement.uid for row, each in group) / len(group)
        yield Row(
            work=name, size=f"{len(group)} of {size}", metric="share right", peer="the generator's truth", ours=right,
            peer_value=1.0, more_is_better=True,
        )  # fmt: skip


def _quality(made: Generated, comments: list[Comment], found: list[tuple[str, ...]], size: str) -> Iterator[Row]:
    """Pairs of comments suggested as the same, against pairs that are; within a language and across."""
    told: dict[int, list[str]] = {}
    for row, comment in zip(made.rows, comments, strict=True):
        told.setdefault(row.position, []).append(comment.id)
    language = {comment.id: comment.submission.language for comment in comments}
    campaigns = same_pairs(group for group in told.values() if len(group) > 8)
    true, ours, words = same_pairs(told.values()), same_pairs(found), same_pairs(by_words(comments))

    def within(pairs: Pairs) -> Pairs:
        return {pair for pair in pairs if language[pair[0]] == language[pair[1]]}

    for name, some in (
        ("within a language", within),
        ("within a language, without campaigns", lambda pairs: within(pairs) - campaigns),
        (ACROSS, lambda pairs: pairs - within(pairs)),
    ):
        for metric in ("precision", "recall"):
            peer = None if name == ACROSS else score(some(words), some(true), metric)
            yield Row(
                work=f"pairs that say the same, {name}", size=f"{len(some(true))} pairs, {size}", metric=metric,
                peer="the generator's truth" if peer is None else "a vector of words",
                ours=score(some(ours), some(true), metric), peer_value=1.0 if peer is None else peer,
                more_is_better=True,
            )  # fmt: skip


def score(found: Pairs, true: Pairs, metric: str) -> float:
    """Precision or recall of pairs."""
    return len(found & true) / max(len(found if metric == "precision" else true), 1)


def _write(
    make: Callable[[Consultation], Content], write: Callable[[Content, Path], None], held: Consultation, path: Path
) -> None:
    write(make(held), path)


def _written(held: Consultation, size: str) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = {"synopsis": synopsis_content, "all feedback": feedback, "response to feedback": response}
        for page, make in pages.items():
            for write in (write_html, write_xlsx, write_docx, write_pdf):
                kind = write.__name__.removeprefix("write_")
                _none, taken = timed(partial(_write, make, write, held, folder / kind))
                yield _seconds(f"{page}, {kind.upper()}", size, taken)
        for write_bulk in (write_bulk_csv, write_bulk_json):
            kind = write_bulk.__name__.removeprefix("write_bulk_")
            _none, taken = timed(partial(write_bulk, held, folder / kind))
            yield _seconds(f"bulk file, {kind.upper()}", size, taken)

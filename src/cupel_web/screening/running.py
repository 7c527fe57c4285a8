"""Ask the engine to screen a company's parties: everything the first time, afterwards only what changed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from cupel.chain.snapshot import canonical_json, write_parquet
from cupel.diligence.replace import replaced_folder
from cupel.screening import against, outputs
from cupel.screening.beside import Beside, owned_of
from cupel.screening.changes import ALTERED, APPEARED, REOPENED, VANISHED, Rescreening, report, rescreen
from cupel.screening.changes import Screening as Earlier
from cupel.screening.lists import read_version
from cupel.screening.memory import REMEMBERED, Evidence
from cupel.screening.owners import OwnershipRule
from cupel.screening.ownership_intake import ownership_beside
from cupel.screening.party_intake import read_parties
from cupel.screening.records import GROUPS, Records, Subjects, evidence_hashes, only
from cupel.screening.report.page import marked_names
from cupel.screening.screen import ListIndex, normaliser_version
from cupel.screening.sentences import contributions
from cupel.screening.tables import WatchList as Tables
from cupel.screening.told import ToldHit, told_hits
from cupel.screening.tuning import busiest_words
from cupel_web.diligence.folders import sweep
from cupel_web.kernel.jobs import Progress
from cupel_web.screening import ownership
from cupel_web.screening.folders import folder_of, parties_of, tables_of
from cupel_web.screening.models import Screening
from cupel_web.screening.remembering import decisions_frame, four_eyes, standing

PAIR = ["list_id", "subject_id", "entity_id"]
EVENTS = (REOPENED, APPEARED, ALTERED, VANISHED)
"""What may come of a pair, gravest first."""


@dataclass(frozen=True)
class Outcome:
    """``hits``: one mapping per hit, as the hit is kept; ``manifest`` with its hash; ``summary`` for pages."""

    hits: list[dict[str, Any]]
    manifest: dict[str, Any]
    manifest_hash: str
    summary: dict[str, Any]


def run(screening: Screening, *, progress: Progress) -> Outcome:
    """Screen, and leave the tables in the screening's folder. Raises :class:`~cupel.errors.BooksError` or
    :class:`~cupel.errors.ListError` for parties and lists that cannot be read.
    """
    with parties_of(screening) as path:
        parties = read_parties(path, progress=progress)
        held = ownership_beside(path, parties.subjects, progress=progress)
    used = [each.version for each in _screened(screening)]
    lists = [read_version(folder_of(version)) for version in used]
    decisions = decisions_frame(
        standing(screening.company).filter(watch_list__in=[version.watch_list for version in used])
    )
    asked = against.Asked(screening.on, screening.threshold, decisions, four_eyes(screening.company))
    against.require_different(lists)
    again = _again(screening, parties.subjects, lists, progress) if screening.before else {}
    fresh = [each for each in lists if each.version.list_id not in again]
    found = {list_id: each.now.hits for list_id, each in again.items()}
    found |= against.pairs_of(parties.subjects, fresh, progress=progress)
    done = against.together(parties, lists, found, asked)
    changes = _changes(screening, done, again)
    told = list(_told(done, changes, progress))
    manifest = outputs.manifest(done, Beside(owned=owned_of(done, held, OwnershipRule())))
    out = tables_of(screening)
    sweep(out.parent, f".{out.name}.*")
    with replaced_folder(out) as folder:
        _write(done, changes, folder)
        ownership.keep(done, held, folder)
    summary = {**_summary(done, changes, again), "ownership": ownership.counts(done, held)}
    return Outcome(told, manifest, hashlib.sha256(canonical_json(manifest)).hexdigest(), summary)


def subjects_in(folder: Path) -> Subjects:
    """The parties that a screening compared."""
    return Subjects(**{table: pl.read_parquet(folder / f"subject-{table}.parquet") for table in GROUPS})


def _screened(screening: Screening) -> Any:
    return screening.screened.select_related("version__watch_list__owner").order_by("version__watch_list__list_id")


def _again(screening: Screening, subjects: Subjects, lists: list[Tables], progress: Progress) -> dict[str, Rescreening]:
    """Per list that the screening before used: what changed since, compared anew."""
    before = screening.before
    assert before is not None
    folder = tables_of(before)
    old = subjects_in(folder)
    prepared, pairs = ListIndex(old), pl.read_parquet(folder / "pairs.parquet")
    versions = {each.version.watch_list.list_id: folder_of(each.version) for each in _screened(before)}
    current = {each.version.list_id: each for each in lists}
    told = {}
    for number, list_id in enumerate(sorted(versions.keys() & current.keys())):
        listed = read_version(versions[list_id])
        earlier = Earlier(
            hits=pairs.filter(pl.col("list_id") == list_id).drop("list_id"),
            subjects=old,
            index=ListIndex(listed),
            evidence=Evidence.of(list_id, old, listed),
            threshold=against.LOWEST,
            normaliser=(before.manifest or {}).get("normaliser", ""),
            parts=(prepared,),
        )
        told[list_id] = rescreen(earlier, subjects=subjects, index=ListIndex(current[list_id]))
        progress("screen", number + 1, len(versions))
    return told


def _changes(screening: Screening, done: against.Screening, again: dict[str, Rescreening]) -> pl.DataFrame:
    """What came of each pair since the screening before: ``list_id, subject_id, entity_id, event``, names; a pair that
    crosses the threshold appears or vanishes.
    """
    empty = pl.DataFrame(schema=dict.fromkeys((*PAIR, "event", "subject_name", "listed_name"), pl.String))
    if screening.before is None:
        return empty
    before = pl.read_parquet(tables_of(screening.before) / "hits.parquet")
    events = [empty.select(*PAIR, "event")]
    for list_id, each in again.items():
        now = done.hits.filter(pl.col("list_id") == list_id)
        events.append(report(each, now).select(pl.lit(list_id).alias("list_id"), *PAIR[1:], "event"))
    new_lists = done.hits.filter(~pl.col("list_id").is_in(list(again)))
    events.append(new_lists.select(*PAIR, event=pl.lit(APPEARED)))
    gone = before.filter(~pl.col("list_id").is_in([each.version.list_id for each in done.lists]))
    events.append(gone.select(*PAIR, event=pl.lit(VANISHED)))
    is_hit = done.hits.select(PAIR).with_columns(now=True)
    was_hit = before.select(PAIR).with_columns(was=True)
    told = pl.concat(events).join(is_hit, on=PAIR, how="left").join(was_hit, on=PAIR, how="left")
    told = told.filter(pl.col("now").is_not_null() | pl.col("was").is_not_null()).with_columns(
        event=pl.when(pl.col("was").is_null()).then(pl.lit(APPEARED))
        .when(pl.col("now").is_null()).then(pl.lit(VANISHED)).otherwise("event")
    )  # fmt: skip
    rank = pl.col("event").replace_strict({event: number for number, event in enumerate(EVENTS)})
    first = told.with_columns(rank=rank).sort("rank", *PAIR).unique(PAIR, keep="first", maintain_order=True)
    names = pl.concat([done.hits.select(*PAIR, "subject_name", "listed_name"),
                       before.select(*PAIR, "subject_name", "listed_name")]).unique(PAIR, keep="first")  # fmt: skip
    return first.join(names, on=PAIR, how="left").select(empty.columns)


def _told(done: against.Screening, changes: pl.DataFrame, progress: Progress) -> Iterator[dict[str, Any]]:
    """Every hit as it is kept."""
    events = {row[:3]: row[3] for row in changes.select(*PAIR, "event").iter_rows()}
    hits = done.hits
    ours = _hashes(done.parties.subjects, hits["subject_id"])
    theirs = {
        each.version.list_id: _hashes(each, hits.filter(pl.col("list_id") == each.version.list_id)["entity_id"])
        for each in done.lists
    }
    for told in told_hits(done, progress=progress):
        hit = told.hit
        key = tuple(hit[name] for name in PAIR)
        yield {
            **{name: hit[name] for name in ("list_id", "place", "subject_id", "entity_id", "name_score", "rarity")},
            **{name: hit[name] or "" for name in ("subject_name", "listed_name", "alias")},
            **{name: hit[name] or "" for name in ("identifier", "birth", "country", "kind", "address")},
            "score": hit["score"],
            "band": int(hit["score"] * 20 + 1e-9) * 5,
            "subject_evidence": ours[hit["subject_id"]],
            "listed_evidence": theirs[hit["list_id"]][hit["entity_id"]],
            "told": _plain(told),
            "change": events.get(key, ""),
        }


def _hashes(records: Records, ids: pl.Series) -> dict[str, dict[str, str | None]]:
    hashes = evidence_hashes(only(records, ids.unique()))
    return {row["entity_id"]: {group: row[group] for group in GROUPS} for row in hashes.iter_rows(named=True)}


def _plain(told: ToldHit) -> dict[str, Any]:
    """A told hit as plain data."""
    names = [[[piece.text, piece.mark] for piece in name] for name in marked_names([told])[0]]
    words = [[row.ours, row.theirs, row.similarity, row.weight] for row in told.explanation.rows]
    return {
        "sentence": told.sentence,
        "ours": told.ours,
        "theirs": told.theirs,
        "names": names,
        "words": words,
        "others": list(told.others),
        "points": [[part, round(value, 6)] for part, value in contributions(told.hit)],
    }


def _write(done: against.Screening, changes: pl.DataFrame, folder: Path) -> None:
    for table in GROUPS:
        write_parquet(getattr(done.parties.subjects, table), folder / f"subject-{table}.parquet")
    labels = [name for name in (*REMEMBERED, "list_label") if name in done.pairs.columns]
    write_parquet(done.pairs.drop(labels), folder / "pairs.parquet")
    write_parquet(done.hits.drop("changed_subject", "changed_listed"), folder / "hits.parquet")
    write_parquet(done.unscreenable, folder / "unscreenable.parquet")
    write_parquet(done.parties.quarantine, folder / "quarantine.parquet")
    write_parquet(changes, folder / "changes.parquet")


def _summary(done: against.Screening, changes: pl.DataFrame, again: dict[str, Rescreening]) -> dict[str, Any]:
    subjects = done.parties.subjects
    counted = changes.group_by("event").len().sort("event")
    return {
        "parties": subjects.entity.height,
        "names": subjects.name.height,
        "unscreenable": done.unscreenable["entity_id"].n_unique(),
        "left_out": done.parties.left_out,
        "hits": done.hits.height,
        "changes": dict(counted.iter_rows()),
        "compared": {
            list_id: {"full": each.full, "parties": each.subjects.height, "entries": each.listed.height}
            for list_id, each in again.items()
        },
        "words": busiest_words(done.hits).to_dicts(),
        "normaliser": normaliser_version(),
    }

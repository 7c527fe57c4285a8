"""Clauses matched between versions of real standards whose owners published what became of each.

ASVS is OWASP's Application Security Verification Standard, CC BY-SA 4.0; the NIST Cybersecurity Framework is in the
public domain. Both are read from the folder of reference data in ``CUPEL_DATA``. A clause is matched right where the
first, or one of the first five, of the proposals is among the clauses that the owner names.
"""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import Row, data_folder
from cupel.standard.changes.matching import PlainClause, cosine, likeness

EXTRA = None
LINK = re.compile(r"\(?\[[^\]]*\]\([^)]*\)\)?")
AT_ONCE, AMONG_FIVE = "share right at once", "share right among 5"
METRICS = {AT_ONCE: 1, AMONG_FIVE: 5}
ASVS_TARGETS = {AT_ONCE: 0.74, AMONG_FIVE: 0.88}
NIST_POINTS = 0.03


@dataclass(frozen=True)
class Versions:
    """Two versions, and what each mapped clause of the old one became."""

    old: list[PlainClause]
    new: list[PlainClause]
    became: dict[str, set[str]]

    @property
    def size(self) -> str:
        return f"{len(self.became)} mapped, {len(self.old)} x {len(self.new)}"


def rows() -> Iterator[Row]:
    """Both standards, against a vector of words and against what is asked for."""
    data = data_folder()
    if data is None or not (data / "standards-versions").is_dir():
        reason = "no reference data: CUPEL_DATA names no folder that holds standards-versions"
        yield Row(work="clauses matched", size="", metric="share right", peer="all", reason=reason)
        return
    folder = data / "standards-versions"
    yield from _asvs_rows(read_asvs(folder / "asvs"))
    yield from _nist_rows(read_nist(folder / "nistcsf"))


def _asvs_rows(versions: Versions) -> Iterator[Row]:
    for blank in _against_words("ASVS 4.0.3 to 5.0.0", versions):
        yield blank
        yield replace(blank, peer="asked for", peer_value=ASVS_TARGETS[blank.metric], target=1.0)


def _nist_rows(versions: Versions) -> Iterator[Row]:
    for row in _against_words("NIST CSF 1.1 to 2.0", versions):
        words = row.peer_value or 0.0
        yield replace(row, target=(words + NIST_POINTS) / words)


def _against_words(name: str, versions: Versions) -> Iterator[Row]:
    """Ours against a vector of words."""
    ours, words = likeness(versions.old, versions.new), by_words(versions)
    for metric, first in METRICS.items():
        yield Row(
            work=f"clauses matched, {name}", size=versions.size, metric=metric, peer="a vector of words",
            ours=right(versions, ours, first), peer_value=right(versions, words, first), more_is_better=True,
        )  # fmt: skip


def by_words(versions: Versions) -> NDArray[np.float64]:
    """The peer: cosine of vectors of whole words."""
    old, new = ([clause.text for clause in side] for side in (versions.old, versions.new))
    return cosine(old, new, lambda text: re.findall(r"\w+", text.lower()))


def right(versions: Versions, scores: NDArray[np.float64], first: int) -> float:
    """Share of mapped clauses with a right target among the ``first`` proposals."""
    found = 0
    for row, clause in enumerate(versions.old):
        if clause.key in versions.became:
            best = np.argsort(-scores[row], kind="stable")[:first]
            found += any(versions.new[place].key in versions.became[clause.key] for place in best)
    return found / len(versions.became)


def read_asvs(folder: Path) -> Versions:
    """Two versions and their published mapping."""
    old = _asvs(folder / "ASVS_4.0.3_en.flat.json")
    new = _asvs(folder / "OWASP_Application_Security_Verification_Standard_5.0.0_en.flat.json")
    return Versions(old, new, _became(folder / "asvs_4.0.3_to_5.0.0.csv", "from", "to"))


def _asvs(file: Path) -> list[PlainClause]:
    return [
        PlainClause(
            key=row["req_id"].removeprefix("V"), text=LINK.sub("", row["req_description"]),
            headings=f"{row['section_name']} {row['chapter_name']}", section=row["section_id"],
        )
        for row in json.loads(file.read_text(encoding="utf-8"))["requirements"]
    ]  # fmt: skip


def read_nist(folder: Path) -> Versions:
    """Two versions and their published mapping."""
    old, new = (_nist(folder / f"csf_{version}.csv") for version in ("1.1", "2.0"))
    return Versions(old, new, _became(folder / "csf_1.1_to_2.0.csv", "frm", "to"))


def _nist(file: Path) -> list[PlainClause]:
    with file.open(encoding="utf-8", newline="") as lines:
        known = {row["urn"]: row for row in csv.DictReader(lines)}
    return [
        PlainClause(
            key=urn, text=f"{row['name']} {row['text']}".strip(), section=row["parent"],
            headings=" ".join(parent["name"] for parent in _above(row, known)),
        )
        for urn, row in known.items()
    ]  # fmt: skip


def _above(row: dict[str, str], known: dict[str, dict[str, str]]) -> Iterator[dict[str, str]]:
    while row["parent"]:
        row = known[row["parent"]]
        yield row


def _became(file: Path, source: str, target: str) -> dict[str, set[str]]:
    told: dict[str, set[str]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row[target]:
                told.setdefault(row[source], set()).add(row[target])
    return told

"""How far deliverables are: part by part, and what keeps each from being published."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.http import Http404

from cupel_web.work.checks import NOTHING, Evidence, Kind, Met, Part, is_met
from cupel_web.work.media import READABLE
from cupel_web.work.models import (
    Deliverable,
    Dependency,
    Format,
    FormatAgreement,
    Mark,
    PaperVersion,
    PartRecord,
    Release,
    Signature,
)


@dataclass(frozen=True, kw_only=True)
class PartState:
    """A part of the format, what was put in for it last, and whether that is what the format asks for."""

    part: Part
    met: Met
    record: PartRecord | None = None
    version: PaperVersion | None = None
    signature: Signature | None = None


@dataclass(kw_only=True)
class Progress:
    """How far a deliverable is. ``marks`` stand; ``waits_for``: what it needs that is not published."""

    format: Format | None = None
    parts: list[PartState] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    needs: list[Dependency] = field(default_factory=list)
    waits_for: list[Deliverable] = field(default_factory=list)
    release: Release | None = None

    @property
    def missing(self) -> list[PartState]:
        """Required parts that are not there, or that cannot be known to be."""
        return [state for state in self.parts if state.part.required and state.met is not Met.MET]

    @property
    def met(self) -> int:
        return sum(state.met is Met.MET for state in self.parts)

    @property
    def content(self) -> list[dict[str, Any]]:
        """What each part is, as plain data."""
        return [
            {
                "part": state.part.key,
                "met": state.met.value,
                "record": state.record.public_id if state.record else None,
                "sha256": state.version.stored.sha256 if state.version else None,
            }
            for state in self.parts
        ]


def agreed_format(deliverable: Deliverable) -> Format | None:
    """The format that was agreed last."""
    agreement = deliverable.agreements.select_related("format").first()
    return agreement.format if agreement else None


def part_agreed(deliverable: Deliverable, key: str) -> Part:
    """A part of the format that was agreed last; else 404."""
    agreed = agreed_format(deliverable)
    found = next((each for each in agreed.checks if each.key == key), None) if agreed else None
    if found is None:
        raise Http404
    return found


def progress_of(deliverables: Sequence[Deliverable]) -> dict[int, Progress]:
    """How far each is, by row number; the number of queries does not grow with theirs."""
    found = {each.pk: Progress() for each in deliverables}
    for agreement in FormatAgreement.objects.filter(deliverable__in=found).select_related("format").reverse():
        found[agreement.deliverable_id].format = agreement.format
    for mark in Mark.objects.filter(deliverable__in=found, lifting=None).select_related("group"):
        found[mark.deliverable_id].marks.append(mark)
    for link in _dependencies(found):
        found[link.deliverable_id].needs.append(link)
        if not hasattr(link.needs, "release"):
            found[link.deliverable_id].waits_for.append(link.needs)
    for release in Release.objects.filter(deliverable__in=found).select_related("format"):
        found[release.deliverable_id].release = release
    records = _newest_records(found)
    for number, progress in found.items():
        if progress.format:
            progress.parts = _states(progress.format.checks, records[number])
    return found


def _dependencies(deliverables: dict[int, Progress]) -> Sequence[Dependency]:
    links = Dependency.objects.filter(deliverable__in=deliverables, removed_at=None)
    return list(links.select_related("needs__release", "needs__workstream__group"))


def _newest_records(deliverables: dict[int, Progress]) -> dict[int, dict[str, PartRecord]]:
    """By deliverable and part; papers come with their versions, newest first, and records with signatures."""
    newest: dict[int, dict[str, PartRecord]] = defaultdict(dict)
    versions = Prefetch("paper__versions", queryset=PaperVersion.objects.select_related("stored").defer("text"))
    records = PartRecord.objects.filter(deliverable__in=deliverables).select_related("paper", "reviewer__profile")
    for record in records.prefetch_related(versions, "signatures").reverse():
        newest[record.deliverable_id][record.part] = record
    return newest


def _states(parts: tuple[Part, ...], records: dict[str, PartRecord]) -> list[PartState]:
    return [_state(part, records) for part in parts]


def _state(part: Part, records: dict[str, PartRecord]) -> PartState:
    record = records.get(part.key)
    if record is None:
        return PartState(part=part, met=is_met(part, NOTHING))
    version = _version(record)
    signature = next(iter(record.signatures.all()), None)
    evidence = Evidence(
        file_name=version.file_name if version else "",
        text=_text(part, record, version),
        link=record.link,
        day=record.day,
        signed=signature.approves if signature else None,
        changed=signature is not None and _last_change(part, records) > signature.signed_at,
    )
    return PartState(part=part, met=is_met(part, evidence), record=record, version=version, signature=signature)


def _version(record: PartRecord) -> PaperVersion | None:
    return next(iter(record.paper.versions.all()), None) if record.paper else None


def _text(part: Part, record: PartRecord, version: PaperVersion | None) -> str | None:
    """The words of a part: typed in, or of a text file; None where a file's words cannot be counted."""
    if record.text or version is None or part.kind is not Kind.WORDS:
        return record.text
    return version.text if version.media_type in READABLE else None


def _last_change(signed: Part, records: dict[str, PartRecord]) -> datetime:
    """When something other than this part changed last."""
    others = [record for key, record in records.items() if key != signed.key]
    moments = [record.added_at for record in others]
    moments += [version.added_at for record in others if (version := _version(record))]
    return max(moments, default=records[signed.key].added_at)

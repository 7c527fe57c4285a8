"""All standards of the workspace: the shipped ones, which are files, with the editions that were published here.

Files are read once per process. What is published is read again when the newest publication is another one, which is
asked once per request: every process sees a new edition with its next page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from asgiref.local import Local
from django.core.signals import request_finished, request_started

from cupel.standard import Standard, load_standard, shipped_standards, standard_of_snapshot
from cupel_web.standards.models import PublishedEdition


@dataclass(frozen=True, kw_only=True)
class Register:
    """Standards by key; publications by the edition that they are, and, in the order in which they come into force, by
    those that they supersede: the one that they were made from, and what took its place before.
    """

    standards: dict[str, Standard]
    published: Mapping[tuple[str, str], PublishedEdition]
    successors: Mapping[tuple[str, str], tuple[PublishedEdition, ...]]


_request = Local()


def register() -> Register:
    """The register as it is now."""
    known = getattr(_request, "newest", None)
    if known is None:
        known = PublishedEdition.objects.order_by("-pk").values_list("public_id", flat=True).first() or ""
        if getattr(_request, "runs", False):
            _request.newest = known
    return _register(known)


def forget() -> None:
    """Ask again: something was published in this request."""
    _request.newest = None


@cache
def shipped() -> dict[str, Standard]:
    """Every shipped standard by key."""
    return {key: load_standard(folder) for key, folder in shipped_standards().items()}


@lru_cache(maxsize=2)
def _register(newest: str) -> Register:
    published = list(PublishedEdition.objects.select_related("text").order_by("pk")) if newest else []
    standards = dict(shipped())
    for each in published:
        standards[each.text.standard] = _with(standards.get(each.text.standard), each)
    return Register(
        standards=standards,
        published={(each.text.standard, each.text.edition): each for each in published},
        successors=_successors(published),
    )


def _successors(published: list[PublishedEdition]) -> dict[tuple[str, str], tuple[PublishedEdition, ...]]:
    found: dict[tuple[str, str], tuple[PublishedEdition, ...]] = {}
    for each in sorted(published, key=lambda one: (one.in_force_on, one.pk)):
        superseded = [(each.text.standard, each.supersedes)]
        for name in superseded:
            later = [(one.text.standard, one.text.edition) for one in found.get(name, ())]
            superseded += [one for one in later if one not in superseded]
        for name in superseded:
            found[name] = (*found.get(name, ()), each)
    return found


def _with(standard: Standard | None, published: PublishedEdition) -> Standard:
    """The standard with one edition more."""
    alone = standard_of_snapshot(published.text.content)
    if standard is None:
        return alone
    lineage = (*standard.lineage, *(edge for edge in alone.lineage if edge not in standard.lineage))
    editions = {**standard.editions, **alone.editions}
    return replace(
        standard,
        editions={name: replace(edition, lineage=lineage) for name, edition in editions.items()},
        clauses={**standard.clauses, **alone.clauses},
        lineage=lineage,
    )


def _starts(**_signal: Any) -> None:
    _request.runs, _request.newest = True, None


def _ends(**_signal: Any) -> None:
    _request.runs, _request.newest = False, None


request_started.connect(_starts, dispatch_uid="standards-register")
request_finished.connect(_ends, dispatch_uid="standards-register")

"""The edition that a draft is, with versions and lineage, and the standard that has it."""

from collections.abc import Mapping
from dataclasses import replace

from cupel.standard.clause import ClauseRevision
from cupel.standard.dates import EditionDates
from cupel.standard.drafting.lineage import Verdict, edges, verdicts
from cupel.standard.drafting.state import DraftState
from cupel.standard.edition import Edition, EditionEntry, EditionOwner
from cupel.standard.lineage import JUDGED, LineageEdge
from cupel.standard.model import Standard
from cupel.standard.semver import MAJOR, PATCH, STEPS, raised


def draft_edition(state: DraftState) -> Edition:
    """The draft as an edition, with the labels, revisions and lineage it would have if it were finished now.

    Owners are those of the base; what they approved there says nothing about it. It has no dates.
    """
    lineage, judged = edges(state), verdicts(state)
    clauses = {uid: _revision(state, uid, judged.get(uid)) for uid in state.tree.walk()}
    head = state.head
    return Edition(
        standard_key=state.base.standard_key,
        edition=state.edition_key,
        version=_version(state, lineage),
        status="draft",
        content="full",
        title=head.title or state.base.title,
        label=head.label,
        scope=state.base.scope if head.scope is None else head.scope,
        owners=tuple(
            EditionOwner(owner=each.owner, role=each.role, joined_on=each.joined_on) for each in state.base.owners
        ),
        notes=head.notes or {},
        entries=_entries(state, None, clauses),
        clauses=clauses,
        lineage=_in_order((*state.standard.lineage, *lineage)),
    )


def finished(state: DraftState, *, status: str = "draft", dates: EditionDates | None = None) -> Standard:
    """The standard with the draft as a further edition; saved and loaded it is the same.

    Changed clauses have the next version after that of the base: a patch if editorial, minor if clarified, else major.
    """
    edition = replace(draft_edition(state), status=status, dates=dates or EditionDates())
    known = {each.edition: replace(each, lineage=edition.lineage) for each in state.standard.editions.values()}
    revisions = {(clause.uid, clause.revision): clause for clause in edition.clauses.values()}
    return replace(
        state.standard,
        editions={**known, edition.edition: edition},
        clauses={**state.standard.clauses, **revisions},
        lineage=edition.lineage,
    )


def _revision(state: DraftState, uid: str, verdict: Verdict | None) -> ClauseRevision:
    """The clause with its version: as it is where it is new or the same."""
    if uid not in state.base.clauses:
        return state.clauses[uid]
    if verdict is None:
        return state.base.clauses[uid]
    taken = {revision for other, revision in state.standard.clauses if other == uid}
    before = state.base.clauses[uid].revision
    return replace(state.clauses[uid], revision=raised(before, STEPS[verdict.kind], taken))


def _version(state: DraftState, lineage: tuple[LineageEdge, ...]) -> str:
    """The next after the base's: major where clauses came, went, or demand another thing."""
    kinds = [edge.kind for edge in lineage if edge.kind != "moved"]
    step = min((STEPS[kind] if kind in JUDGED else MAJOR for kind in kinds), default=PATCH)
    return raised(state.base.version, step, {each.version for each in state.standard.editions.values()})


def _entries(state: DraftState, parent: str | None, clauses: Mapping[str, ClauseRevision]) -> tuple[EditionEntry, ...]:
    return tuple(
        EditionEntry(
            uid=uid,
            revision=clauses[uid].revision,
            label=state.labels.used[uid],
            children=_entries(state, uid, clauses),
        )
        for uid in state.tree.below(parent)
    )


def _in_order(lineage: tuple[LineageEdge, ...]) -> tuple[LineageEdge, ...]:
    """In the order in which files of lineage are read."""
    return tuple(sorted(lineage, key=lambda edge: f"{edge.from_edition}-{edge.to_edition}.yaml"))

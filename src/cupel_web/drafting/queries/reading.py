"""A draft as it stands: its state, and what pages ask of it, computed once for each edit.

States are immutable; the last ones stay in memory by the id of the edit they come after, so that a page costs the edits
made since the page before.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from cupel.errors import StandardError
from cupel.standard import ClauseDiff, Edition, EditionDiff, diff_editions
from cupel.standard.drafting import (
    DraftState,
    Mistake,
    Term,
    Translation,
    Verdict,
    advanced,
    begun,
    draft_edition,
    mistakes,
    terms_used,
    translations,
    verdicts,
)
from cupel_web.drafting.models import Draft, EditRecord
from cupel_web.standards.queries import standard_named

KEPT = 32
"""Drafts whose newest state stays in memory."""


@dataclass(frozen=True)
class Reading:
    """A draft after some edits."""

    state: DraftState

    @property
    def number(self) -> int:
        """How many edits it has."""
        return len(self.state.edits)

    @cached_property
    def edition(self) -> Edition:
        """The edition that it is."""
        return draft_edition(self.state)

    @cached_property
    def diff(self) -> EditionDiff:
        """What differs from the base."""
        return diff_editions(self.state.base, self.edition)

    @cached_property
    def diffs(self) -> dict[str, ClauseDiff]:
        """The clauses whose content differs, by uid."""
        return {each.new.uid: each for each in self.diff.clauses if each.new}

    @cached_property
    def mistakes(self) -> list[Mistake]:
        """What is wrong with it."""
        from cupel.diligence import VOCABULARY  # reads numba, which no process needs to start

        return mistakes(self.state, VOCABULARY)

    def brings(self, before: "Reading") -> list[StandardError]:
        """What is wrong with it and was not with the draft ``before``."""
        known = {str(each.error) for each in before.mistakes}
        return [each.error for each in self.mistakes if str(each.error) not in known]

    @cached_property
    def verdicts(self) -> dict[str, Verdict]:
        """The kind of each clause's change."""
        return dict(verdicts(self.state))

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Definitions and where they are used."""
        return terms_used(self.edition)

    @cached_property
    def translations(self) -> tuple[Translation, ...]:
        """Which texts are translated, and which translations are out of date."""
        return translations(self.state)

    def label(self, uid: str) -> str:
        """The label of a clause as it stands, else as the base had it."""
        return self.state.labels.used.get(uid) or self.state.base.labels.get(uid, "")


@dataclass
class _Known:
    """The newest reading of a draft, after the edit with this number and id; number 0 is the base."""

    number: int
    edit: str
    reading: Reading


_known: OrderedDict[str, _Known] = OrderedDict()
_lock = Lock()


def reading_of(draft: Draft) -> Reading:
    """The draft as it stands; one query."""
    known = _known.get(draft.public_id)
    since = list(draft.edits.filter(number__gte=known.number) if known else draft.edits.all())
    if known is not None and known.number and (not since or since[0].public_id != known.edit):
        known, since = None, list(draft.edits.all())
    if known is None:
        known = _Known(0, "", Reading(begun_of(draft)))
    elif known.number:
        since = since[1:]
    if since:
        last = since[-1]
        known = _Known(last.number, last.public_id, Reading(_after(known.reading.state, since)))
    _keep(draft.public_id, known)
    return known.reading


def reading_at(draft: Draft, number: int) -> Reading:
    """The draft as it stood after its ``number``-th edit."""
    return Reading(_after(begun_of(draft), draft.edits.filter(number__lte=number)))


def begun_of(draft: Draft) -> DraftState:
    """The base, as nobody has edited it."""
    return begun(standard_named(draft.standard), base=draft.base, edition=draft.edition, language=draft.language)


def _after(state: DraftState, records: Iterable[EditRecord]) -> DraftState:
    for record in records:
        state = advanced(state, record.edit)
    return state


def _keep(draft: str, known: _Known) -> None:
    with _lock:
        _known[draft] = known
        _known.move_to_end(draft)
        while len(_known) > KEPT:
            _known.popitem(last=False)

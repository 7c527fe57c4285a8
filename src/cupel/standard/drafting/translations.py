"""Which texts of a draft are translated, and which translations are of a text that has changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from cupel.standard.clause import ClauseRevision
from cupel.standard.drafting.content_edits import PARTS
from cupel.standard.drafting.state import DraftState, Placed, text_hash
from cupel.standard.edition import Edition
from cupel.standard.model import Standard
from cupel.standard.semver import semver
from cupel.standard.texts import Texts

TranslationState: TypeAlias = Literal["present", "stale", "missing"]


@dataclass(frozen=True, kw_only=True)
class Translation:
    """One text in one further language; ``source`` is the hash of the text as it stands now."""

    uid: str
    part: str
    language: str
    state: TranslationState
    source: str


def translations(state: DraftState, languages: Iterable[str] | None = None) -> tuple[Translation, ...]:
    """Per clause, part and language whether a text is translated, in printed order.

    Without ``languages``: all that any text of the draft is in. A translation without a text is stale too.
    """
    wanted = tuple(languages) if languages is not None else languages_of(state)
    return tuple(
        _translation(state, uid, part, language)
        for uid in state.tree.walk()
        for part in PARTS
        for language in wanted
        if language != state.language and getattr(state.clauses[uid], part)
        if state.language in getattr(state.clauses[uid], part) or language in getattr(state.clauses[uid], part)
    )


def languages_of(state: DraftState) -> tuple[str, ...]:
    """The further languages that texts of the draft are in."""
    found = {tag for clause in state.clauses.values() for part in PARTS for tag in getattr(clause, part)}
    return tuple(sorted(found - {state.language}))


def _translation(state: DraftState, uid: str, part: str, language: str) -> Translation:
    texts: Texts = getattr(state.clauses[uid], part)
    source = text_hash(texts.get(state.language, ""))
    found: TranslationState = "missing"
    if language in texts:
        current = state.language in texts and state.translated.get(Placed(uid, part, language)) == source
        found = "present" if current else "stale"
    return Translation(uid=uid, part=part, language=language, state=found, source=source)


def translated_before(standard: Standard, edition: Edition, language: str) -> Mapping[Placed, str]:
    """The hash of the text that each translation of an edition was made of, as far as revisions tell.

    A translation belongs to the text that stood beside it in the revision that brought it: one that stayed while its
    text was reworded is stale.
    """
    found: dict[Placed, str] = {}
    for uid, history in _histories(standard, edition).items():
        for part in PARTS:
            for tag, source in _sources([getattr(clause, part) for clause in history], language).items():
                found[Placed(uid, part, tag)] = text_hash(source)
    return found


def _histories(standard: Standard, edition: Edition) -> dict[str, list[ClauseRevision]]:
    """By uid the revisions up to the one that the edition prints."""
    found: dict[str, list[ClauseRevision]] = {uid: [] for uid in edition.clauses}
    for clause in sorted(standard.clauses.values(), key=lambda clause: semver(clause.revision)):
        if clause.uid in found and semver(clause.revision) < semver(edition.clauses[clause.uid].revision):
            found[clause.uid].append(clause)
    return {uid: [*before, edition.clauses[uid]] for uid, before in found.items()}


def _sources(history: list[Texts], language: str) -> dict[str, str]:
    """By language the text that stood beside the translation when it came."""
    found: dict[str, str] = {}
    before: Texts = {}
    for texts in history:
        came = {tag: texts.get(language, "") for tag in texts if before.get(tag) != texts[tag]}
        found = {tag: source for tag, source in (found | came).items() if tag in texts and tag != language}
        before = texts
    return found


def brought(state: DraftState, uid: str, **parts: Texts) -> DraftState:
    """With the translations that came together with their text, by part."""
    clause = state.clauses[uid]
    found = {
        Placed(uid, part, tag): text_hash(getattr(clause, part).get(state.language, ""))
        for part, texts in parts.items()
        for tag in texts
        if tag != state.language
    }
    return replace(state, translated={**state.translated, **found})


def inherited(state: DraftState, old: str, new: str) -> DraftState:
    """With the translations of a clause that goes on under another uid."""
    found = {placed._replace(uid=new): source for placed, source in state.translated.items() if placed.uid == old}
    return replace(state, translated={**state.translated, **found})

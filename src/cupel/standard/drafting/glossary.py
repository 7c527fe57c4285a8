"""Terms that a standard defines, and where it uses them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cupel.standard.drafting.content_edits import PARTS
from cupel.standard.drafting.lineage import predecessor
from cupel.standard.drafting.state import DraftState
from cupel.standard.edition import Edition
from cupel.standard.texts import Texts

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of writing without spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""
_ASIDE = re.compile(r"\s*\(([^()]+)\)\s*$")
_LEAST_STEM = 3


@dataclass(frozen=True, kw_only=True)
class Use:
    """How often a part of a clause uses a term in one language."""

    uid: str
    part: str
    language: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Term:
    """A definition, the term it defines, by language, and its uses outside itself in printed order."""

    uid: str
    term: Texts
    uses: tuple[Use, ...]

    @property
    def used_by(self) -> tuple[str, ...]:
        """The clauses that use it, in printed order."""
        return tuple(dict.fromkeys(use.uid for use in self.uses))


def terms_used(edition: Edition) -> tuple[Term, ...]:
    """Every clause that is a definition as a term: its title, and what stands in brackets behind it.

    Words are compared whole, in any case, with the endings of a plural; of terms within one another the longest counts.
    """
    defined = {uid: clause.title for uid, clause in edition.clauses.items() if clause.kind == "definition"}
    uses: dict[str, list[Use]] = {uid: [] for uid in defined}
    finders = {language: _Finder(defined, language) for language in _languages(defined)}
    for _entry, clause, _depth in edition.walk():
        for part in PARTS:
            texts: Texts = getattr(clause, part)
            for language, finder in finders.items():
                for uid, count in finder.found(texts.get(language, "")).items():
                    if uid != clause.uid:
                        uses[uid].append(Use(uid=clause.uid, part=part, language=language, count=count))
    ordered = [entry.uid for entry, _clause, _depth in edition.walk() if entry.uid in defined]
    return tuple(Term(uid=uid, term=defined[uid], uses=tuple(uses[uid])) for uid in ordered)


def redefined(state: DraftState, edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """By definition of ``edition``, the draft, that has another content than in the base: the clauses that use it."""
    return {
        term.uid: term.used_by
        for term in terms_used(edition)
        if predecessor(state, term.uid) is not None and state.changed(term.uid)
    }


def _languages(defined: Mapping[str, Texts]) -> list[str]:
    return sorted({language for title in defined.values() for language in title})


class _Finder:
    """Finds all terms of one language in one pass over a text."""

    def __init__(self, defined: Mapping[str, Texts], language: str) -> None:
        owners = {form: uid for uid, title in defined.items() for form in _forms(title.get(language, ""))}
        self.uids = [owners[form] for form in sorted(owners, key=lambda form: (-len(form), form))]
        patterns = [_pattern(form) for form in sorted(owners, key=lambda form: (-len(form), form))]
        self.pattern = re.compile("|".join(f"({pattern})" for pattern in patterns), re.IGNORECASE)

    def found(self, text: str) -> Counter[str]:
        """How often each definition's term stands in ``text``."""
        if not self.uids or not text:
            return Counter()
        return Counter(self.uids[(match.lastindex or 1) - 1] for match in self.pattern.finditer(text))


def _forms(title: str) -> Iterator[str]:
    """The term, and its short form where one stands behind it in brackets."""
    aside = _ASIDE.search(title)
    plain = title[: aside.start()] if aside else title
    if plain.strip():
        yield plain.strip().casefold()
    if aside:
        yield aside[1].strip().casefold()


def _pattern(form: str) -> str:
    words = [re.escape(word) for word in form.split()]
    if _UNSPACED.search(form):
        return r"\s*".join(words)
    last = words[-1]
    if last.endswith("y") and len(last) > _LEAST_STEM:
        last = f"{last[:-1]}(?:y|ies)"
    inner = r"[\s-]+".join([*words[:-1], last])
    return rf"(?<!\w){inner}(?:s|es)?(?!\w)"

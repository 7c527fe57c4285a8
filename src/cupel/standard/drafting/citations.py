"""Texts that cite a clause by its number, where the number is no longer that of the clause."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cupel.standard.drafting.content_edits import PARTS
from cupel.standard.drafting.state import DraftState

_DECIMAL = re.compile(r"\d+\.\d+")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_NAMED = re.compile(r"\w+(?:\W+\w+)+")
_CITING = re.compile(
    r"(?:clause|section|chapter|criteri|requirement|article|annex|paragraph|part|point|provision|"
    r"chapitre|exigence|partie|alinéa|cláusula|sección|capítulo|requisito|artículo|anexo|párrafo|"
    r"seção|artigo|parágrafo|abschnitt|kapitel|artikel|anhang|absatz|第|见|條|条)[^.;:!?]{0,40}$",
    re.IGNORECASE,
)
"""A number such as 2.3 is a quantity unless one of these words precedes it in its sentence."""


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A text that names ``label``, in the base the clause ``cited``; ``now`` is its label in the draft, if any."""

    uid: str
    part: str
    language: str
    label: str
    cited: str
    now: str | None


def renamed_citations(state: DraftState) -> tuple[Citation, ...]:
    """Citations that lead elsewhere than in the base, or nowhere.

    In a text that was reworded a number that a clause of the draft has is taken as meant. Labels of one figure or word
    are not looked for.
    """
    renamed = {
        label: uid
        for uid, label in state.base.labels.items()
        if state.labels.used.get(uid) != label and _NAMED.fullmatch(label)
    }
    if not renamed:
        return ()
    longest_first = sorted(renamed, key=lambda label: (-len(label), label))
    pattern = re.compile(rf"(?<![0-9A-Za-z.])(?:{'|'.join(map(re.escape, longest_first))})(?!\.?[0-9A-Za-z])")
    return tuple(citation for uid in state.tree.walk() for citation in _in_clause(state, uid, pattern, renamed))


def _in_clause(state: DraftState, uid: str, pattern: re.Pattern[str], renamed: dict[str, str]) -> Iterator[Citation]:
    in_use = set(state.labels.used.values())
    for part in PARTS:
        before = getattr(state.base.clauses.get(uid), part, {})
        for language, text in getattr(state.clauses[uid], part).items():
            for label in dict.fromkeys(_cited(pattern, text)):
                if text == before.get(language) or label not in in_use:
                    cited = renamed[label]
                    now = state.labels.used.get(cited)
                    yield Citation(uid=uid, part=part, language=language, label=label, cited=cited, now=now)


def _cited(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        before = _POINT.sub("_", text[: match.start()])
        if not _DECIMAL.fullmatch(match[0]) or _CITING.search(before):
            yield match[0]

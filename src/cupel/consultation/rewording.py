"""A proposed change as the wording it asks for, where it plainly is one; else nobody guesses."""

import re

from rapidfuzz import fuzz

from cupel.consultation.versions import ALIKE
from cupel.standard import slots

_QUOTED = r"[\"“”„«»‘’‚']([^\"“”„«»]+?)[\"“”„«»‘’‚']"
_REPLACE = re.compile(
    rf"^\W*(?:replace|change|ersetze|ändere)\s+{_QUOTED}\s+(?:with|by|to|durch|in|zu)\s+{_QUOTED}\W*$", re.IGNORECASE
)
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+")


def reworded(text: str, change: str) -> str | None:
    """The ``text`` of a clause as a proposed ``change`` would have it; None where that is not plain.

    It is where the change says what words to replace by which, or is the text, or one sentence of it, written anew. A
    slot of a parameter is never written over: a commenter reads its value.
    """
    change = change.strip()
    quoted = _REPLACE.match(change)
    if quoted is not None:
        return _put(text, *quoted.groups())
    nearest = max((text.strip(), *_sentences(text)), key=lambda part: fuzz.ratio(part, change))
    return _put(text, nearest, change) if nearest and fuzz.ratio(nearest, change) >= ALIKE else None


def _put(text: str, old: str, new: str) -> str | None:
    """With the one place that says ``old`` saying ``new``."""
    if text.count(old) != 1 or slots(old) or old == new:
        return None
    return text.replace(old, new)


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN_SENTENCES.split(text) if part.strip()]

"""How binding a sentence is, by the words that standards use for it."""

import re

_WORDS = {
    "must": "must|shall|muss|müssen|hat zu|haben zu|doit|doivent|debe|deben|deberá|deberán|deve|devem|deverá|deverão",
    "should": "should|sollte|sollten|soll|sollen|devrait|devraient|debería|deberían|deveria|deveriam",
    "may": "may|darf|dürfen|peut|peuvent|puede|pueden|pode|podem",
}
_PATTERNS = {level: re.compile(rf"\b({words})\b", re.IGNORECASE) for level, words in _WORDS.items()}


def level_in(text: str) -> str | None:
    """The most binding level that a word of the text says; None where none does."""
    return next((level for level, pattern in _PATTERNS.items() if pattern.search(text)), None)

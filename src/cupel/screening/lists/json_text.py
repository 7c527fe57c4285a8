"""JSON from outside as Python values that can be kept."""

import json
from typing import Any


def loads(text: str) -> Any:
    """The value of a JSON text.

    Raises :class:`ValueError` where it is none, is nested too deeply, or holds half of a character (a lone surrogate),
    which no UTF-8 file can keep.
    """
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise ValueError(text[:80]) from error
    if "\\ud" in text.lower():
        json.dumps(value, ensure_ascii=False).encode()
    return value

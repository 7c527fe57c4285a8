"""Numbers that are typed before a title or a sentence, as standards and laws write them."""

import re
from dataclasses import dataclass
from itertools import takewhile

_WORD = (
    "annex|appendix|article|chapter|clause|part|principle|section|title|anhang|anlage|artikel|kapitel|teil|abschnitt|annexe|"
    "chapitre|partie|titre|anexo|artículo|capítulo|parte|sección|título|artigo|seção|secção|allegato|articolo|capitolo"
)
_COUNT = r"\d{1,3}(?:\.\d{1,3})*(?:\.?[a-z])?"
_NUMBER = (
    rf"(?:[A-Z]{{2,4}}(?:\.[A-Z]{{2,4}})?-\d{{1,3}}|[A-Z]{{0,4}}{_COUNT}|[A-Z]\.{_COUNT}|[IVXLC]{{1,7}}(?:\.{_COUNT})?)"
    "(?![A-Za-z0-9])"
)
_NAMED = re.compile(
    rf"({_WORD})\s+({_NUMBER}|[A-Z](?![A-Za-z0-9]))\s*(?:\((?:normative|informative)\))?\s*[.:)–—-]*\s*", re.IGNORECASE
)
_PLAIN = re.compile(rf"({_NUMBER})(?:[.)]|(?=\s|$|:))\s*[:–—-]*\s*")
_LETTERED = re.compile(r"([A-Z])(?:[.)]\s+|\t+\s*)")
_DOTTED = re.compile(rf"[A-Z]{{0,4}}\d{{1,3}}\.{_COUNT}|[A-Z]\.{_COUNT}|[IVXLC]+\.{_COUNT}|[A-Z.]+-\d{{1,3}}")
_PARTS = re.compile(r"\d+|[A-Za-z]+")


@dataclass(frozen=True)
class Typed:
    """A number and what follows it."""

    label: str
    rest: str


def typed_label(text: str) -> Typed | None:
    """The number at the beginning of a heading; None where there is none. A number alone is a label without a title."""
    for pattern in (_NAMED, _PLAIN, _LETTERED):
        found = pattern.match(text)
        if found:
            label = " ".join(group for group in found.groups() if group)
            return Typed(label, text[found.end() :].strip())
    return None


def is_dotted(label: str) -> bool:
    """Whether a label has several steps, such as ``4.2`` or ``A.1``: only then a number before a sentence names it."""
    return bool(_DOTTED.fullmatch(label))


def is_named(label: str) -> bool:
    """Whether a label says what it numbers, such as ``Annex II``."""
    return bool(_NAMED.fullmatch(label))


def is_label(text: str) -> bool:
    """Whether a cell holds a number and nothing else."""
    words = text.strip().rstrip(".)")
    return bool(re.fullmatch(_NUMBER, words)) or bool(_NAMED.fullmatch(text.strip()))


def steps(label: str) -> tuple[str, ...]:
    """The steps of a label: ``V1.2.3`` has ``V``, ``1``, ``2``, ``3``."""
    return tuple(_PARTS.findall(label))


def follows(label: str, before: str, above: tuple[str, ...]) -> bool:
    """Whether ``label`` can come after ``before`` in a numbered text with the open labels ``above``.

    It is the first below an open one, the next of the last one or of an open one, or the first of another letter.
    """
    own = steps(label)
    if len(own) == 2 and own[0].isalpha() and own[1] == "1":
        return True
    candidates = [steps(open_label) for open_label in (*above, before)]
    if any(own in ((*known, "1"), (*known, "0")) for known in candidates):
        return True
    return any(_is_next(own, known[: len(own)]) for known in candidates if len(known) >= len(own))


def _is_next(own: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Of two labels of as many steps: the first step that differs is one more, and what is below it begins anew."""
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(own, known, strict=True))))
    if same == len(own):
        return False
    one, other = known[same], own[same]
    rises = int(other) - int(one) in (1, 2) if one.isdigit() and other.isdigit() else _after(one, other)
    return rises and all(step in ("1", "a") for step in own[same + 1 :])


def _after(one: str, other: str) -> bool:
    return len(one) == len(other) and one.isalpha() and other.isalpha() and one < other

"""Where a comment belongs: its clause as written, found among the clauses of the draft.

Only a label written as it is printed is taken as it stands. Everything else is a suggestion with its reason, for
somebody to confirm: another spelling, a number of an earlier edition, a title, the clause above one that is not there,
or what the comment itself names.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from cupel.consultation.clauses import ClauseBook, Key, label_key
from cupel.consultation.data import GENERAL
from cupel.messages import _
from cupel.sheets import plain

CLAUSE_WORDS = frozenset({
    "clause", "clauses", "cl", "subclause", "section", "sections", "sec", "article", "art",
    "paragraph", "para", "chapter", "requirement", "criterion", "no", "nr", "cláusula", "clausula",
    "sección", "seccion", "artículo", "articulo", "apartado", "capítulo", "capitulo", "requisito",
    "criterio", "paragraphe", "par", "chapitre", "exigence", "critère", "critere", "abschnitt",
    "ziffer", "absatz", "abs", "kapitel", "anforderung", "seção", "secao", "artigo", "item",
    "ponto", "пункт", "раздел", "статья", "п", "条款", "条", "款", "章", "节", "第", "項", "箇条",
})  # fmt: skip
"""Words that come with a label and say nothing about which."""

WHOLE = frozenset(map(plain, (
    "general", "all", "whole document", "entire document", "overall", "document", "n/a", "na", "-",
    "—", "general comment", "general comments", "todo", "todo el documento", "documento",
    "comentario general", "général", "générale", "tout le document", "ensemble du document",
    "allgemein", "gesamtes dokument", "ganzes dokument", "geral", "todo o documento",
    "comentário geral", "общие", "全文", "总体", "通用", "整体", "一般",
)))  # fmt: skip
"""What is written for the whole document, as :func:`~cupel.sheets.plain` compares it; empty stands for it too."""

MENTION = re.compile(r"(?<![\w.])(?:\d{1,3}(?:\.\d{1,3})+|[A-Z](?:\.\d{1,3})+|[IVX]{1,5}(?:\.\d{1,3})+)(?![\w]|\.\d)")
SEVERAL = re.compile(r"\s*(?:[,;/&–—+]|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bto\b|和|、|及|至)\s*", re.IGNORECASE)
LEAST_TITLE, TOLD_APART = 80.0, 3.0
"""Likeness (of 100) from which a title may be meant, and by how much the next must be less."""

LEAST_WORDS = 0.4
"""Likeness (of 1) of a comment's words to those of a title from which it may be meant."""

MOST = 5
"""Other clauses named with a suggestion."""


class Ground(StrEnum):
    """Why a clause is the one: ``label`` and ``whole document`` need no confirmation."""

    LABEL = "label"
    WHOLE = "whole document"
    REPEATED = "label printed twice"
    SPELLING = "spelling"
    FORMER = "earlier edition"
    TITLE = "title"
    ABOVE = "clause above"
    ANCHOR = "named in the comment"
    TEXT = "words of the comment"
    NONE = "not found"


SURE = frozenset({Ground.LABEL, Ground.WHOLE})


@dataclass(frozen=True, kw_only=True)
class Placement:
    """``uid``: the clause found or suggested, :data:`~cupel.consultation.data.GENERAL`, or None. ``others`` are further
    uids that may be meant; ``reason`` is one sentence.
    """

    uid: str | None
    ground: Ground
    reason: str
    others: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether nobody needs to confirm it."""
        return self.ground in SURE


Way = Callable[[str, ClauseBook], Placement | None]


def place(written: str, book: ClauseBook, *, text: str = "") -> Placement:
    """The clause that ``written`` names, else one that ``text`` of the comment does."""
    if plain(written) in WHOLE or not written.strip():
        return Placement(uid=GENERAL, ground=Ground.WHOLE, reason=_("It is on the whole document."))
    ways: tuple[Way, ...] = (_by_label, _by_spelling, _by_former, _by_title, _by_first_of_several, _by_above)
    found = next((found for way in ways if (found := way(written, book))), None)
    return found or place_by_text(text, book)


def place_by_text(text: str, book: ClauseBook) -> Placement:
    """A clause that a comment without a clause of its own names: by number, by an example or reference, by title."""
    ways: tuple[Way, ...] = (_by_mention, _by_anchor, _by_title_within, _by_rare_words)
    found = next((found for way in ways if (found := way(text, book))), None)
    return found or Placement(
        uid=None,
        ground=Ground.NONE,
        reason=_("No clause of the draft is called this, in this edition or an earlier one."),
    )


def _by_label(written: str, book: ClauseBook) -> Placement | None:
    clause = book.by_key.get(label_key(written))
    if clause is None or clause.label.casefold() != written.strip().rstrip(".").casefold():
        return None
    same = book.repeated.get(label_key(written))
    if same:
        reason = _("{n} clauses of the draft are called {label}.").format(n=len(same), label=clause.label)
        return Placement(uid=same[0], ground=Ground.REPEATED, reason=reason, others=same[1:])
    others = tuple(uid for former in book.former_by_key.get(label_key(written), ()) for uid in former.uids)
    return Placement(
        uid=clause.uid,
        ground=Ground.LABEL,
        reason=_("It is the label as printed."),
        others=_distinct(others, clause.uid),
    )


def _by_spelling(written: str, book: ClauseBook) -> Placement | None:
    for key in _spellings(written):
        if key in book.by_key:
            clause = book.by_key[key]
            reason = _("'{written}' is another way to write {label}.").format(
                written=written.strip(), label=clause.label
            )
            return Placement(uid=clause.uid, ground=Ground.SPELLING, reason=reason)
    return None


def _by_former(written: str, book: ClauseBook) -> Placement | None:
    for former in (each for key in _spellings(written) for each in book.former_by_key.get(key, ())):
        if former.uids:
            names = ", ".join(book.by_uid[uid].label for uid in former.uids)
            reason = _("{label} of edition {edition} is {now} in this draft.").format(
                label=former.label, edition=former.edition, now=names
            )
            return Placement(uid=former.uids[0], ground=Ground.FORMER, reason=reason, others=former.uids[1:])
        reason = _("{label} of edition {edition} was withdrawn.").format(label=former.label, edition=former.edition)
        return Placement(uid=None, ground=Ground.FORMER, reason=reason)
    return None


def _by_title(written: str, book: ClauseBook) -> Placement | None:
    if sum(letter.isalpha() for letter in written) < 4:
        return None
    titles = [clause.title for clause in book.clauses]
    best = process.extract(_words_only(written), titles, scorer=fuzz.ratio, processor=_words_only, limit=MOST)
    if not best or best[0][1] < LEAST_TITLE:
        return None
    close = [book.clauses[place].uid for _title, score, place in best if score > best[0][1] - TOLD_APART]
    reason = _("'{written}' reads like the title of {name}.").format(written=written.strip(), name=book.name(close[0]))
    return Placement(uid=close[0], ground=Ground.TITLE, reason=reason, others=tuple(close[1:]))


def _by_first_of_several(written: str, book: ClauseBook) -> Placement | None:
    parts = [part for part in SEVERAL.split(written) if part.strip()]
    if len(parts) < 2:
        return None
    found = [each.uid for part in parts if (each := _by_label(part, book) or _by_spelling(part, book)) and each.uid]
    if not found:
        return None
    labels = ", ".join(book.by_uid[uid].label for uid in found)
    reason = _("Several clauses are named: {labels}; this is the first.").format(labels=labels)
    return Placement(uid=found[0], ground=Ground.SPELLING, reason=reason, others=_distinct(found[1:], found[0]))


def _by_above(written: str, book: ClauseBook) -> Placement | None:
    for key in _spellings(written):
        for length in range(len(key) - 1, 0, -1):
            if key[:length] in book.by_key and any(piece.isdigit() for piece in key[:length]):
                clause = book.by_key[key[:length]]
                reason = _("There is no '{written}' in this draft; {name} is the clause above it.").format(
                    written=written.strip(), name=book.name(clause.uid)
                )
                return Placement(uid=clause.uid, ground=Ground.ABOVE, reason=reason)
    return None


def _by_mention(text: str, book: ClauseBook) -> Placement | None:
    named = [book.by_key[key].uid for label in MENTION.findall(text) if (key := label_key(label)) in book.by_key]
    named += [book.by_key[key].uid for label in _introduced(text) if (key := label_key(label)) in book.by_key]
    if not named:
        return None
    reason = _("The comment names {label}.").format(label=book.by_uid[named[0]].label)
    return Placement(uid=named[0], ground=Ground.ANCHOR, reason=reason, others=_distinct(named[1:], named[0]))


def _by_anchor(text: str, book: ClauseBook) -> Placement | None:
    lowered = " ".join(text.lower().split())
    held = [anchor for anchor in book.by_anchor if _stands_in(anchor, lowered)]
    if not held:
        return None
    anchor = max(held, key=len)
    clause = book.by_anchor[anchor]
    reason = _("The comment names '{anchor}', which stands in {name}.").format(
        anchor=anchor, name=book.name(clause.uid)
    )
    return Placement(uid=clause.uid, ground=Ground.ANCHOR, reason=reason)


def _by_title_within(text: str, book: ClauseBook) -> Placement | None:
    """The longest title of which all words stand in the comment side by side, and no other as long does."""
    lowered = f" {_words_only(text)} "
    titles = [(_words_only(clause.title), clause) for clause in book.clauses]
    held = [(len(words), clause) for words, clause in titles if len(words) >= 4 and f" {words} " in lowered]
    if not held:
        return None
    longest = max(length for length, _clause in held)
    best = [clause.uid for length, clause in held if length == longest]
    reason = _("The comment has the words of the title of {name}.").format(name=book.name(best[0]))
    return Placement(uid=best[0], ground=Ground.TEXT, reason=reason, others=tuple(best[1:MOST]))


def _by_rare_words(text: str, book: ClauseBook) -> Placement | None:
    """The title that shares the rarest words with the comment."""
    if not book.clauses or not text.strip():
        return None
    import numpy as np

    from cupel.standard.changes.matching import cosine, stems

    alike = cosine([text.replace("_", " ")], [clause.title for clause in book.clauses], stems)[0]
    best = [int(place) for place in np.argsort(-alike, kind="stable")[:MOST] if alike[place] >= LEAST_WORDS]
    if not best:
        return None
    uids = [book.clauses[place].uid for place in best]
    reason = _("The comment shares rare words with the title of {name}.").format(name=book.name(uids[0]))
    return Placement(uid=uids[0], ground=Ground.TEXT, reason=reason, others=tuple(uids[1:]))


def _spellings(written: str) -> Iterator[Key]:
    """Keys that a label as written may stand for: as it is, then without the words that only say that it is a label."""
    key = label_key(written)
    yield key
    bare = tuple(piece for piece in key if piece not in CLAUSE_WORDS)
    if bare and bare != key:
        yield bare


def _introduced(text: str) -> Iterator[str]:
    """Labels of one number that a word such as ``section`` comes before."""
    words = "|".join(sorted(map(re.escape, CLAUSE_WORDS), key=len, reverse=True))
    for found in re.finditer(rf"(?<!\w)(?:{words})\.?\s+(\d{{1,3}}|[A-Z])(?![\w.]*\d)\b", text, re.IGNORECASE):
        yield found[1]


def _stands_in(anchor: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(anchor)}(?!\w)", text) is not None


def _words_only(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _distinct(uids: Iterable[str], first: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(uid for uid in uids if uid != first))[:MOST]

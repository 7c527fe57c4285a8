"""Why comments may say the same, in one sentence."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from cupel.consultation.clauses import ClauseBook
from cupel.consultation.clusters.data import Likeness
from cupel.consultation.clusters.facts import Facts, unit_of
from cupel.consultation.clusters.said import Said
from cupel.consultation.data import GENERAL
from cupel.messages import _, ngettext
from cupel.standard.units import tidy, with_unit

CODES = {"month": "MON", "day": "DAY", "hour": "HUR", "kg": "KGM", "%": "P1"}
KG_PER_T = 1000
SHOWN = 4
"""Facts named at most."""


def reason_for(group: Sequence[Said], likeness: Likeness, facts: Facts, book: ClauseBook) -> str:
    """One sentence: how many comments, on what, in which languages, and what they share."""
    told = {
        "n": len(group),
        "where": _where(group, book),
        "languages": _listed(sorted({language_name(each.language) for each in group})),
        "facts": _listed([fact_words(fact) for fact in _first(facts)]),
    }
    sentences = {
        Likeness.IDENTICAL: _("{n} comments {where} in {languages} have the same text."),
        Likeness.NEAR: _("{n} comments {where} in {languages} have nearly the same text."),
        Likeness.SIMILAR: _("{n} comments {where} in {languages} say it in similar words."),
        Likeness.FACTS: _("{n} comments {where} in {languages} name the same: {facts}."),
    }
    return sentences[likeness].format(**told)


def fact_words(fact: str) -> str:
    """A fact for people: ``2 years``, ``1 Jan 2027``, ``"legitimate interest"``."""
    unit = unit_of(fact)
    if unit == "date":
        return format_date(date.fromisoformat(fact), "medium", locale="en")
    if unit:
        number = Decimal(fact.split(" ", maxsplit=1)[0])
        years, rest = divmod(number, 12)
        if unit == "month" and years and not rest:
            return with_unit(int(years), "ANN")
        if unit == "kg" and number >= KG_PER_T:
            return with_unit(tidy(number / KG_PER_T), "TNE")
        return with_unit(tidy(number), CODES[unit])
    return _("a wish to delete") if fact == "delete" else fact


def language_name(language: str) -> str:
    """A language by its name; its tag where it has none."""
    try:
        return Locale.parse(language).english_name or language
    except (UnknownLocaleError, ValueError):
        return language or _("an unknown language")


def _first(facts: Facts) -> list[str]:
    """Dates, then amounts, then the others."""
    return sorted(facts, key=lambda fact: (unit_of(fact) != "date", not unit_of(fact), fact))[:SHOWN]


def _where(group: Sequence[Said], book: ClauseBook) -> str:
    clauses = list(dict.fromkeys(each.clause for each in group if each.clause is not None))
    if not clauses:
        return _("not placed yet")
    names = [_("the whole document") if uid == GENERAL else book.by_uid[uid].label for uid in clauses]
    return ngettext("on {names}", "on {names}", len(names)).format(names=_listed(names))


def _listed(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])

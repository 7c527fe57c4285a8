"""What a text says in any language alike: quantities, dates, quoted terms, codes of documents, and a wish to delete.

How a language writes months, units and decimals is CLDR's knowledge, through Babel; words it lacks are added here.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.units import UnknownUnitError, format_unit

UNITS: Mapping[str, tuple[str, int]] = {
    "duration-year": ("month", 12),
    "duration-month": ("month", 1),
    "duration-week": ("day", 7),
    "duration-day": ("day", 1),
    "duration-hour": ("hour", 1),
    "mass-tonne": ("kg", 1000),
    "mass-kilogram": ("kg", 1),
    "percent": ("%", 1),
}
"""CLDR's units, and what they are said in here: 2 years are 24 months in any language."""

MORE_WORDS: Mapping[str, tuple[str, ...]] = {
    "mass-tonne": ("t", "ton", "tons", "tonne", "tonnes", "tonelada", "toneladas", "吨"),
    "duration-month": ("个月", "月", "mois", "meses"),
    "duration-day": ("日", "jours", "dias"),
    "duration-year": ("年", "anos", "années", "annees"),
    "percent": ("%", "per cent"),
}
LETTERS_OF_UNITS = frozenset({"t", "т", "%"})
"""Units of one letter; others are too often something else."""

DELETE = re.compile(
    r"\b(?:delet|remov|strike out|suprim|elimin|borr(?:ar|en)|supprim|exclu[ai]r|retirar|streich|gestrichen|удал)"
    r"|删除|删去|削除",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[\"“”„«‟「『‹]\s*([^\"“”„«»‟「」『』‹›]{2,60}?)\s*[\"“”»‟」』›]")
CODE = re.compile(r"(?<![A-Za-z])([A-Z]{2,8})[\s/-]{0,3}(?:[A-Z]{2,6}\s+)?(\d{2,6}(?:-\d{1,3})?)(?![\w.]*\d)")
NUMBER = re.compile(r"(?<![A-Za-z\d.,])\d(?:[\d.,'’ \u00a0\u202f]*\d)?")
ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
DOTTED_DAY = re.compile(r"\b(\d{1,2})([./])(\d{1,2})\2(\d{4})\b")
HAN_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
FIRST_IS_MONTH = frozenset({"en"})

LANGUAGES = 64
"""Languages whose words are kept ready."""

Facts = frozenset[str]


def facts_of(text: str, language: str) -> Facts:
    """``"24 month"``, ``"2027-01-01"``, ``'"legitimate interest"'``, ``"ISO 20400"``, ``"delete"``: as many as it says.

    Bare numbers are facts too; those that are part of a date or a code are not told twice.
    """
    plain = unicodedata.normalize("NFKC", text)
    tongue = language.split("-", maxsplit=1)[0].lower() or "en"
    found = {f'"{term.casefold()}"' for term in QUOTED.findall(plain)}
    dates, rest = _dates(plain, tongue)
    codes = {" ".join(parts) for parts in CODE.findall(rest)}
    found |= dates | codes | set(_quantities(CODE.sub(" ", rest), tongue))
    return frozenset(found | ({"delete"} if DELETE.search(plain) else set()))


def sort_of(fact: str) -> str:
    """Of what sort a fact is: two of one sort that differ are about different things. Empty where that does not follow,
    as with bare numbers.
    """
    if fact.startswith('"'):
        return "term"
    return "code" if CODE.fullmatch(fact) else unit_of(fact)


def unit_of(fact: str) -> str:
    """What a quantity is counted in, ``date`` for a date; empty for other facts."""
    if ISO_DAY.fullmatch(fact):
        return "date"
    number, _space, unit = fact.partition(" ")
    return unit if unit in {said for said, _times in UNITS.values()} and number[:1].isdigit() else ""


def _dates(text: str, language: str) -> tuple[set[str], str]:
    """The days named, and the text without them."""
    found: set[str] = set()

    def keep(year: str, month: str | int, day: str) -> str:
        try:
            found.add(date(int(year), int(month), int(day)).isoformat())
        except ValueError:
            return f"{year} {month} {day}"
        return " "

    text = ISO_DAY.sub(lambda at: keep(at[1], at[2], at[3]), text)
    text = HAN_DAY.sub(lambda at: keep(at[1], at[2], at[3]), text)
    if language not in FIRST_IS_MONTH:
        text = DOTTED_DAY.sub(lambda at: keep(at[4], at[3], at[1]), text)
    months, day_first, month_first = _months(language)
    text = day_first.sub(lambda at: keep(at[3], months[at[2].casefold()], at[1]), text)
    return found, month_first.sub(lambda at: keep(at[3], months[at[1].casefold()], at[2]), text)


def _quantities(text: str, language: str) -> Iterator[str]:
    units = _units(language)
    for found in NUMBER.finditer(text):
        number = _number(found[0], language)
        if number is None:
            continue
        unit = units.match(text, found.end())
        if unit:
            said, times = UNITS[_unit_words(language)[unit[1].casefold()]]
            yield f"{_plainly(number * times)} {said}"
        else:
            yield _plainly(number)


def _number(written: str, language: str) -> Decimal | None:
    """A number as ``language`` writes it; None for what only looks like one, as the label 1.3.2 does."""
    decimal, group = _symbols(language)
    bare = re.sub(r"[\s'’]", "", written)
    if group.strip() and group in bare:
        if not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:{re.escape(decimal)}\d+)?", bare):
            return None
        bare = bare.replace(group, "")
    try:
        return Decimal(bare.replace(decimal, "."))
    except InvalidOperation:
        return None


def _plainly(number: Decimal) -> str:
    return f"{number.normalize():f}"


@lru_cache(LANGUAGES)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache(LANGUAGES)
def _symbols(language: str) -> tuple[str, str]:
    symbols = _locale(language).number_symbols
    latin = symbols.get("latn", symbols)
    return latin["decimal"], latin["group"]


@lru_cache(LANGUAGES)
def _months(language: str) -> tuple[Mapping[str, int], re.Pattern[str], re.Pattern[str]]:
    """Number by name of month, and how a day is written: the day first, or the month."""
    of_year = _locale(language).months
    kinds = [of_year[context][width] for context in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    names = {name.strip(".").casefold(): number for kind in kinds for number, name in kind.items()}
    known = sorted((re.escape(name) for name in names if not name[0].isdigit()), key=len, reverse=True)
    words = "|".join(known) or "(?!)"
    day, joint = r"(\d{1,2})(?:\.|er|st|nd|rd|th|º|°)?", r"\.?,?\s+(?:de\s+|del\s+|of\s+)?"
    first = re.compile(rf"\b{day}\s+(?:de\s+|of\s+)?({words}){joint}(\d{{4}})\b", re.IGNORECASE)
    return names, first, re.compile(rf"\b({words})\.?\s+{day},?\s+(\d{{4}})\b", re.IGNORECASE)


@lru_cache(LANGUAGES)
def _unit_words(language: str) -> Mapping[str, str]:
    """CLDR's unit by each word for it, in its forms for one and for many."""
    words = {word: unit for unit, more in MORE_WORDS.items() for word in more}
    for unit in UNITS:
        for count in (1, 2, 5, 21):
            for length in ("long", "short"):
                word = _unit_word(count, unit, length, language)
                if len(word) > 1 or word in LETTERS_OF_UNITS or word > "\u2e80":
                    words.setdefault(word, unit)
    return {word: unit for word, unit in words.items() if word}


def _unit_word(count: int, unit: str, length: str, language: str) -> str:
    try:
        text = format_unit(count, unit, length=length, locale=_locale(language))  # type: ignore[arg-type]
    except UnknownUnitError:
        return ""
    word = unicodedata.normalize("NFKC", text).replace(str(count), "").strip().casefold()
    return "" if word == unit else word.strip(".")


@lru_cache(LANGUAGES)
def _units(language: str) -> re.Pattern[str]:
    """A word of a unit after a number, a hyphen or a space between."""
    words = sorted(_unit_words(language), key=len, reverse=True)
    ends = "|".join(re.escape(word) + ("" if word > "\u2e80" or word == "%" else r"\b") for word in words)
    return re.compile(rf"[\s\u00a0\u202f-]{{0,2}}({ends})", re.IGNORECASE)

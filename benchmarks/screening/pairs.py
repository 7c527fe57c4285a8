"""Pairs of names of which it is known whether they name one party: from real lists, and made by kind of difficulty."""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice

import polars as pl

from benchmarks.screening import words
from benchmarks.screening.changes import FORMS, NICKNAMES, ROMAN, SPOKEN, legal_form, respell, script
from benchmarks.screening.lists import WatchList
from benchmarks.screening.sets import COINED, FAMILY, GIVEN, PLACES, TRADE, name_key

WORD = r"[^\W_]+"
PER_GROUP = 80
REAL = 1000
LEAST_ALIKE = 0.25
LOOKED_AT = 60
SCHEMA = {"group": pl.String, "kind": pl.String, "left": pl.String, "right": pl.String, "same": pl.Boolean}

Pair = tuple[str, str, str, str, bool]


def labelled(given: WatchList, *, seed: int) -> pl.DataFrame:
    """pair_id, group, kind, left, right, same. Groups that start with "list" are real names."""
    chance = random.Random(seed)
    rows = [*_from_lists(given, chance), *_from_scripts(given, chance), *_made(chance)]
    frame = pl.DataFrame(list(dict.fromkeys(rows)), SCHEMA, orient="row")
    return frame.with_row_index("n").select(pl.format("p{}", "n").alias("pair_id"), pl.exclude("n"))


def trigrams(name: str) -> frozenset[str]:
    """Groups of three letters, the ends of words included."""
    text = f"  {' '.join(re.findall(WORD, name.lower()))} "
    return frozenset(text[n : n + 3] for n in range(len(text) - 2))


def alike(left: frozenset[str], right: frozenset[str]) -> float:
    """Share of trigrams in common (Dice)."""
    return 2 * len(left & right) / max(len(left) + len(right), 1)


def _from_lists(given: WatchList, chance: random.Random) -> Iterator[Pair]:
    """Two names of one entry that differ but share trigrams, against names of two entries of one publisher that share
    a word; entries with a name in common are left out, since they may be one party listed twice.
    """
    strong = given.named().filter(pl.col("kind") != "weak alias", pl.col("name").str.contains(r"^[!-~]+ [ -~]+$"))
    for kind in ("person", "organisation"):
        rows = strong.filter(pl.col("entity_kind") == kind).group_by("entity_id", maintain_order=True).agg("name")
        bearers: dict[str, list[str]] = dict(rows.iter_rows())
        for left, right in islice(_aliases(bearers, chance), REAL // 4):
            yield "list, aliases", kind, left, right, True
        for left, right in islice(_strangers(bearers, chance), REAL // 4):
            yield "list, aliases", kind, left, right, False


def _aliases(bearers: dict[str, list[str]], chance: random.Random) -> Iterator[tuple[str, str]]:
    for entity in chance.sample(list(bearers), len(bearers)):
        if len(bearers[entity]) > 1:
            left, right = chance.sample(bearers[entity], 2)
            one, other = name_key(left), name_key(right)
            if one != other and alike(trigrams(one), trigrams(other)) >= LEAST_ALIKE:
                yield left, right


def _strangers(bearers: dict[str, list[str]], chance: random.Random) -> Iterator[tuple[str, str]]:
    keys = {entity: {name_key(name) for name in names} for entity, names in bearers.items()}
    with_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entity, names in bearers.items():
        for name in names:
            for word in name_key(name).split():
                with_word[word].append((entity, name))
    for entity in chance.sample(list(bearers), len(bearers)):
        left = chance.choice(bearers[entity])
        near = [pair for word in name_key(left).split() for pair in with_word[word] if pair[0].startswith(entity[:4])]
        others = [
            (alike(trigrams(left), trigrams(name)), name)
            for other, name in chance.sample(near, min(len(near), LOOKED_AT))
            if other != entity and keys[other].isdisjoint(keys[entity])
        ]
        if others:
            yield left, max(others)[1]


def _nearest(name: str, others: list[str]) -> list[str]:
    """Three other names, the most alike first."""
    ranked = sorted(others, key=lambda other: -alike(trigrams(name), trigrams(other)))
    return [other for other in ranked if other != name][:3]


def _from_scripts(given: WatchList, chance: random.Random) -> Iterator[Pair]:
    """A name in its own script and its Latin form, against the most alike Latin name of another such entry."""
    rows = given.named().filter(pl.col("kind") != "weak alias", pl.col("entity_kind") == "person")
    own = rows.filter(pl.col("name").str.contains(r"^[^A-Za-z]*[\p{Arabic}\p{Cyrillic}\p{Hangul}\p{Han}][^A-Za-z]*$"))
    latin = dict(rows.filter(pl.col("kind") == "primary").select("entity_id", "name").iter_rows())
    written = [(entity, name) for entity, name in own.select("entity_id", "name").iter_rows() if entity in latin]
    for entity, name in chance.sample(written, len(written)):
        others = [latin[other] for other, _name in chance.sample(written, LOOKED_AT) if other != entity]
        yield "list, scripts", "person", latin[entity], name, True
        yield "list, scripts", "person", _nearest(latin[entity], others)[0], name, False


def _made(chance: random.Random) -> Iterator[Pair]:
    for group, (kind, make) in MAKERS.items():
        for n in range(PER_GROUP):
            left, right = make(chance, n % 2 == 0)
            if chance.random() < 0.5:
                left, right = right, left
            yield group, kind, left, right, n % 2 == 0


def _full(chance: random.Random) -> tuple[str, str]:
    return chance.choice(GIVEN), chance.choice(FAMILY)


def _other(chance: random.Random, pool: list[str], *taken: str) -> str:
    return chance.choice([word for word in pool if word not in taken])


def _nickname(chance: random.Random, same: bool) -> tuple[str, str]:
    given, other = chance.sample(list(NICKNAMES), 2)
    family, short = chance.choice(FAMILY), chance.choice(NICKNAMES[given if same else other])
    return f"{given.title()} {family}", f"{short.title()} {family}"


def _given_name(chance: random.Random, same: bool) -> tuple[str, str]:
    """A spelling of the same given name; or a namesake by family."""
    spelled = chance.choice(words.records("spellings"))
    first, second = chance.sample(spelled, 2)
    family, third = chance.choice(FAMILY), chance.choice(GIVEN)
    if not same:
        second = chance.choice([word for group in words.records("spellings") for word in group if group != spelled])
    return f"{first.title()} {third} {family}", f"{second.title()} {third} {family}"


def _initial(chance: random.Random, same: bool) -> tuple[str, str]:
    given, family = _full(chance)
    letter = given[0] if same else _other(chance, GIVEN, given)[0]
    while not same and letter == given[0]:
        letter = _other(chance, GIVEN, given)[0]
    return f"{given} {family}", f"{letter}. {family}"


def _father(chance: random.Random, same: bool) -> tuple[str, str]:
    """A patronymic left out; or two that contradict each other."""
    given, (one, other) = chance.choice(RUSSIAN), chance.sample(words.column("fathers"), 2)
    family = chance.choice([name for name in FAMILY if name.endswith(("ov", "ev", "enko"))])
    return f"{given} {one} {family}", f"{given} {family}" if same else f"{given} {other} {family}"


def _order(chance: random.Random, same: bool) -> tuple[str, str]:
    """Family name first; or the words of a name in a name with another one."""
    given, family = _full(chance)
    second = _other(chance, GIVEN, given)
    shown = f"{given} {second}" if same else f"{second} {_other(chance, GIVEN, given, second)}"
    return f"{given} {second} {family}", f"{family.upper()}, {shown}"


def _sounds(chance: random.Random, same: bool) -> tuple[str, str]:
    given, family = _full(chance)
    left = f"{given} {family}"
    if same:
        return left, respell(left, chance) or left.upper()
    return left, f"{given} {chance.choice(_nearest(family, FAMILY))}"


def _scripts(chance: random.Random, same: bool) -> tuple[str, str]:
    given, family = _full(chance)
    left = f"{given} {family}"
    shown = left if same else f"{chance.choice(_nearest(given, GIVEN))} {chance.choice(_nearest(family, FAMILY))}"
    return left, script(shown, chance) or shown


def _glued(chance: random.Random, same: bool) -> tuple[str, str]:
    """Two given names written as one; or one of them another."""
    given, family = _full(chance)
    second = _other(chance, GIVEN, given)
    glued = f"{given}{(second if same else _other(chance, GIVEN, given, second)).lower()}"
    return f"{given} {second} {family}", f"{glued} {family}"


def _stem(chance: random.Random) -> str:
    return f"{chance.choice(COINED)} {chance.choice(TRADE)}"


def _legal_form(chance: random.Random, same: bool) -> tuple[str, str]:
    """Another writing of the legal form, or none; or another firm in the same trade of the same form."""
    stem, form = _stem(chance), chance.choice(list(FORMS))
    left = f"{stem} {form}"
    if same:
        return left, legal_form(left, chance) or stem
    return left, f"{_other(chance, COINED, stem.split()[0])} {stem.split()[1]} {form}"


def _company_word(chance: random.Random, same: bool) -> tuple[str, str]:
    """A word of the trade abbreviated or in another language; or replaced by one that says something else."""
    group, other = chance.sample(words.records("company_words"), 2)
    first, second = chance.sample(group, 2)
    name = f"{chance.choice(COINED)} {chance.choice(PLACES)}"
    return f"{name} {first.title()}", f"{name} {(second if same else other[0]).title()}"


def _number(chance: random.Random, same: bool) -> tuple[str, str]:
    stem, value = _stem(chance), chance.randint(2, 7)
    other = value if same else chance.choice([n for n in SPOKEN if n != value])
    return f"{stem} No. {value}", f"{stem} {chance.choice([ROMAN[other], SPOKEN[other].title(), f'No {other:02d}'])}"


def _place(chance: random.Random, same: bool) -> tuple[str, str]:
    """A firm's name with its place added; or its sister elsewhere."""
    stem, (place, other) = _stem(chance), chance.sample(PLACES, 2)
    return f"{stem} {place} Ltd", f"{stem} {place}, Limited" if same else f"{stem} {other} Ltd"


def _brand(chance: random.Random, same: bool) -> tuple[str, str]:
    """A typing error in a coined name; or the most alike coined name in the same trade."""
    name, trade = chance.choice(COINED), chance.sample(TRADE, 2)
    at = chance.randrange(2, len(name) - 1)
    other = name[:at] + name[at + 1 :] if same else _nearest(name, COINED)[0]
    return f"{name} {' '.join(trade)} LLC", f"{other} {' '.join(trade)} LLC"


def _generic(chance: random.Random, same: bool) -> tuple[str, str]:
    """Words of the trade in another order, a mark between; or one of them another."""
    coined, (one, two, three) = chance.choice(COINED), chance.sample(TRADE, 3)
    left = f"{coined} {one} and {two} Co"
    return left, f"{coined} {two} & {one} Company" if same else f"{_other(chance, COINED, coined)} {one} and {three} Co"


RUSSIAN = ["Alexei", "Andrei", "Boris", "Dmitry", "Igor", "Mikhail", "Nikolai", "Sergei", "Vladimir", "Yuri"]
MAKERS: dict[str, tuple[str, Callable[[random.Random, bool], tuple[str, str]]]] = {
    "nicknames": ("person", _nickname),
    "given names": ("person", _given_name),
    "initials": ("person", _initial),
    "patronymics": ("person", _father),
    "word order": ("person", _order),
    "sounds": ("person", _sounds),
    "scripts": ("person", _scripts),
    "glued words": ("person", _glued),
    "legal forms": ("organisation", _legal_form),
    "company words": ("organisation", _company_word),
    "numerals": ("organisation", _number),
    "places": ("organisation", _place),
    "coined names": ("organisation", _brand),
    "generic words": ("organisation", _generic),
}
"""Groups of made pairs: the kind of party, and what makes a pair that is the same or is not."""

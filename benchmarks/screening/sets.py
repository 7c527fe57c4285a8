"""Parties to screen: listed names written differently, and names that are not listed; which is which is known."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator

import polars as pl

from benchmarks.screening import words
from benchmarks.screening.changes import OF_KIND
from benchmarks.screening.lists import WatchList

CHANGED_SHARE = 0.3
SECOND_CHANGE = 0.2
LIGHT = ("typing error", "missing letter", "capitals and marks", "word order")
STANDS_FOR = words.first_of("spellings")


def parties(given: WatchList, *, size: int, seed: int) -> pl.DataFrame:
    """subject_id, kind, name, change, source: ``size`` parties in random order. ``change`` names how a listed name,
    ``source``, was changed; both are null for a name that is not listed.
    """
    chance = random.Random(seed)
    changed = list(_changed(given, round(size * CHANGED_SHARE), chance))
    rows = [*changed, *_clean(given, size - len(changed), chance)]
    chance.shuffle(rows)
    schema = {"kind": pl.String, "name": pl.String, "change": pl.String, "source": pl.String}
    return (
        pl.DataFrame(rows, schema, orient="row")
        .with_row_index("number")
        .select(pl.format("s{}", "number").alias("subject_id"), pl.exclude("number"))
    )


def name_key(name: str) -> str:
    """What is one name for the labels: its words in any order and spelling; capitals, marks and legal forms aside."""
    parts = _words(name)
    telling = [part for part in parts if part not in FORM_WORDS] or parts
    return " ".join(sorted(STANDS_FOR.get(part, part) for part in telling))


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"['’.]", "", name.lower()))


FORM_WORDS = frozenset(
    word for parts in [*words.records("legal_forms"), words.column("forms")] for form in parts for word in _words(form)
)


Row = tuple[str, str, str | None, str | None]


def _changed(given: WatchList, size: int, chance: random.Random) -> Iterator[Row]:
    """As many of each kind of change; some get a light one on top."""
    sources = given.named().filter(
        pl.col("entity_kind").is_in(list(OF_KIND)),
        pl.col("kind") != "weak alias",
        pl.col("name").str.contains(r"^[ -~]+$"),
        pl.col("name").str.len_chars().is_between(8, 60),
        pl.col("name").str.contains(r"\w{3,} .*\w{3,}"),
    )
    pool = {kind: rows["name"].to_list() for (kind,), rows in sources.partition_by("entity_kind", as_dict=True).items()}
    ways = [(change, [kind for kind in OF_KIND if change in OF_KIND[kind]]) for change in _all_changes()]
    for n in range(size):
        change, kinds = ways[n % len(ways)]
        kind = chance.choice(kinds)
        source, name = _apply(kind, change, pool[kind], chance)
        if chance.random() < SECOND_CHANGE and name.isascii():
            name = OF_KIND[kind][chance.choice(LIGHT)](name, chance) or name
        yield kind, name, change, source


def _all_changes() -> list[str]:
    return list(dict.fromkeys(change for changes in OF_KIND.values() for change in changes))


def _apply(kind: str, change: str, pool: list[str], chance: random.Random) -> tuple[str, str]:
    while True:
        source = chance.choice(pool)
        name = OF_KIND[kind][change](source, chance)
        if name is not None and name != source:
            return source, name


def _clean(given: WatchList, size: int, chance: random.Random) -> Iterator[Row]:
    """A third each: people, invented companies, mixtures of listed words; none bears a listed name."""
    listed = {name_key(name) for name in given.name["name"]}
    makers = (_person, _company, _Mixer(given))
    made = 0
    while made < size:
        kind, name = makers[made % len(makers)](chance)
        if name_key(name) not in listed:
            made += 1
            yield kind, name, None, None


GIVEN, FAMILY, COINED, TRADE, PLACES, FORMS = (
    words.column(name) for name in ("given", "family", "coined", "trade", "places", "forms")
)


def _person(chance: random.Random) -> tuple[str, str]:
    given = chance.sample(GIVEN, 2 if chance.random() < 0.3 else 1)
    family = chance.sample(FAMILY, 2 if chance.random() < 0.2 else 1)
    return "person", " ".join([*given, *family])


def _company(chance: random.Random) -> tuple[str, str]:
    start = chance.choice([COINED, COINED, PLACES, FAMILY])
    parts = [chance.choice(start), *chance.sample(TRADE, chance.randint(1, 3)), chance.choice([*FORMS, ""])]
    if chance.random() < 0.2:
        parts.insert(1, chance.choice(PLACES))
    if chance.random() < 0.05:
        parts.insert(-1, str(chance.randint(1, 99)))
    return "organisation", " ".join(parts).strip()


class _Mixer:
    """Words that listed names of one kind bear, each from another entry, as many as a listed name has."""

    def __init__(self, given: WatchList) -> None:
        self.names: dict[str, list[list[str]]] = defaultdict(list)
        for name, kind in given.named().select("name", "entity_kind").iter_rows():
            if kind in OF_KIND and name.isascii() and " " in name:
                self.names[kind].append(name.split())

    def __call__(self, chance: random.Random) -> tuple[str, str]:
        kind = chance.choice(list(self.names))
        shape = chance.choice(self.names[kind])
        donors = [chance.choice(self.names[kind]) for _word in shape]
        return kind, " ".join(donor[min(n, len(donor) - 1)] for n, donor in enumerate(donors))

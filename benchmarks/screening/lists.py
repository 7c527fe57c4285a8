"""Real names to screen against, and a list ten times longer made from them."""

import csv
import random
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import polars as pl

EMPTY = "-0-"
KINDS = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft"}
NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
VOWELS = "aeiou"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class WatchList:
    """``entity``: entity_id, kind. ``name``: entity_id, name, kind, one row per name as published."""

    entity: pl.DataFrame
    name: pl.DataFrame

    def named(self) -> pl.DataFrame:
        """entity_id, entity_kind, name, kind: names with the kind of who bears them."""
        return self.name.join(
            self.entity.select("entity_id", entity_kind="kind"), on="entity_id", maintain_order="left"
        )

    def part(self, *, names: int, seed: int) -> "WatchList":
        """Entities by lot, as many as bear ``names`` names at most, in the list's order."""
        bearers = self.name.group_by("entity_id", maintain_order=True).len()
        drawn = bearers.sample(fraction=1.0, shuffle=True, seed=seed).filter(pl.col("len").cum_sum() <= names)
        kept = pl.col("entity_id").is_in(drawn["entity_id"].implode())
        return WatchList(self.entity.filter(kept), self.name.filter(kept))


def read(folder: Path) -> WatchList:
    """OFAC's list of 2021 and the UN's, from the folder of reference data; persons' names family name last."""
    rows = [*_ofac(folder / "lists/ofac_2021"), *_united_nations(folder / "lists/un/UN_consolidated.xml")]
    names = pl.DataFrame(rows, ["entity_id", "entity_kind", "name", "kind"], orient="row").unique(maintain_order=True)
    entities = names.group_by("entity_id", maintain_order=True).agg(kind=pl.first("entity_kind"))
    return WatchList(entities, names.drop("entity_kind"))


def _ofac(folder: Path) -> list[tuple[str, str, str, str]]:
    kinds: dict[str, str] = {}
    rows = []
    for number, name, kind, *_rest in _records(folder / "sdn.csv"):
        kinds[number] = KINDS.get(kind, "organisation")
        rows.append((f"ofac-{number}", kinds[number], _spoken(name, kinds[number]), "primary"))
    for number, _alias, how, name, *_rest in _records(folder / "alt.csv"):
        if number in kinds:
            alias = "former" if how == "fka" else "alias"
            rows.append((f"ofac-{number}", kinds[number], _spoken(name, kinds[number]), alias))
    return rows


def _records(path: Path) -> list[list[str]]:
    with path.open(encoding="latin-1", newline="") as file:
        rows = [[field.strip() for field in row] for row in csv.reader(file)]
    return [[field if field != EMPTY else "" for field in row] for row in rows if len(row) > 3]


def _spoken(name: str, kind: str) -> str:
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and kind == "person" else name


def _united_nations(path: Path) -> list[tuple[str, str, str, str]]:
    rows = []
    for tag, kind in (("INDIVIDUAL", "person"), ("ENTITY", "organisation")):
        for record in ElementTree.parse(path).getroot().iter(tag):
            key = f"un-{record.findtext('REFERENCE_NUMBER')}"
            primary = " ".join(part.strip() for each in NAME_PARTS if (part := record.findtext(each)))
            aliases = [
                (alias.findtext("ALIAS_NAME") or "", "weak alias" if alias.findtext("QUALITY") == "Low" else "alias")
                for alias in record.iter(f"{tag}_ALIAS")
            ]
            original = (record.findtext("NAME_ORIGINAL_SCRIPT") or "", "alias")
            named = [(primary, "primary"), original, *aliases]
            rows += [(key, kind, name.strip(), how) for name, how in named if name.strip()]
    return rows


def longer(given: WatchList, *, times: int, seed: int) -> WatchList:
    """The list and invented entries, until it holds ``times`` as many. An invented entry takes the shape of a listed
    one; each word is kept, exchanged for one that entries of that kind bear, or changed in one letter, so that words
    repeat as in the original while the vocabulary grows.
    """
    chance = random.Random(seed)
    named = given.named()
    words = {
        kind: [word for name in names for word in name.split()]
        for kind, names in named.group_by("entity_kind").agg("name").sort("entity_kind").iter_rows()
    }
    entities, rows = [given.entity], [given.name]
    for copy in range(1, times):
        entities.append(given.entity.with_columns(pl.col("entity_id") + f"-{copy}"))
        made = [_reworded(name, words[kind], chance) for name, kind in named.select("name", "entity_kind").iter_rows()]
        rows.append(given.name.with_columns(pl.col("entity_id") + f"-{copy}", name=pl.Series(made)))
    return WatchList(pl.concat(entities), pl.concat(rows))


def _reworded(name: str, words: list[str], chance: random.Random) -> str:
    def other(word: str) -> str:
        way = chance.random()
        if way < 0.25 or len(word) < 4:
            return word
        if way < 0.75:
            return chance.choice(words)
        at = chance.randrange(1, len(word))
        letters = VOWELS if word[at].lower() in VOWELS else LETTERS
        return word[:at] + chance.choice(letters) + word[at + 1 :]

    return " ".join(other(word) for word in name.split())

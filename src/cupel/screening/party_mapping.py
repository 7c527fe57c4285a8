"""What headings and words of a company's tables mean; they are data (``mappings/parties.yaml``)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

from cupel.sheets import plain


@dataclass(frozen=True)
class PartyMapping:
    """Plain words (:func:`~cupel.chain.intake.headings.plain`): names that files and sheets of parties have, headings
    by column in the order in which they win, kinds of parties by word; ``sha256`` of the
    file.
    """

    files: frozenset[str]
    headings: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    sha256: str

    def bound(self, headings: Iterable[str]) -> dict[str, str]:
        """The heading of each column that ``headings`` have; a heading serves one column."""
        present = {plain(heading): heading for heading in reversed(tuple(headings))}
        found: dict[str, str] = {}
        for column, words in self.headings.items():
            heading = next((present.pop(word) for word in words if word in present), None)
            if heading is not None:
                found[column] = heading
        return found

    def names_parties(self, stem: str) -> bool:
        """Whether a file or sheet is called after parties, digits aside."""
        return "".join(char for char in plain(stem) if not char.isdigit()) in self.files


@cache
def party_mapping() -> PartyMapping:
    """The mapping that comes with the engine."""
    text = (files("cupel.screening") / "mappings" / "parties.yaml").read_text(encoding="utf-8")
    data = YAML(typ="safe", pure=True).load(text)
    return PartyMapping(
        files=frozenset(plain(word) for word in data["files"]),
        headings={
            column: tuple(dict.fromkeys(plain(str(word)) for word in (column, *words)))
            for column, words in data["columns"].items()
        },
        kinds={plain(str(word)): kind for kind, words in data["kinds"].items() for word in words},
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )

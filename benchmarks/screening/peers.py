"""The other systems, each used as its own documentation shows."""

import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.screening.lists import WatchList

KEPT = 20
"""Best entries kept per party."""

ROWS_AT_ONCE = 500

Screen = Callable[[pl.DataFrame], pl.DataFrame]
SCHEMATA = {"person": "Person", "organisation": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}
HIT = {"subject_id": pl.String, "entity_id": pl.String, "score": pl.Float64}


def brute_force(given: WatchList) -> Screen:
    """rapidfuzz: Indel similarity of the sorted words of every party and every listed name."""
    import numpy as np
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    names = [sorted_words(name) for name in given.name["name"]]
    entities = given.name["entity_id"].to_numpy()

    def screen(parties: pl.DataFrame) -> pl.DataFrame:
        found = []
        for part in parties.iter_slices(ROWS_AT_ONCE):
            words = [sorted_words(name) for name in part["name"]]
            scores = cdist(words, names, scorer=Indel.normalized_similarity, dtype=np.float32, workers=1)
            best = np.argpartition(-scores, KEPT, axis=1)[:, :KEPT]
            frame = {
                "subject_id": np.repeat(part["subject_id"].to_numpy(), KEPT),
                "entity_id": entities[best.ravel()],
                "score": np.take_along_axis(scores, best, axis=1).ravel().astype(np.float64),
            }
            found.append(pl.DataFrame(frame, HIT))
        return pl.concat(found)

    return screen


def sorted_words(name: str) -> str:
    """Lower case, without marks and signs, words in alphabetical order."""
    from rapidfuzz.utils import default_process

    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return " ".join(sorted(default_process("".join(letters)).split()))


def indel_pairs(pairs: pl.DataFrame) -> list[float]:
    """rapidfuzz on two names."""
    from rapidfuzz.distance import Indel

    rows = pairs.select("left", "right").iter_rows()
    return [Indel.normalized_similarity(sorted_words(left), sorted_words(right)) for left, right in rows]


def matcher(name: str) -> Callable[[WatchList], Screen]:
    """nomenklatura: candidates of its blocker, each compared by the algorithm ``name``."""

    def build(given: WatchList) -> Screen:
        from followthemoney import Dataset
        from nomenklatura.blocker import Index
        from nomenklatura.resolver import Linker
        from nomenklatura.store import MemoryStore

        compare = _compare(name)
        dataset = Dataset.make({"name": "list", "title": "list"})
        store: Any = MemoryStore(dataset, Linker({}))
        rows = given.named().group_by("entity_id", "entity_kind", maintain_order=True).agg("name", "kind")
        listed = {}
        with store.writer() as writer:
            for entity_id, kind, names, kinds in rows.iter_rows():
                proxy = _entity(dataset, entity_id, kind, zip(names, kinds, strict=True))
                writer.add_entity(proxy)
                listed[entity_id] = proxy
        folder = tempfile.TemporaryDirectory()
        index = Index(store.default_view(), Path(folder.name))
        index.build()

        def screen(parties: pl.DataFrame, _keep: Any = folder) -> pl.DataFrame:
            asked = {
                subject_id: _entity(dataset, subject_id, kind, [(name, "primary")])
                for subject_id, kind, name in parties.select("subject_id", "kind", "name").iter_rows()
            }
            return pl.DataFrame(_best(index.match_entities(asked.values()), asked, listed, compare), HIT, orient="row")

        return screen

    return build


def _best(
    blocked: Iterable[tuple[Any, list[tuple[Any, float]]]],
    asked: dict[str, Any],
    listed: dict[str, Any],
    compare: Callable[[Any, Any], float],
) -> Iterator[tuple[str, str, float]]:
    for subject, candidates in blocked:
        query = asked[subject.id]
        scored = ((compare(query, listed[other.id]), other.id) for other, _weight in candidates)
        for score, entity_id in sorted(scored, reverse=True)[:KEPT]:
            yield subject.id, entity_id, score


def matcher_pairs(name: str) -> Callable[[pl.DataFrame], list[float]]:
    """nomenklatura's algorithm ``name`` on two names."""

    def score(pairs: pl.DataFrame) -> list[float]:
        from followthemoney import Dataset

        compare, dataset = _compare(name), Dataset.make({"name": "pairs", "title": "pairs"})
        return [
            compare(*(_entity(dataset, f"{n}-{side}", kind, [(text, "primary")]) for side, text in enumerate(names)))
            for n, (kind, *names) in enumerate(pairs.select("kind", "left", "right").iter_rows())
        ]

    return score


def _compare(name: str) -> Callable[[Any, Any], float]:
    from nomenklatura.matching import get_algorithm

    algorithm: Any = get_algorithm(name)
    config = algorithm.default_config()
    return lambda query, listed: float(algorithm.compare(query, listed, config).score)


def _entity(dataset: Any, key: str, kind: str, names: Iterable[tuple[str, str]]) -> Any:
    from followthemoney import StatementEntity

    properties: dict[str, list[str]] = {"name": [], "alias": [], "weakAlias": []}
    for name, how in names:
        where = {"primary": "name", "weak alias": "weakAlias"}.get(how, "alias")
        properties[where].append(name)
    data = {"id": key, "schema": SCHEMATA[kind], "properties": properties}
    return StatementEntity.from_data(dataset, data, cleaned=False)

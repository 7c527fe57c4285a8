"""An entity of FollowTheMoney as it lies in a line of JSON, with the entities nested in it."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cupel.screening.lists.record import clean

Texts = Mapping[str, list[str]]


class Entity(NamedTuple):
    """An entity; ``parent`` is the id of the one it is nested in."""

    id: str
    schema: str
    properties: Texts
    target: bool
    datasets: list[str]
    referents: list[str]
    parent: str | None


def entities_in(document: Any, parent: str | None = None) -> Iterator[Entity]:
    """The entity ``document`` and all nested in it. Raises :class:`ValueError` where it is no entity."""
    properties = document.get("properties") if isinstance(document, dict) else None
    if not isinstance(properties, dict) or not isinstance(document.get("id"), str):
        raise ValueError(document)
    if not isinstance(document.get("schema"), str) or not all(isinstance(found, list) for found in properties.values()):
        raise ValueError(document)
    yield Entity(
        document["id"],
        document["schema"],
        {name: [text for value in found if (text := _text(value))] for name, found in properties.items()},
        bool(document.get("target")),
        _texts(document.get("datasets")),
        _texts(document.get("referents")),
        parent,
    )
    for found in properties.values():
        for value in found:
            if isinstance(value, dict):
                yield from entities_in(value, document["id"])


def _text(value: Any) -> str | None:
    """A value as text, an entity as its id; None where there is nothing."""
    if isinstance(value, dict):
        value = value.get("id")
    if not isinstance(value, str | int | float | None):
        raise ValueError(value)
    return None if value is None else clean(str(value))


def _texts(values: Any) -> list[str]:
    return [str(value) for value in values] if isinstance(values, list) else []

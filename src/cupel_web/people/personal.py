"""Where personal data lies: each app says what it holds about a person, how to hand it over and how to erase it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cupel_web.kernel.models import User

Export = Callable[[User], list[dict[str, Any]]]
Erase = Callable[[User], None]


@dataclass(frozen=True, kw_only=True)
class Holding:
    """``name`` of the part in an export; ``export`` gives its rows as plain data; ``erase`` removes what tells who the
    person is and leaves what the record needs (that a seat voted, not who sat on it).
    """

    name: str
    export: Export
    erase: Erase


HOLDINGS: dict[str, Holding] = {}


def holds_personal_data(name: str, *, export: Export, erase: Erase) -> None:
    """Declare a holding; call it in the app's ``ready``. Raises ``ValueError`` for a name that is taken."""
    if name in HOLDINGS:
        raise ValueError(f"{name} is declared twice")
    HOLDINGS[name] = Holding(name=name, export=export, erase=erase)


def exported(person: User) -> dict[str, list[dict[str, Any]]]:
    """All that is held about a person, part by part."""
    return {name: HOLDINGS[name].export(person) for name in sorted(HOLDINGS)}


def erased(person: User) -> None:
    """Erase in every holding, those declared last first: they may look for the account. Call it inside a
    transaction.
    """
    for holding in reversed(HOLDINGS.values()):
        holding.erase(person)

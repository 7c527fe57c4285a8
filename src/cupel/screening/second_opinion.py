"""A second opinion on hits that are neither plain nor faint: another matcher's score, from a process of its own.

The matcher is nomenklatura's logic-v2 (the extra ``ftm``). It is asked about the grey zone only, and its score is
shown beside ours; it changes neither hits nor their order.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from cupel.errors import RunError
from cupel.messages import _
from cupel.screening.evidence import AGREES
from cupel.screening.lists.readers.ftm import NUMBERS
from cupel.screening.opinion_worker import MATCHER, NOT_INSTALLED, PACKAGE
from cupel.screening.profiles import Profile
from cupel.screening.told import ToldHit

Progress = Callable[[str, int, int], None]
EXTRA = "ftm"
GREY_BELOW = 0.9
"""Hits of this score or more are plain, and so is a number in common; the grey zone begins at the threshold."""

COLUMN = "second_opinion"
TOLD_CHARACTERS = 300
"""How much of what the process printed an error repeats."""

WORKER = (sys.executable, "-P", str(Path(__file__).with_name("opinion_worker.py")))
"""``-P``: modules of this folder must not stand in for those of the matcher."""

SCHEMATA = {"person": "Person", "organisation": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}
NAMES = {"primary": "name", "alias": "alias", "former": "previousName", "weak alias": "weakAlias", "maiden": "alias"}
PLACES = {"nationality": ("nationality",), "registration": ("jurisdiction", "country"), "flag": ("flag",)}
SCHEMES = {scheme: name for name, scheme in reversed(NUMBERS.items())}
"""FollowTheMoney's property for each kind of number; the first where there are several."""


@dataclass(frozen=True)
class SecondOpinion:
    """Who was asked about how many hits; the version is not known where there were none."""

    matcher: str
    version: str | None
    hits: int

    def manifest(self) -> dict[str, Any]:
        """The same as plain data, with the upper end of the grey zone."""
        return {"matcher": self.matcher, "version": self.version, "hits": self.hits, "below": GREY_BELOW}


def require_second_matcher() -> None:
    """Raise :class:`~cupel.errors.RunError` unless the second matcher is installed; it is not loaded here."""
    if find_spec(PACKAGE) is None:
        raise _not_installed()


def with_second_opinion(
    told: Sequence[ToldHit], *, progress: Progress | None = None
) -> tuple[tuple[ToldHit, ...], SecondOpinion]:
    """``told`` with :data:`COLUMN` in each hit: the matcher's score in [0, 1], None outside of the grey zone.

    Raises :class:`~cupel.errors.RunError` where the matcher is not installed or does not answer.
    """
    grey = [place for place, each in enumerate(told) if in_grey_zone(each.hit)]
    version, scores = None, dict[int, float]()
    if grey:
        pairs = ({"ours": entity(told[place].ours), "theirs": entity(told[place].theirs)} for place in grey)
        with closing(_answers(pairs)) as answers:
            version = _version(next(answers))
            for number, (place, answer) in enumerate(zip(grey, islice(answers, len(grey)), strict=True), start=1):
                scores[place] = _score(answer)
                if progress:
                    progress("second", number, len(grey))
    asked = (replace(each, hit={**each.hit, COLUMN: scores.get(place)}) for place, each in enumerate(told))
    return tuple(asked), SecondOpinion(MATCHER, version, len(grey))


def in_grey_zone(hit: Mapping[str, Any]) -> bool:
    """Whether another opinion helps: no number in common, and a score that is not plain."""
    return bool(hit["identifier"] != AGREES and hit["score"] < GREY_BELOW)


def entity(profile: Profile) -> dict[str, Any]:
    """A party as FollowTheMoney has it: ``schema`` and ``properties``."""
    found: dict[str, list[str]] = {}
    for name, value in _facts(profile):
        if value and value not in found.setdefault(name, []):
            found[name].append(value)
    return {"schema": SCHEMATA.get(profile["kind"], "LegalEntity"), "properties": found}


def _facts(profile: Profile) -> Iterator[tuple[str, str | None]]:
    for name in profile["names"]:
        yield NAMES[name["kind"]], name["name"]
    for number in profile["numbers"]:
        if number["scheme"] in SCHEMES:
            yield SCHEMES[number["scheme"]], number["value"]
    for birth in profile["births"]:
        yield from (("birthDate", day) for day in _days(birth))
    for place in profile["places"]:
        yield from ((name, place["country"]) for name in PLACES.get(place["role"], ()))
        if place["role"] == "address":
            yield "country", place["country"]
            yield "address", place["text"]


def _days(birth: Mapping[str, str]) -> tuple[str, ...]:
    """A date of birth as exactly as it is known; both years of a range."""
    digits = {"day": 10, "month": 7, "year": 4}.get(birth["precision"])
    if digits:
        return (birth["from"][:digits],)
    return (birth["to"][:4],) if birth["precision"] == "circa" else (birth["from"][:4], birth["to"][:4])


def _answers(pairs: Iterable[Mapping[str, Any]]) -> Generator[Any, None, None]:
    """What the process says, line by line; it ends with the generator."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as asked, tempfile.TemporaryFile() as noise:
        asked.writelines(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs)
        asked.seek(0)
        with subprocess.Popen(WORKER, stdin=asked, stdout=subprocess.PIPE, stderr=noise) as process:  # noqa: S603 - ours
            try:
                assert process.stdout is not None
                yield from map(_parsed, process.stdout)
                code = process.wait()
            finally:
                process.kill()
        noise.seek(0)
        lines = noise.read().decode("utf-8", "replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    raise _not_installed(last) if code == NOT_INSTALLED else _failed(last)


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise _failed(line[:TOLD_CHARACTERS].decode("utf-8", "replace")) from error


def _version(head: Any) -> str:
    if isinstance(head, dict) and head.get("matcher") == MATCHER and isinstance(head.get("version"), str):
        return str(head["version"])
    raise _failed(str(head)[:TOLD_CHARACTERS])


def _score(answer: Any) -> float:
    if isinstance(answer, int | float) and 0 <= answer <= 1:
        return float(answer)
    raise _failed(str(answer)[:TOLD_CHARACTERS])


def _not_installed(told: str = "") -> RunError:
    return RunError(
        _("The second matcher ({package}) is not installed. {told}").format(package=PACKAGE, told=told).strip(),
        code="no-second-matcher",
        remedy=_("Install it with pip install 'cupel[{extra}]', or leave --second-opinion out.").format(extra=EXTRA),
    )


def _failed(told: str) -> RunError:
    return RunError(
        _("The second matcher did not answer as it should: {told}").format(told=told[:TOLD_CHARACTERS] or "–"),
        code="second-opinion-failed",
        remedy=_("Check that cupel[{extra}] is installed as pinned, or leave --second-opinion out.").format(
            extra=EXTRA
        ),
    )

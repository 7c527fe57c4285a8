"""The evidence of a hit in one sentence, and the points that make its score."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from cupel.messages import _
from cupel.screening import knowledge
from cupel.screening.evidence import AGREES, CONFLICTS, CONTRIBUTIONS, FEATURES
from cupel.screening.explain import Aligned, Explanation
from cupel.screening.lists.schemes import normalised
from cupel.screening.profiles import Profile
from cupel.screening.screen import NAME_PART, RARITY_PART, WEAK_ALIAS

Hit = Mapping[str, Any]
"""A row of hits by column."""


class Points(NamedTuple):
    """What one part of the evidence adds to the score."""

    part: str
    points: float


def contributions(hit: Hit) -> list[Points]:
    """The points of a hit by part: their sum, within 0 and 0.999, is the score; a number in common alone makes 1."""
    if hit["identifier"] == AGREES:
        return [Points("identifier", CONTRIBUTIONS["identifier"][AGREES])]
    told = [Points("name", NAME_PART * hit["name_score"]), Points("rarity", RARITY_PART * hit["rarity"])]
    if hit["alias"] == "weak alias":
        told.append(Points("weak alias", -WEAK_ALIAS))
    told += [Points(feature, CONTRIBUTIONS[feature][hit[feature]]) for feature in FEATURES if hit[feature]]
    return told


def sentence(hit: Hit, told: Explanation, ours: Profile, theirs: Profile, others: Iterable[str]) -> str:
    """Which names met and how their words stand to each other, what else agrees or conflicts, which other names of the
    entry fit as well.
    """
    parts = [_names(hit, told), *_words(told), *_forms(told), *_attributes(hit, ours, theirs)]
    told_others = ", ".join(_quoted(name) for name in others)
    if told_others:
        parts.append(_("other names of the entry that fit as well: {names}").format(names=told_others))
    return "; ".join(parts) + "."


def word(token: str) -> str:
    """A compared word for people: a numeral is called one."""
    number = token.removeprefix(knowledge.NUMBER)
    return token if number == token else _("number {number}").format(number=number)


@cache
def country_name(code: str) -> str:
    """``Chile`` for ``CL``; a code that ISO 3166-1 does not know stays as it is."""
    import pycountry

    found = pycountry.countries.get(alpha_2=code)
    return str(getattr(found, "common_name", found.name)) if found else code


def alias_kind(kind: str | None) -> str:
    """The kind of a listed name in words."""
    words = {
        "primary": _("primary name"),
        "alias": _("alias"),
        "former": _("former name"),
        "weak alias": _("weak alias"),
        "maiden": _("maiden name"),
    }
    return words.get(kind or "", _("name"))


def _names(hit: Hit, told: Explanation) -> str:
    names = {
        "ours": _quoted(hit["subject_name"]),
        "theirs": _quoted(hit["listed_name"]),
        "kind": alias_kind(hit["alias"]),
        "score": f"{told.score:.3f}",
    }
    if hit["name_score"] is None:
        return _("{ours} shares a number with the listed {theirs} ({kind}), the names fit to {score} only").format(
            **names
        )
    return _("{ours} fits the listed {theirs} ({kind}) to {score}").format(**names)


def _words(told: Explanation) -> Iterator[str]:
    met = [row for row in told.rows if row.ours is not None and row.theirs is not None]
    same = [word(str(row.ours)) for row in met if row.similarity == 1.0]
    if same:
        yield _("the same: {words}").format(words=", ".join(same))
    near = [_alike(row) for row in met if row.similarity < 1.0]
    if near:
        yield _("alike: {words}").format(words=", ".join(near))
    for side, text in (("ours", _("only ours has {words}")), ("theirs", _("only the list has {words}"))):
        alone = [word(str(getattr(row, side))) for row in told.rows if row not in met and getattr(row, side)]
        if alone:
            yield text.format(words=", ".join(alone))


def _alike(row: Aligned) -> str:
    return _("{ours} and {theirs} ({similarity})").format(
        ours=word(str(row.ours)), theirs=word(str(row.theirs)), similarity=f"{row.similarity:.2f}"
    )


def _forms(told: Explanation) -> Iterator[str]:
    if told.forms_differ:
        yield _("legal forms differ: {ours} and {theirs}").format(
            ours=", ".join(told.our_forms), theirs=", ".join(told.their_forms)
        )


def _attributes(hit: Hit, ours: Profile, theirs: Profile) -> Iterator[str]:
    for feature in FEATURES:
        if hit[feature]:
            yield _ATTRIBUTES[feature](hit[feature], ours, theirs)


def _number(state: str, ours: Profile, theirs: Profile) -> str:
    mine, listed = ({(each["scheme"], normalised(each["scheme"], each["value"])) for each in of["numbers"]}
                    for of in (ours, theirs))  # fmt: skip
    if state == AGREES:
        shared = ", ".join(f"{scheme} {value}" for scheme, value in sorted(mine & listed))
        return _("number agrees: {numbers}").format(numbers=shared)
    schemes = {scheme for scheme, _value in mine} & {scheme for scheme, _value in listed}
    one, other = (", ".join(f"{s} {v}" for s, v in sorted(side) if s in schemes) for side in (mine, listed))
    return _("numbers conflict: ours {ours}, listed {theirs}").format(ours=one, theirs=other)


def _birth(state: str, ours: Profile, theirs: Profile) -> str:
    one, other = (listing(days(each) for each in of["births"]) for of in (ours, theirs))
    text = _("birth agrees: ours {ours}, listed {theirs}")
    return (text if state == AGREES else _("birth conflicts: ours {ours}, listed {theirs}")).format(
        ours=one, theirs=other
    )


def _country(state: str, ours: Profile, theirs: Profile) -> str:
    mine, listed = (
        {each["country"] for each in of["places"] if each["country"] and each["role"] != "birth"}
        for of in (ours, theirs)
    )
    if state == AGREES:
        return _("country agrees: {countries}").format(countries=_countries(mine & listed))
    return _("country conflicts: ours {ours}, listed {theirs}").format(ours=_countries(mine), theirs=_countries(listed))


def _countries(codes: set[str]) -> str:
    return listing(country_name(code) for code in sorted(codes))


def _kind(state: str, ours: Profile, theirs: Profile) -> str:
    if state == AGREES:
        return _("kind agrees: {kind}").format(kind=ours["kind"])
    return _("kind conflicts: ours {ours}, listed {theirs}").format(ours=ours["kind"], theirs=theirs["kind"])


def _address(state: str, _ours: Profile, _theirs: Profile) -> str:
    return _("addresses conflict") if state == CONFLICTS else _("address agrees")


_ATTRIBUTES = {"identifier": _number, "birth": _birth, "country": _country, "kind": _kind, "address": _address}


def days(birth: Mapping[str, str]) -> str:
    """A date of birth in words: the day, the year, about a year, or from and to."""
    first, last = birth["from"], birth["to"]
    match birth["precision"]:
        case "day":
            return first
        case "month":
            return first[:7]
        case "year":
            return first[:4]
        case "circa":
            return _("about {year}").format(year=last[:4])
    return _("{first} to {last}").format(first=first, last=last)


def listing(parts: Iterable[str]) -> str:
    """``a or b``: alternatives, each once."""
    return _(" or ").join(dict.fromkeys(parts))


def _quoted(name: str | None) -> str:
    return f"«{name}»"

"""Names in OFAC's advanced XML: documented names made of parts, each part of a kind that its identity lists."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cupel.screening.lists.readers.ofac_values import Values
from cupel.screening.lists.record import Record, clean

FAMILY = ("last name",)
GIVEN = ("first name", "nickname")
MIDDLE = ("middle name", "patronymic", "matronymic")


class _Part(NamedTuple):
    kind: str
    text: str
    script: str | None


def add_names(record: Record, identity: Element, values: Values) -> None:
    """Add every documented name of an identity: "FAMILY, Given names" for persons, as in OFAC's other files."""
    kinds = {
        group.get("ID", ""): (values.word("NamePartType", group.get("NamePartTypeID")) or "").lower()
        for group in identity.iter("NamePartGroup")
    }
    for alias in identity.iterfind("Alias"):
        kind = _kind(alias, values)
        for documented in alias.iterfind("DocumentedName"):
            _add(record, list(_parts(documented, kinds, values)), kind)
            kind = "alias" if kind == "primary" else kind


def _kind(alias: Element, values: Values) -> str:
    if alias.get("Primary") == "true":
        return "primary"
    if alias.get("LowQuality") == "true":
        return "weak alias"
    words = (values.word("AliasType", alias.get("AliasTypeID")) or "").lower()
    return "former" if words.startswith("f.k.a") else "alias"


def _parts(documented: Element, kinds: dict[str, str], values: Values) -> Iterator[_Part]:
    for part in documented.iterfind("DocumentedNamePart/NamePartValue"):
        text = clean(part.text)
        if text:
            script = values.attribute("Script", part.get("ScriptID"), "ScriptCode")
            yield _Part(kinds.get(part.get("NamePartGroupID", ""), ""), text, script)


def _add(record: Record, parts: list[_Part], kind: str) -> None:
    maiden = " ".join(part.text for part in parts if part.kind == "maiden name")
    script = next((part.script for part in parts), None)
    family, given, middle = (_joined(parts, of) for of in (FAMILY, GIVEN, MIDDLE))
    first = " ".join(text for text in (given, middle) if text)
    if record.kind == "person" and family and first:
        record.add_name(f"{family}, {first}", kind, script=script, family=family, given=given, middle=middle)
        if maiden:
            record.add_name(f"{maiden}, {first}", "maiden", script=script, family=maiden, given=given, middle=middle)
    else:
        record.add_name(" ".join(part.text for part in parts), kind, script=script)


def _joined(parts: list[_Part], kinds: tuple[str, ...]) -> str:
    return " ".join(part.text for part in parts if part.kind in kinds)

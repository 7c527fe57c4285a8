"""The lists of values that OFAC's advanced XML refers to by number."""

from xml.etree.ElementTree import Element

from cupel.screening.lists.record import clean


class Values:
    """Words and attributes by the name of the value and its number, such as ("Country", "11143")."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Element] = {}

    def add(self, sets: Element) -> None:
        """Keep every value of a ReferenceValueSets element."""
        for values in sets:
            for value in values:
                self._found[value.tag, value.get("ID", "")] = value

    def word(self, name: str, number: str | None) -> str | None:
        """The words of a value, None where there is no such value."""
        value = self._found.get((name, number or ""))
        return clean(value.text) if value is not None else None

    def attribute(self, name: str, number: str | None, attribute: str) -> str | None:
        """An attribute of a value, None where there is no such value."""
        value = self._found.get((name, number or ""))
        return clean(value.get(attribute)) if value is not None else None

    def country(self, number: str | None) -> str | None:
        """A country as its ISO code where the value has one, else its name."""
        return self.attribute("Country", number, "ISO2") or self.word("Country", number)

    def party_kind(self, number: str | None) -> str:
        """The kind of an entity by its party subtype."""
        subtype = (self.word("PartySubType", number) or "").lower()
        party = (self.word("PartyType", self.attribute("PartySubType", number, "PartyTypeID")) or "").lower()
        kinds = {"vessel": "vessel", "aircraft": "aircraft", "individual": "person", "entity": "organisation"}
        return kinds.get(subtype) or kinds.get(party, "unknown")

"""The invented watch list: suppliers under another writing of their name, homonyms, and suppliers listed later."""

from datetime import date, timedelta

from examples.books.office.registers import Registers
from examples.books.plan import FIRST_DAY
from examples.books.truth import TRAP
from examples.books.world.actors import CLEAN

NAME, LATER = "F8_WATCHLIST_NAME", "F16_LIST_CHANGE_PARTY"
STILL_DELIVERING = date(2024, 9, 1)


def names_on_the_list(registers: Registers) -> None:
    """Suppliers on the list under a variant of their name; homonyms and names that share one word."""
    parties = registers.world.cast.parties
    for place, supplier in enumerate(registers.next(4)):
        party = parties[supplier]
        known = {"country": party.country} if place % 2 else {"registration_no": party.registration_no}
        written = variant(party.name, way=place)
        entry = registers.list_name(written, kind="entity", **{"country": party.country} | known)
        registers.note(NAME, supplier, detail=f"{entry} lists it as {written!r}")
    for supplier in registers.next(3):
        entry = registers.list_name(parties[supplier].name, kind="entity", **_somebody_else(registers, supplier))
        registers.note(NAME, supplier, trap=TRAP, detail=f"homonym of {entry}: country, number and address differ")
    for supplier in registers.next(2):
        name = f"{parties[supplier].name.split()[0]} {registers.world.names.word()} Group"
        entry = registers.list_name(name, kind="entity", **_somebody_else(registers, supplier))
        registers.note(NAME, supplier, trap=TRAP, detail=f"shares one word with {entry}")


def _somebody_else(registers: Registers, supplier: int) -> dict[str, object]:
    """Country, number and address of another company than the supplier."""
    names = registers.world.names
    elsewhere = next(code for code in CLEAN if code != registers.home(supplier))
    return {"country": elsewhere, "registration_no": names.registration(elsewhere), "address": names.address()}


def listed_later(registers: Registers) -> None:
    """Suppliers put on the list while they deliver; others that left it before their first delivery."""
    parties = registers.world.cast.parties
    late = [number for number in registers.free if registers.delivered[number][1] > STILL_DELIVERING]
    for supplier in late[: registers.world.plan.rooted(2)]:
        registers.free.remove(supplier)
        listed = registers.delivered[supplier][1] - timedelta(days=int(registers.chance.integers(40, 200)))
        known = {"country": parties[supplier].country, "registration_no": parties[supplier].registration_no}
        registers.list_name(parties[supplier].name, kind="entity", listed_on=listed, **known)
        registers.note(LATER, supplier, detail=f"listed on {listed}: lots from then on count")
    for supplier in registers.next(2):
        gone = min(registers.delivered[supplier][0], FIRST_DAY) - timedelta(days=30)
        known = {"country": parties[supplier].country, "registration_no": parties[supplier].registration_no}
        registers.list_name(
            parties[supplier].name, kind="entity", listed_on=date(2018, 1, 9), delisted_on=gone, **known
        )
        registers.note(LATER, supplier, trap=TRAP, detail="delisted before the first delivery")


def unrelated_entries(registers: Registers) -> None:
    """Persons and companies that have nothing to do with the group."""
    names = registers.world.names
    for _ in range(registers.world.plan.rooted(70)):
        if registers.chance.random() < 0.5:
            registers.list_name(names.person(), kind="person", country="XM")
        else:
            registers.list_name(names.company("trader"), kind="entity", country="ZZ")


def variant(name: str, *, way: int) -> str:
    """``name`` as another clerk would write it: turned round, abbreviated, misheard, or with accents."""
    first, *rest = name.split()
    turned = " ".join([*rest, first])
    abbreviated = " ".join([first, *(word[:4] + "." if len(word) > 5 else word for word in rest)])
    misheard = first.replace("th", "t").replace("k", "c").replace("v", "w").replace("y", "i").replace("z", "s")
    accents = "".join({"a": "á", "e": "é", "o": "ö"}.get(letter, letter) for letter in name)
    chosen = (turned, abbreviated, " ".join([misheard, *rest]), accents)[way % 4]
    return turned if chosen == name else chosen

"""Owners: listed persons behind suppliers, shell companies between them, and structures that only look like it."""

from datetime import date, timedelta

from examples.books.office.registers import HOLDING_COUNTRY, Registers
from examples.books.truth import TRAP

OWNER, STEPS = "F9_LISTED_OWNER", "F15_OWNED_50_STEPS"
SOLD = date(2020, 12, 31)


def sisters(registers: Registers) -> None:
    """Brokers come in pairs under one holding."""
    brokers = registers.world.cast.group("broker")
    for first, second in zip(brokers[::2], brokers[1::2], strict=True):
        parent = registers.world.casting.holding(HOLDING_COUNTRY)
        registers.hold(parent, first, share=0.8)
        registers.hold(parent, second, share=0.75)


def listed_owners(registers: Registers) -> None:
    """Listed persons who own half or more, homonyms of such persons, and listed persons who own less."""
    for supplier in registers.next(3):
        share = round(float(registers.chance.uniform(0.5, 1.0)), 3)
        registers.hold(registers.listed_person(registers.home(supplier)), supplier, share=share)
        registers.note(OWNER, supplier, detail=f"a listed person owns {share:.1%}")
    for supplier in registers.next(2):
        elsewhere = "ZZ" if registers.home(supplier) != "ZZ" else "XM"
        homonym = {"country": elsewhere, "birth_date": _another_birthday(registers)}
        owner = registers.listed_person(registers.home(supplier), known=homonym)
        registers.hold(owner, supplier, share=0.9)
        registers.note(
            OWNER, supplier, trap=TRAP, detail="the owner is a homonym, born on another day in another country"
        )
    for supplier in registers.next(2):
        share = round(float(registers.chance.uniform(0.1, 0.45)), 3)
        registers.hold(registers.listed_person(registers.home(supplier)), supplier, share=share)
        registers.fill(supplier, share=0.55)
        registers.note(OWNER, supplier, trap=TRAP, detail="a listed person owns less than half")


def _another_birthday(registers: Registers) -> date:
    """A birthday before that of anybody in the cast."""
    return date(1930, 1, 1) + timedelta(days=int(registers.chance.integers(0, 4000)))


def steps(registers: Registers) -> None:
    """Holdings of half or more in steps, and those that fall short."""
    for place, supplier in enumerate(registers.next(4)):
        (_chain, _branches, _two_listed)[place % 3](registers, supplier)
    for place, supplier in enumerate(registers.next(4)):
        (_thin_chain, _sold_early, _half_branch)[place % 3](registers, supplier)


def _listed_holder(registers: Registers, *, share: float, until: date | None = None) -> int:
    """A holding of which a listed person owns ``share``."""
    holder = registers.world.casting.holding(HOLDING_COUNTRY)
    registers.hold(registers.listed_person(), holder, share=share, until=until)
    return holder


def _chain(registers: Registers, supplier: int) -> None:
    second = registers.world.casting.holding("XM")
    registers.hold(_listed_holder(registers, share=0.6), second, share=0.55)
    registers.hold(second, supplier, share=0.51)
    registers.fill(supplier, share=0.49)
    registers.note(STEPS, supplier, detail="three steps of half or more, product 17 %")


def _branches(registers: Registers, supplier: int) -> None:
    registers.hold(_listed_holder(registers, share=0.7), supplier, share=0.3)
    registers.hold(_listed_holder(registers, share=0.52), supplier, share=0.27)
    registers.fill(supplier, share=0.43)
    registers.note(STEPS, supplier, detail="two branches add up to 57 %")


def _two_listed(registers: Registers, supplier: int) -> None:
    holder = _listed_holder(registers, share=0.28)
    registers.hold(registers.listed_person(), holder, share=0.31)
    registers.hold(holder, supplier, share=0.8)
    registers.note(STEPS, supplier, detail="two listed owners hold 59 % of the parent together")


def _thin_chain(registers: Registers, supplier: int) -> None:
    registers.hold(_listed_holder(registers, share=0.499), supplier, share=0.9)
    registers.note(STEPS, supplier, trap=TRAP, detail="the first step is 49.9 %")


def _sold_early(registers: Registers, supplier: int) -> None:
    registers.hold(_listed_holder(registers, share=0.8, until=SOLD), supplier, share=0.9)
    registers.note(STEPS, supplier, trap=TRAP, detail="the listed owner sold before the period")


def _half_branch(registers: Registers, supplier: int) -> None:
    registers.hold(_listed_holder(registers, share=0.8), supplier, share=0.26)
    registers.hold(_listed_holder(registers, share=0.45), supplier, share=0.3)
    registers.fill(supplier, share=0.44)
    registers.note(STEPS, supplier, trap=TRAP, detail="only one branch of 26 % counts")


def ordinary_owners(registers: Registers) -> None:
    """Everybody else belongs to one or two people, some through a holding; of a few nobody knows."""
    for supplier in registers.next(2):
        registers.note("OWNERSHIP_UNKNOWN", supplier, detail="no owner is recorded")
    done = {row[1] for row in registers.holdings} | set(registers.truth.objects("OWNERSHIP_UNKNOWN"))
    suppliers = [number for number, party in enumerate(registers.world.cast.parties) if party.is_supplier]
    for supplier in suppliers:
        if registers.id(supplier) not in done:
            _ordinary_owner(registers, supplier)


def _ordinary_owner(registers: Registers, supplier: int) -> None:
    casting, chance = registers.world.casting, registers.chance
    owner = casting.person(registers.home(supplier))
    if chance.random() < 0.4:
        parent = casting.holding(registers.home(supplier))
        registers.hold(owner, parent, share=1.0)
        registers.hold(parent, supplier, share=1.0)
        casting.cast.parties[supplier].ubo_declared = casting.cast.parties[owner].name
        return
    share = round(float(chance.uniform(0.52, 1.0)), 4)
    registers.hold(owner, supplier, share=share)
    if share < 0.9:
        registers.fill(supplier, share=round(1 - share, 4))

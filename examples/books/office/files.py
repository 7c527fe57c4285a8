"""Counterparty files with holes: never completed, long not reviewed, or opened after the first delivery."""

from datetime import timedelta

from examples.books.office.registers import Registers


def incomplete_files(registers: Registers) -> None:
    """Gives some suppliers such files; all others are complete and current."""
    parties, chance = registers.world.cast.parties, registers.chance
    for supplier in registers.next(3):
        parties[supplier].kyc_complete = False
        registers.note("KYC_INCOMPLETE", supplier, detail="the file was never completed")
    for supplier in registers.next(3):
        reviewed = registers.delivered[supplier][1] - timedelta(days=int(chance.integers(800, 1500)))
        parties[supplier].kyc_reviewed_on = reviewed
        registers.note("KYC_STALE", supplier, detail=f"last reviewed on {reviewed}")
    for supplier in registers.next(2):
        accepted = registers.delivered[supplier][0] + timedelta(days=int(chance.integers(15, 90)))
        parties[supplier].onboarded_on = accepted
        registers.note("DELIVERY_BEFORE_ONBOARDING", supplier, detail=f"accepted on {accepted}")

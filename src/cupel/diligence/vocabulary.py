"""The vocabulary that a standard's checks may use: every registered fact, by entity."""

from cupel.diligence import facts
from cupel.diligence.registry import REGISTRY
from cupel.standard import Vocabulary

ENTITIES = ("lot", "receipt", "party", "site-year", "site-party-year", "country-metal-year", "site-metal-period")
"""What checks judge. Ids of derived entities join their parts in that order: ``site|party|year``."""


def _vocabulary() -> Vocabulary:
    assert facts.__all__, "importing the package registers its facts"
    families = {id(family): family for family in REGISTRY.families.values()}
    return Vocabulary([fact for family in families.values() for fact in family.facts()])


VOCABULARY = _vocabulary()

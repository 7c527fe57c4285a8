"""An edition that tests name on its way: a draft of the model standard, its six owners, their word, its publication."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from tests.web.decisions_at_work import delegate_of
from tests.web.drafting_at_work import clause_named, edited
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import founded

from cupel.standard.drafting import Edit, Reword
from cupel_web.decisions.actions import Word, give_word
from cupel_web.drafting.models import Draft
from cupel_web.kernel.models import User
from cupel_web.publication.actions import Terms, ask_owners, publish
from cupel_web.publication.jobs import write_files
from cupel_web.publication.models import AskedText, Publication
from cupel_web.standards.queries import standard_named

TERMS = Terms(in_force_on=date(2026, 1, 1), transition_until=date(2026, 12, 31), summary="Sorters sign the policy.")
NEW = "The company must adopt a policy that its sorters sign."


@dataclass(frozen=True)
class Owned:
    """A draft with one change, and the owners of the edition it revises by name, each with a delegate."""

    draft: Draft
    delegates: dict[str, User] = field(default_factory=dict)

    def asked(self) -> AskedText:
        """The owners are asked about it as it is now."""
        return ask_owners(self.draft, by=None, now=NOON)

    def approved(self, asked: AskedText, *, without: tuple[str, ...] = ()) -> None:
        """Every owner but those named gives its word."""
        for owner in asked.content.matrix.owners.select_related("organisation"):
            if owner.organisation.name not in without:
                word = Word(sha256=asked.content.sha256, approves=True)
                give_word(owner, word, by=self.delegates[owner.organisation.name], now=NOON)

    def edited(self, *edits: Edit) -> None:
        """The draft says something else."""
        edited(self.draft, *edits)


def policy_of(draft: Draft, text: str = NEW) -> Reword:
    """The clause on the policy reads otherwise."""
    return Reword(uid=clause_named(draft, "1.1.1"), part="text", text=text)


def owner_names() -> list[str]:
    """The owners of the edition that is revised."""
    standard = standard_named("mdd")
    register = {owner.key: owner.name for owner in standard.owners}
    return [register[each.owner] for each in standard.editions["2023"].owners]


def published(owned: Owned, terms: Terms = TERMS) -> Publication:
    """Every owner approved it, and its files are written."""
    owned.approved(owned.asked())
    made = publish(owned.draft, terms, by=None, now=NOON)
    write_files.call(made.public_id)
    return Publication.objects.get(pk=made.pk)


@pytest.fixture
def owned_draft(draft: Draft) -> Owned:
    """Nobody is asked yet."""
    edited(draft, policy_of(draft))
    owners = [founded(name) for name in owner_names()]
    return Owned(draft, {each.name: delegate_of(each, f"owner{n}@example.org") for n, each in enumerate(owners)})


@pytest.fixture
def release(owned_draft: Owned) -> Publication:
    """Published at noon, in force from the next year on."""
    return published(owned_draft)

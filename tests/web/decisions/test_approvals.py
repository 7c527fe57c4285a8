"""Approvals by several owners: one content, every owner of the edition, and what a change does."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.decisions_at_work import NEW, OLD, Owning, delegate_of
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.scheme_at_work import TODAY, founded

from cupel.errors import ProcedureError
from cupel_web.decisions.actions import (
    NewMatrix,
    OwnProcedure,
    Word,
    begin_matrix,
    describe_procedure,
    give_word,
    owners_of_edition,
    set_content,
    set_effective,
)
from cupel_web.decisions.models import MatrixOwner, OwnerWord
from cupel_web.decisions.queries.matrices import standing_of
from cupel_web.decisions.states import MatrixState
from cupel_web.kernel.models import User
from cupel_web.people.models import OrganisationKind
from cupel_web.standards.queries import standards

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def approves(owning: Owning, number: int, *, sha256: str = OLD, after: timedelta = timedelta()) -> OwnerWord:
    owner = MatrixOwner.objects.get(organisation=owning.owners[number])
    return give_word(owner, Word(sha256=sha256, approves=True), by=owning.delegates[number], now=NOON + after)


@pytest.mark.parametrize(("edition", "number"), [("2021", 5), ("2022", 5), ("2023", 6)])
def test_the_owners_are_those_of_the_edition(edition: str, number: int, db: None) -> None:
    standard = standards()["mdd"]
    for owner in standard.owners:
        founded(owner.name, OrganisationKind.ASSOCIATION)
    owners = owners_of_edition("mdd", edition)
    assert len(owners) == number
    digest = standard.edition(edition).manifest_hash
    new = NewMatrix(title="MDD", sha256=digest, owners=owners, standard="mdd", edition=edition)
    assert len(standing_of(begin_matrix(new, by=None, now=NOON)).lines) == number


def test_an_owner_that_is_no_organisation_here_is_named(db: None) -> None:
    with pytest.raises(ProcedureError, match="Basin Metals Forum") as refused:
        owners_of_edition("mdd", "2021")
    assert refused.value.code == "owner-missing"


def test_an_owner_may_stand_here_under_its_legal_name(db: None) -> None:
    for owner in standards()["mdd"].owners:
        founded(owner.legal_name or owner.name, OrganisationKind.ASSOCIATION)
    assert len(owners_of_edition("mdd", "2023")) == 6


def test_an_edition_that_is_not_there_has_no_owners(db: None) -> None:
    with pytest.raises(ProcedureError):
        owners_of_edition("mdd", "1999")


def test_it_is_approved_once_every_owner_has(owning: Owning) -> None:
    approves(owning, 0)
    assert standing_of(owning.matrix).state is MatrixState.WAITING
    approves(owning, 1)
    assert standing_of(owning.matrix).state is MatrixState.APPROVED


def test_any_edit_voids_what_was_said_and_keeps_it_on_record(owning: Owning) -> None:
    approves(owning, 0)
    approves(owning, 1)
    set_content(owning.matrix, sha256=NEW, note="One comma.", by=None, now=NOON)
    standing = standing_of(owning.matrix)
    assert standing.state is MatrixState.WAITING
    assert [len(line.void) for line in standing.lines] == [1, 1]
    assert OwnerWord.objects.count() == 2


def test_exactly_the_content_that_holds_is_approved(owning: Owning) -> None:
    set_content(owning.matrix, sha256=NEW, note="", by=None, now=NOON)
    with pytest.raises(ProcedureError) as refused:
        approves(owning, 0, sha256=OLD)
    assert refused.value.code == "content-changed"
    assert approves(owning, 0, sha256=NEW.upper()).content.sha256 == NEW


def test_declining_needs_a_reason(owning: Owning) -> None:
    owner = MatrixOwner.objects.get(organisation=owning.owners[0])
    with pytest.raises(ProcedureError) as refused:
        give_word(owner, Word(sha256=OLD, approves=False), by=owning.delegates[0], now=NOON)
    assert refused.value.code == "no-reason"
    give_word(owner, Word(sha256=OLD, approves=False, reason="Clause 3."), by=owning.delegates[0], now=NOON)
    assert standing_of(owning.matrix).state is MatrixState.DECLINED
    approves(owning, 0)
    assert standing_of(owning.matrix).state is MatrixState.WAITING


def test_it_is_effective_at_the_earliest_on_the_day_of_the_last_approval(owning: Owning) -> None:
    approves(owning, 0)
    with pytest.raises(ProcedureError) as missing:
        set_effective(owning.matrix, on=TODAY, by=None, now=NOON)
    assert missing.value.code == "not-approved"
    approves(owning, 1, after=3 * DAY)
    with pytest.raises(ProcedureError) as early:
        set_effective(owning.matrix, on=TODAY + 2 * DAY, by=None, now=NOON + 3 * DAY)
    assert early.value.code == "effective-before"
    set_effective(owning.matrix, on=TODAY + 3 * DAY, by=None, now=NOON + 3 * DAY)
    effect = standing_of(owning.matrix).effect
    assert effect is not None
    assert effect.effective_on == TODAY + 3 * DAY
    with pytest.raises(ProcedureError) as settled:
        approves(owning, 0, after=4 * DAY)
    assert settled.value.code == "effective-set"


def test_an_edit_takes_the_effective_date_away(owning: Owning) -> None:
    approves(owning, 0)
    approves(owning, 1)
    set_effective(owning.matrix, on=TODAY, by=None, now=NOON)
    set_content(owning.matrix, sha256=NEW, note="", by=None, now=NOON)
    assert standing_of(owning.matrix).effect is None


def test_the_same_content_is_not_set_twice(owning: Owning) -> None:
    with pytest.raises(ProcedureError) as refused:
        set_content(owning.matrix, sha256=OLD, note="", by=None, now=NOON)
    assert refused.value.code == "same-content"


def test_only_its_own_delegate_speaks_for_an_owner(owning: Owning, secretary: User) -> None:
    owner = MatrixOwner.objects.get(organisation=owning.owners[0])
    for stranger in (owning.delegates[1], secretary):
        with pytest.raises(PermissionDenied):
            give_word(owner, Word(sha256=OLD, approves=True), by=stranger, now=NOON)


def test_an_owner_describes_its_own_procedure(owning: Owning) -> None:
    owner = MatrixOwner.objects.get(organisation=owning.owners[0])
    own = OwnProcedure(text="The assembly votes.", on=TODAY)
    describe_procedure(owner, own, by=owning.delegates[0], now=NOON)
    assert MatrixOwner.objects.get(pk=owner.pk).procedure == "The assembly votes."
    with pytest.raises(PermissionDenied):
        describe_procedure(owner, own, by=owning.delegates[1], now=NOON)


def test_delegates_get_the_one_link_for_each_content(owning: Owning) -> None:
    second = delegate_of(owning.owners[0], "second@example.org")
    assert len(delivered()) == 2
    set_content(owning.matrix, sha256=NEW, note="", by=None, now=NOON)
    assert sum(f"/approvals/{owning.matrix.public_id}/owners/" in mail for mail in delivered()[2:]) == 3
    assert second.email


def test_an_approval_needs_owners_each_once(db: None) -> None:
    owner = founded("Twice")
    for owners in ((), (owner, owner)):
        with pytest.raises(ProcedureError):
            begin_matrix(NewMatrix(title="x", sha256=OLD, owners=owners), by=None, now=NOON)

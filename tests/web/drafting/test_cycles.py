"""A revision cycle leads to the drafts of its edition, for those who may read them."""

import pytest
from tests.web.cycles_at_work import NEW
from tests.web.pages import page
from tests.web.people_at_work import NOON

from cupel_web.drafting.actions import NewDraft, open_draft
from cupel_web.drafting.models import Draft
from cupel_web.kernel import clock
from cupel_web.standards.models import Cycle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.mark.parametrize(("who", "reads"), [("chair_client", True), ("member_client", True), ("visitor", False)])
def test_a_cycle_leads_to_the_drafts_of_its_edition(
    who: str, reads: bool, cycle: Cycle, draft: Draft, request: pytest.FixtureRequest
) -> None:
    other = NewDraft(standard="mdd", base="2023", edition="2031", purpose="Another edition.")
    elsewhere = open_draft(cycle.group, other, by=None, now=NOON)
    assert draft.edition == NEW.new_edition
    text = page(request.getfixturevalue(who), f"/standards/cycles/{cycle.public_id}/")
    assert ("Say more about recycled feed." in text) == reads
    assert elsewhere.purpose not in text

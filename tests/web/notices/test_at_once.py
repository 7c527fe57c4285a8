"""Acts that become a person's are told at once, to whom they await alone, with the link that does them."""

import pytest
from tests.web.decisions_at_work import COMPLAINT, MOTION, WINDOW, Voters, with_overruling
from tests.web.notices.test_awaiting import SITE, task, wants
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import TODAY, Scheme
from tests.web.work_at_work import Work

from cupel.governance import Position
from cupel_web.decisions.actions import appeal, open_ballot, overrule
from cupel_web.decisions.models import Ballot, Objection
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.models import User
from cupel_web.notices.models import Notice
from cupel_web.work.actions import Filled, NewActionItem, add_action_item, ask_review, fill_part

pytestmark = pytest.mark.django_db


def told(word: str) -> dict[str, str]:
    """Texts of the mails whose subject begins with ``word``, by address."""
    return {notice.address: notice.text for notice in Notice.objects.filter(subject__startswith=word)}


def leads_to_a_duty(text: str, person: User) -> bool:
    """Whether a line of the mail is the link of something that awaits the person."""
    return bool({SITE + duty.path for duty in duties_of(person, on=TODAY)} & set(text.split("\n")))


def test_who_is_given_an_action_item(scheme: Scheme, member: User) -> None:
    task(scheme, member, "Write to the mines", TODAY)
    found = told("Write to the mines: Working group")
    assert set(found) == {member.email}
    assert "last day 2025-06-02" in found[member.email]
    assert leads_to_a_duty(found[member.email], member)


def test_who_takes_something_on_is_not_told_of_it(scheme: Scheme, chair: User) -> None:
    add_action_item(scheme.group, NewActionItem(title="Write", owner=chair, due_on=TODAY), by=chair, now=NOON)
    assert not told("Write")


def test_the_chair_of_a_group_that_is_asked_for_a_review(work: Work, scheme: Scheme, sister: User) -> None:
    wants(sister, language="de")
    ask_review(work.deliverable, group=scheme.council, by=None, now=NOON)
    found = told("Prüfung beantworten: Guidance, Working group")
    assert set(found) == {sister.email}
    assert leads_to_a_duty(found[sister.email], sister)


def test_who_is_named_as_a_reviewer(work: Work, chair: User) -> None:
    fill_part(work.deliverable, Filled(part="review", reviewer=chair), by=None, now=NOON)
    (text,) = told("Your signature").values()
    assert leads_to_a_duty(text, chair)


def test_everybody_who_may_vote(voters: Voters, ballot: Ballot) -> None:
    found = told("Vote in")
    assert set(found) == {person.email for person in voters.people.values()}
    assert all(leads_to_a_duty(found[person.email], person) for person in voters.people.values())


def test_the_chair_of_an_objection_and_the_chair_above_of_an_appeal(
    scheme: Scheme, voters: Voters, council_chair: User
) -> None:
    with_overruling(scheme)
    ballot = open_ballot(scheme.group, MOTION, WINDOW, by=None, now=NOON)
    voters.votes(ballot, "village", Position.OBJECT, complaint=COMPLAINT)
    found = told("Answer an objection")
    chair = voters.people["chair"]
    assert set(found) == {chair.email}
    assert leads_to_a_duty(found[chair.email], chair)
    objection = Objection.objects.get()
    overrule(objection, reason="It was heard twice.", by=chair, now=NOON)
    appeal(objection, reason="It was not heard.", by=voters.people["village"], now=NOON)
    found = told("Decide on an appeal")
    assert set(found) == {council_chair.email}
    assert leads_to_a_duty(found[council_chair.email], council_chair)


def test_a_chair_who_objects_is_not_told_of_it(voters: Voters, ballot: Ballot) -> None:
    voters.votes(ballot, "chair", Position.OBJECT, complaint=COMPLAINT)
    assert not told("Answer an objection")

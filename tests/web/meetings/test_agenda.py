"""The agenda: its items, their order, two who edit at once, interests declared in an item."""

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.meetings_at_work import item, paper
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel.errors import ProcedureError
from cupel_web.kernel.models import User
from cupel_web.meetings.actions import (
    ItemWording,
    Statement,
    add_item,
    change_item,
    declare,
    order_agenda,
    remove_item,
    take_up,
)
from cupel_web.meetings.models import Declaration, ItemKind, Meeting
from cupel_web.meetings.queries.agenda import items_of
from cupel_web.meetings.queries.attending import declarations_at, recused_seats
from cupel_web.people.personal import HOLDINGS, exported
from cupel_web.work.models import Visibility

pytestmark = pytest.mark.django_db


def titles(meeting: Meeting) -> list[str]:
    return [each.title for each in items_of(meeting)]


def test_items_stand_in_the_order_they_came_until_somebody_orders_them(meeting: Meeting, chair: User) -> None:
    first, second = item(meeting, "First"), item(meeting, "Second")
    meeting.refresh_from_db()
    order = [second.public_id, first.public_id]
    order_agenda(meeting, order, revision=meeting.revision, by=chair, now=NOON)
    assert titles(meeting) == ["Second", "First"]


def test_an_order_that_leaves_an_item_out_is_refused(meeting: Meeting) -> None:
    first = item(meeting, "First")
    item(meeting, "Second")
    meeting.refresh_from_db()
    with pytest.raises(ProcedureError) as refused:
        order_agenda(meeting, [first.public_id], revision=meeting.revision, by=None, now=NOON)
    assert refused.value.code == "agenda-order"
    assert titles(meeting) == ["First", "Second"]


def test_who_orders_while_somebody_adds_an_item_is_told(meeting: Meeting) -> None:
    first = item(meeting, "First")
    meeting.refresh_from_db()
    began = meeting.revision
    item(meeting, "Second")
    with pytest.raises(ProcedureError) as refused:
        order_agenda(meeting, [first.public_id], revision=began, by=None, now=NOON)
    assert refused.value.code == "stale"


def test_of_two_who_word_an_item_the_second_is_told(meeting: Meeting) -> None:
    known = item(meeting, "First")
    change_item(known, ItemWording(title="Mine", kind=ItemKind.DISCUSSION, duration=5), revision=1, by=None, now=NOON)
    with pytest.raises(ProcedureError) as refused:
        change_item(
            known, ItemWording(title="Yours", kind=ItemKind.DISCUSSION, duration=5), revision=1, by=None, now=NOON
        )
    assert refused.value.code == "stale"
    assert titles(meeting) == ["Mine"]


def test_an_item_that_was_taken_up_stays_on_the_agenda(meeting: Meeting) -> None:
    kept, gone = item(meeting, "Kept"), item(meeting, "Gone")
    take_up(kept, at=NOON, by=None, now=NOON)
    remove_item(gone, by=None, now=NOON)
    with pytest.raises(ProcedureError) as refused:
        remove_item(kept, by=None, now=NOON)
    assert refused.value.code == "item-taken-up"
    assert titles(meeting) == ["Kept"]


def test_papers_of_another_group_are_refused(meeting: Meeting, scheme: Scheme) -> None:
    wording = ItemWording(title="x", kind=ItemKind.DECISION, duration=5, papers=(paper(scheme.council, "Elsewhere"),))
    with pytest.raises(ProcedureError) as refused:
        add_item(meeting, wording, by=None, now=NOON)
    assert refused.value.code == "other-paper"


def test_members_do_not_change_the_agenda(meeting: Meeting, member: User) -> None:
    with pytest.raises(PermissionDenied):
        add_item(meeting, ItemWording(title="x", kind=ItemKind.DECISION, duration=5), by=member, now=NOON)


def test_who_stands_back_does_so_with_the_seat(meeting: Meeting, scheme: Scheme, member: User) -> None:
    about = item(meeting)
    declare(about, Statement(text="We sell it.", recuses=True), by=member, now=NOON)
    assert recused_seats(about) == {scheme.seats["village"].public_id}


def test_the_newest_declaration_of_a_seat_holds(meeting: Meeting, member: User) -> None:
    about = item(meeting)
    declare(about, Statement(text="We sell it.", recuses=True), by=member, now=NOON)
    declare(about, Statement(text="We sold it.", recuses=False), by=member, now=NOON)
    assert recused_seats(about) == frozenset()
    assert [row.text for row in declarations_at([about])[about.pk]] == ["We sold it."]
    declare(about, Statement(withdrawn=True), by=member, now=NOON)
    assert declarations_at([about])[about.pk] == []
    assert Declaration.objects.count() == 3


def test_who_observes_declares_for_themselves(meeting: Meeting, observer: User) -> None:
    about = item(meeting)
    declare(about, Statement(text="I own shares.", recuses=True), by=observer, now=NOON)
    assert recused_seats(about) == frozenset()
    (row,) = declarations_at([about])[about.pk]
    assert (row.person, row.seat) == (observer, None)


def test_who_stands_back_reads_no_paper_of_the_item_in_camera(meeting: Meeting, scheme: Scheme, member: User) -> None:
    secret, later = paper(scheme.group, "Secret"), paper(scheme.group, "Later")
    about = item(meeting, papers=(secret,), in_camera=True)
    assert member.has_perm("work.read_paper", secret)
    assert member.has_perm("meetings.read_in_camera", about)
    declare(about, Statement(text="We sell it.", recuses=True), by=member, now=NOON)
    assert not member.has_perm("work.read_paper", secret)
    assert not member.has_perm("meetings.read_in_camera", about)
    wording = ItemWording(title="x", kind=ItemKind.DECISION, duration=5, papers=(later,), in_camera=True)
    change_item(about, wording, revision=1, by=None, now=NOON)
    assert not member.has_perm("work.read_paper", later)


def test_the_alternate_of_a_seat_that_stands_back_reads_it_neither(
    meeting: Meeting, scheme: Scheme, member: User, alternate: User
) -> None:
    secret = paper(scheme.group, "Secret")
    about = item(meeting, papers=(secret,), in_camera=True)
    declare(about, Statement(text="We sell it.", recuses=True), by=member, now=NOON)
    assert not alternate.has_perm("work.read_paper", secret)


def test_open_papers_stay_readable(meeting: Meeting, scheme: Scheme, member: User) -> None:
    known = paper(scheme.group, "Known", Visibility.GROUP)
    about = item(meeting, papers=(known,))
    declare(about, Statement(text="We sell it.", recuses=True), by=member, now=NOON)
    assert member.has_perm("work.read_paper", known)


def test_what_somebody_declared_is_theirs_to_take_along_and_to_erase(
    meeting: Meeting, scheme: Scheme, member: User
) -> None:
    about = item(meeting)
    declare(about, Statement(text="We sell it.", recuses=True), by=member, now=NOON)
    (row,) = exported(member)["interests declared at meetings"]
    assert (row["interest"], row["stands_back"]) == ("We sell it.", True)
    HOLDINGS["interests declared at meetings"].erase(member)
    assert Declaration.objects.get().text == ""
    assert recused_seats(about) == {scheme.seats["village"].public_id}

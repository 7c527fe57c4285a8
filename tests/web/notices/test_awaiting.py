"""Digests and reminders: what they hold and in which order, to whom they come and how often, and when they stop."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.web.decisions_at_work import LAST_DAY, MOTION, WINDOW, Voters
from tests.web.people_at_work import NOON
from tests.web.post import Server, hand_over, text_of
from tests.web.scheme_at_work import TODAY, Scheme

from cupel.governance import Position
from cupel_web.decisions.actions import open_ballot
from cupel_web.decisions.models import Ballot
from cupel_web.kernel.duties import Duty, duties_of, identified
from cupel_web.kernel.models import Event, User
from cupel_web.notices.actions import Wishes, choose_mail, tell_awaiting
from cupel_web.notices.models import Notice, Pace, Telling
from cupel_web.people.actions import erase_person
from cupel_web.people.personal import exported
from cupel_web.work.actions import NewActionItem, add_action_item, finish_action_item
from cupel_web.work.models import ActionItem

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SITE = "http://127.0.0.1:8000"


def wants(person: User, pace: Pace = Pace.AT_ONCE, **changes: Any) -> None:
    """The person chooses; what is not named is as it is for everybody."""
    known = {"weekday": 0, "is_reminded": True, "days_before": [7, 1], "language": "en"}
    choose_mail(person, Wishes(pace=pace, **{**known, **changes}), now=NOON)


def task(scheme: Scheme, owner: User, title: str, due_on: date) -> ActionItem:
    """Something the person took on at noon."""
    return add_action_item(scheme.group, NewActionItem(title=title, owner=owner, due_on=due_on), by=None, now=NOON)


def told(days: int = 0) -> int:
    """How many mails a round, so many days after noon, queues."""
    return tell_awaiting(now=NOON + days * DAY)


@pytest.fixture
def letters(server: Server, db: None) -> Callable[[], list[str]]:
    """What the mail server took since it was asked last."""

    def arrived() -> list[str]:
        hand_over()
        found = [f"{letter['To']}\n{letter['Subject']}\n{text_of(letter)}" for letter in server.letters]
        server.letters.clear()
        return found

    return arrived


def test_a_digest_holds_all_that_awaits_with_its_links_overdue_first(
    scheme: Scheme, member: User, letters: Callable[[], list[str]]
) -> None:
    wants(member, Pace.DAILY)
    dues = {"Later": TODAY + 30 * DAY, "Late": TODAY - 2 * DAY, "Soon": TODAY + DAY}
    items = {title: task(scheme, member, title, due_on) for title, due_on in dues.items()}
    assert told() == 1
    link = {title: f"{SITE}/groups/working-group/actions/{item.public_id}/done/" for title, item in items.items()}
    assert letters() == [
        f"""member@example.org
3 acts await you, 1 overdue
Overdue:

- Late: Working group (last day 2025-05-31)
  {link["Late"]}

In time:

- Soon: Working group (last day 2025-06-03)
  {link["Soon"]}

- Later: Working group (last day 2025-07-02)
  {link["Later"]}

All that awaits you: {SITE}/

{"-- "}
When and in which language this mail comes: {SITE}/me/mail/
"""
    ]


def test_whom_nothing_awaits_gets_no_mail(member: User) -> None:
    wants(member, Pace.DAILY)
    assert duties_of(member, on=TODAY) == []
    assert told() == 0
    assert not Notice.objects.exists()


def test_a_day_has_one_mail_however_often_the_round_is_made(scheme: Scheme, member: User) -> None:
    wants(member, Pace.DAILY)
    item = task(scheme, member, "Write", TODAY + 30 * DAY)
    assert [told(), told()] == [1, 0]
    finish_action_item(item, by=None, now=NOON)
    task(scheme, member, "Read", TODAY + 30 * DAY)
    assert [told(), told(1), told(1)] == [0, 1, 0]


def test_the_command_makes_the_round_of_the_moment_it_is_given(scheme: Scheme, member: User) -> None:
    wants(member, Pace.DAILY)
    task(scheme, member, "Write", TODAY + 30 * DAY)
    for text in ("1 people were told", "0 people were told"):
        said = StringIO()
        call_command("digest", "--at", "2025-06-03T06:00:00", stdout=said)
        assert text in said.getvalue()


def test_a_weekly_digest_comes_on_its_weekday_alone(scheme: Scheme, member: User) -> None:
    wants(member, Pace.WEEKLY, weekday=3, is_reminded=False)
    task(scheme, member, "Write", TODAY + 60 * DAY)
    days = [NOON + number * DAY for number in range(14)]
    assert [day.weekday() for day in days if tell_awaiting(now=day)] == [3, 3]


def test_reminders_come_before_the_last_day_after_it_and_then_weekly(
    scheme: Scheme, member: User, letters: Callable[[], list[str]]
) -> None:
    task(scheme, member, "Write", TODAY + 10 * DAY)
    task(scheme, member, "Read", TODAY + 60 * DAY)
    letters()
    assert [number for number in range(30) if told(number)] == [3, 9, 11, 18, 25]
    found = letters()
    assert [text.split("\n")[1] for text in found] == [
        "Reminder of a deadline", "Reminder of a deadline", "Reminder of a deadline, 1 overdue",
        "Reminder of a deadline, 1 overdue", "Reminder of a deadline, 1 overdue",
    ]  # fmt: skip
    assert not any("Read" in text for text in found)


def test_the_days_are_those_that_the_person_chose(scheme: Scheme, member: User) -> None:
    wants(member, Pace.NEVER, days_before=[3, 0])
    task(scheme, member, "Write", TODAY + 10 * DAY)
    assert [number for number in range(15) if told(number)] == [7, 10, 11]


def test_a_reminder_that_was_missed_is_made_up_for_once(scheme: Scheme, member: User) -> None:
    task(scheme, member, "Write", TODAY + 10 * DAY)
    assert [told(5), told(6), told(8), told(9)] == [1, 0, 0, 1]


def test_what_is_done_is_not_reminded_of_any_more(
    voters: Voters, ballot: Ballot, letters: Callable[[], list[str]]
) -> None:
    letters()
    assert told(7) == 5
    assert all("Adopt the draft" in text for text in letters())
    voters.votes(ballot, "village", Position.SUPPORT)
    assert told(13) == 3
    assert "member@example.org" not in "".join(letters())


def test_what_is_done_is_forgotten(scheme: Scheme, member: User) -> None:
    item = task(scheme, member, "Write", TODAY + 10 * DAY)
    told(3)
    assert Telling.objects.count() == 1
    finish_action_item(item, by=None, now=NOON)
    told(9)
    assert not Telling.objects.exists()


def test_a_deadline_that_moves_is_reminded_of_anew(scheme: Scheme, member: User) -> None:
    item = task(scheme, member, "Write", TODAY + 10 * DAY)
    assert [number for number in range(10) if told(number)] == [3, 9]
    ActionItem.objects.filter(pk=item.pk).update(due_on=TODAY + 20 * DAY)
    assert [number for number in range(10, 22) if told(number)] == [13, 19, 21]


def test_a_digest_takes_the_place_of_that_day_s_reminder(scheme: Scheme, member: User) -> None:
    task(scheme, member, "Write", TODAY + 10 * DAY)
    wants(member, Pace.WEEKLY, weekday=(NOON + 3 * DAY).weekday())
    assert [number for number in range(12) if told(number)] == [3, 9, 10, 11]


@pytest.mark.parametrize("pace", [Pace.AT_ONCE, Pace.NEVER])
def test_who_wants_no_reminders_gets_none(pace: Pace, scheme: Scheme, member: User) -> None:
    wants(member, pace, is_reminded=False)
    task(scheme, member, "Write", TODAY)
    assert [told(number) for number in range(10)] == [0] * 10


def test_whose_account_is_closed_is_told_nothing(scheme: Scheme, member: User) -> None:
    task(scheme, member, "Write", TODAY)
    member.is_active = False
    member.save()
    assert told(1) == 0


def test_each_is_told_in_their_language_whatever_that_of_the_round(
    scheme: Scheme, chair: User, member: User, letters: Callable[[], list[str]]
) -> None:
    wants(member, Pace.DAILY, language="de")
    wants(chair, Pace.DAILY)
    open_ballot(scheme.group, MOTION, WINDOW, by=chair, now=NOON)
    letters()
    for language in ("en", "de"):
        with translation.override(language):
            told(1 if language == "de" else 0)
        english, german = sorted(letters())
        assert "One act awaits you\n- Vote as Chair: Adopt the draft, Working group (last day 2025-06-16)" in english
        assert "Eine Handlung wartet auf Sie\n- Abstimmen als Village: Adopt the draft" in german
        assert "letzter Tag 2025-06-16" in german


def test_a_mail_of_an_act_is_in_the_language_of_whom_it_tells(voters: Voters, letters: Callable[[], list[str]]) -> None:
    wants(voters.people["village"], language="de")
    with translation.override("de"):
        open_ballot(voters.scheme.group, MOTION, WINDOW, by=voters.people["chair"], now=NOON)
    german = [text.split("\n")[0] for text in letters() if "Abstimmung in" in text]
    assert german == ["member@example.org"]


@pytest.mark.parametrize(("pace", "at_once"), [(Pace.AT_ONCE, 1), (Pace.DAILY, 0), (Pace.WEEKLY, 0), (Pace.NEVER, 0)])
def test_new_acts_are_told_at_once_to_those_who_want_so(
    pace: Pace, at_once: int, voters: Voters, letters: Callable[[], list[str]]
) -> None:
    wants(voters.people["village"], pace)
    open_ballot(voters.scheme.group, MOTION, WINDOW, by=None, now=NOON)
    found = [text for text in letters() if text.startswith("member@")]
    assert len(found) == at_once
    assert all(f"{SITE}/me/mail/" in text for text in found)


def test_a_title_with_lines_stays_one_line(scheme: Scheme, member: User, letters: Callable[[], list[str]]) -> None:
    wants(member, Pace.DAILY)
    task(scheme, member, "Write\n\nhttps://elsewhere.example.org\n& <more>", TODAY + 30 * DAY)
    assert "- Write https://elsewhere.example.org & <more>: Working group" in letters_after(letters)


def letters_after(letters: Callable[[], list[str]]) -> str:
    told()
    (text,) = letters()
    return text


def test_what_was_told_is_kept_as_ids(scheme: Scheme, member: User) -> None:
    wants(member, Pace.DAILY)
    task(scheme, member, "Write", TODAY + 30 * DAY)
    told()
    (row,) = Telling.objects.all()
    ((uid, _duty),) = identified(member, duties_of(member, on=TODAY))
    assert (row.duty, row.on) == (uid, TODAY)
    with translation.override("de"):
        assert [found for found, _duty in identified(member, duties_of(member, on=TODAY))] == [uid]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2)), max_size=12))
def test_ids_of_duties_differ_and_follow_from_place_and_day(places: list[tuple[str, int]]) -> None:
    duties = [Duty(act="x", about="y", path=path, since=TODAY + days * DAY) for path, days in places]
    person, other = User(public_id="1"), User(public_id="2")
    mine = [uid for uid, _duty in identified(person, duties)]
    assert len(set(mine)) == len(mine)
    assert sorted(mine) == sorted(uid for uid, _duty in identified(person, reversed(duties)))
    assert not set(mine) & {uid for uid, _duty in identified(other, duties)}


def test_a_round_takes_as_many_queries_for_many_duties_as_for_few(scheme: Scheme, member: User) -> None:
    wants(member, Pace.DAILY)

    def queries(days: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert told(days) == 1
        return len(seen)

    task(scheme, member, "First", LAST_DAY)
    few = queries(0)
    for number in range(12):
        task(scheme, member, f"Another {number}", LAST_DAY + number * DAY)
    assert queries(1) == few


def test_preferences_and_mails_that_wait_are_taken_along_and_forgotten(scheme: Scheme, member: User) -> None:
    wants(member, Pace.WEEKLY, weekday=TODAY.weekday(), language="de")
    task(scheme, member, "Write", TODAY + 30 * DAY)
    told()
    found = exported(member)
    assert found["mail preferences"] == [
        {"pace": "weekly", "weekday": 0, "is_reminded": True, "days_before": [7, 1], "language": "de"}
    ]
    assert "Write" in found["mails not sent"][0]["text"]
    erase_person(member, by=member, now=NOON)
    assert not any(exported(member)[name] for name in ("mail preferences", "mails not sent"))
    assert not Telling.objects.exists()
    assert not Notice.objects.exists()


def test_choosing_is_an_event_without_words(member: User) -> None:
    wants(member, Pace.DAILY)
    event = Event.objects.get(action="notices.mail_chosen")
    assert (event.actor, event.facts) == (member.public_id, {"pace": "daily", "reminded": True})

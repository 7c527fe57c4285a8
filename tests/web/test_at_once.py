"""Acts at the same moment: each counts once, whoever is second is told, and nothing is lost or done twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connections
from tests.web.decisions_at_work import AFTER, Voters
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme
from tests.web.work_at_work import Work

from cupel.errors import CupelError
from cupel.governance import Position
from cupel_web.decisions.actions import close_ballot
from cupel_web.decisions.models import Ballot, Closing
from cupel_web.groups.actions import Wording, change_group
from cupel_web.groups.models import Group
from cupel_web.kernel.events import append_event, first_broken_event
from cupel_web.kernel.models import Event, User
from cupel_web.people.models import Organisation
from cupel_web.work.actions import Said, post

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What became of acts that begin together, each on a connection of its own: ``done``, or the refusal's code."""
    together = Barrier(len(acts))

    def acted(act: Callable[[], object]) -> str:
        try:
            together.wait()
            act()
        except CupelError as error:
            return error.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(acted, acts))


def test_of_chairs_who_save_at_once_one_is_first_and_all_others_are_told(scheme: Scheme, chair: User) -> None:
    def saves(text: str) -> None:
        mine = Group.objects.get(pk=scheme.group.pk)
        wording = Wording(name=mine.name, purpose=text, invites=())
        change_group(mine, wording, revision=1, by=chair, now=NOON)

    outcomes = at_once(*(partial(saves, f"As the chair of window {n} wants it.") for n in range(TIMES)))
    assert outcomes == ["done", *["stale"] * (TIMES - 1)]
    kept = Group.objects.get(pk=scheme.group.pk)
    assert (kept.revision, kept.purpose[:12]) == (2, "As the chair")
    assert Event.objects.filter(action="groups.described").count() == 1


def test_acts_at_once_stand_in_one_unbroken_chain(company: Organisation) -> None:
    before = Event.objects.count()
    act = partial(append_event, "test.act", by=None, about=company, now=NOON)
    assert at_once(*[act] * TIMES) == ["done"] * TIMES
    assert Event.objects.count() == before + TIMES
    assert first_broken_event() is None


def test_posts_at_once_are_all_kept_and_numbered(work: Work, chair: User) -> None:
    said = [partial(post, work.thread, Said(text=f"Post {n}."), by=chair, now=NOON) for n in range(TIMES)]
    assert at_once(*said) == ["done"] * TIMES
    numbers = list(work.thread.posts.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, TIMES + 2))


def test_a_ballot_closed_twice_at_once_has_one_result(voters: Voters, ballot: Ballot) -> None:
    for seat in ("chair", "expert", "village", "labour"):
        voters.votes(ballot, seat, Position.SUPPORT)

    def closes() -> None:
        close_ballot(Ballot.objects.get(pk=ballot.pk), by=None, now=AFTER)

    assert at_once(closes, closes) == ["ballot-state", "done"]
    assert Closing.objects.count() == 1

"""Role by role through every page of work: secretariat, chair, member, observer, sister group, stranger, visitor."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.web.addresses import patterns
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import TODAY, Scheme, person, sits
from tests.web.work_at_work import CLAUSE_EDITION, Work, planned

from cupel_web.groups.actions import Step, move_group
from cupel_web.groups.states import GroupState
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.standards.queries import clauses, edition_named
from cupel_web.work.actions import (
    ClauseAddress,
    Filled,
    NewActionItem,
    NewMilestone,
    Objection,
    add_action_item,
    add_dependency,
    add_editor,
    add_milestone,
    ask_review,
    fill_part,
    link_clause,
    mark_deliverable,
    recuse_from_paper,
)

pytestmark = pytest.mark.django_db

PUBLIC = {
    "search", "issues", "raise_issue", "issue", "formats", "format", "format_version", "programme", "workstream",
    "deliverable", "papers", "threads", "paper", "download_version",
}  # fmt: skip
POST_ONLY = {
    "triage_issue", "unlink_issue", "publish_deliverable", "end_editor", "remove_dependency", "step_out",
    "end_recusal", "answer_thread", "follow_thread", "withdraw_post",
}  # fmt: skip
SECRETARIAT = {"new_format", "act_by_reconvening"}
LEADS = {
    "triage_issue", "link_clause", "link_instrument", "unlink_issue", "act_by_workstream", "new_workstream",
    "stop_workstream", "publish_deliverable", "show_paper", "recuse_from_paper", "end_recusal", "new_action_item",
    "drop_action_item", "edit_workstream", "finish_workstream", "new_deliverable",
}  # fmt: skip
KEEPS = {
    "edit_deliverable", "fill_part", "new_milestone", "add_editor", "add_dependency", "ask_review", "move_milestone",
    "finish_milestone", "end_editor", "remove_dependency",
}  # fmt: skip
INSIDE = {"thread", "follow_thread", "action_items"}
TALKS = {"new_paper", "new_version", "new_thread", "answer_thread"}
ANY_READER = {"step_out", "follow_thread"}
NOT_WALKED = {"my_issue"}


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def pages(work: Work, scheme: Scheme, chair: User, member: User, sister: User) -> dict[str, str]:
    """Every address of the room, found in the URL patterns, so that no new page can be forgotten."""
    other = planned(work.workstream, chair, "Training")
    colleague = person("colleague@example.org")
    sits(colleague, scheme.seats["labour"])
    uid = clauses(edition_named(*CLAUSE_EDITION.split("@")))[0].revision.uid
    address = ClauseAddress(standard="mdd", edition="2023", clause=uid)
    paper, thread = work.papers["public"], work.thread
    milestone = NewMilestone(title="First draft", due_on=TODAY)
    item = NewActionItem(title="Call the village", owner=member, due_on=TODAY)
    known = {
        "slug": "working-group",
        "uid": "guidance",
        "number": 1,
        "part": "summary",
        "issue": work.issue.public_id,
        "link": link_clause(work.issue, address, by=None, now=NOON).public_id,
        "workstream": work.workstream.public_id,
        "deliverable": work.deliverable.public_id,
        "record": fill_part(work.deliverable, Filled(part="review", reviewer=chair), by=None, now=NOON).public_id,
        "milestone": add_milestone(work.deliverable, milestone, by=None, now=NOON).public_id,
        "editor": add_editor(work.deliverable, person=colleague, by=None, now=NOON).public_id,
        "dependency": add_dependency(work.deliverable, needs=other, by=None, now=NOON).public_id,
        "review": ask_review(work.deliverable, group=scheme.council, by=None, now=NOON).public_id,
        "mark": mark_deliverable(
            work.deliverable, Objection(group=scheme.council, reason="Unclear."), by=None, now=NOON
        ).public_id,
        "paper": paper.public_id,
        "version": paper.versions.get().public_id,
        "recusal": recuse_from_paper(paper, person=colleague, by=None, now=NOON).public_id,
        "thread": thread.public_id,
        "post": thread.posts.get().public_id,
        "item": add_action_item(work.group, item, by=None, now=NOON).public_id,
    }
    return {
        str(pattern.name): reverse(str(pattern.name), kwargs={part: known[part] for part in pattern.pattern.converters})
        for pattern in patterns(get_resolver())
        if pattern.callback.__module__.startswith("cupel_web.work.") and pattern.name not in NOT_WALKED
    }


def status(client: Client, name: str, address: str) -> int:
    response = client.post(address) if name in POST_ONLY else client.get(address)
    if response.streaming:
        # read to the end, so that the file is closed
        list(response)
    return int(response.status_code)


def opened(client: Client, pages: dict[str, str], expected: set[str]) -> None:
    """The person opens exactly these pages; the others refuse or hide, those that only post last, as they change."""
    for name in sorted(pages, key=lambda each: each in POST_ONLY):
        allowed = {200, 302, 422} if name in expected else {403, 404}
        assert status(client, name, pages[name]) in allowed, name


def test_there_are_pages_to_walk(pages: dict[str, str]) -> None:
    assert len(pages) == 57


def test_the_secretariat_keeps_all_and_agrees_signs_and_lifts_nothing(
    pages: dict[str, str], secretary_client: Client
) -> None:
    expected = PUBLIC | SECRETARIAT | LEADS | KEEPS | INSIDE | TALKS | ANY_READER | {"finish_action_item"}
    opened(secretary_client, pages, expected)


def test_a_chair_leads_and_lifts_no_mark_of_another_group(pages: dict[str, str], chair_client: Client) -> None:
    own = {"agree_format", "sign_part", "withdraw_post", "finish_action_item"}
    opened(chair_client, pages, PUBLIC | LEADS | KEEPS | INSIDE | TALKS | ANY_READER | own)


def test_a_member_keeps_their_own_deliverable_and_talks(pages: dict[str, str], member_client: Client) -> None:
    opened(member_client, pages, PUBLIC | KEEPS | INSIDE | TALKS | ANY_READER | {"finish_action_item"})


def test_an_observer_reads(pages: dict[str, str], observer_client: Client) -> None:
    opened(observer_client, pages, PUBLIC | INSIDE | ANY_READER)


def test_a_sister_group_reviews_marks_and_lifts_its_mark(pages: dict[str, str], sister_client: Client) -> None:
    opened(sister_client, pages, PUBLIC | {"answer_review", "mark_deliverable", "lift_mark", "step_out"})


@pytest.mark.parametrize("who", ["officer_client", "operator_client"])
def test_strangers_read_what_is_public(who: str, pages: dict[str, str], request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(who)
    opened(client, pages, PUBLIC | {"step_out"})


def test_a_visitor_is_asked_to_sign_in_or_reads(pages: dict[str, str], visitor: Client) -> None:
    for name, address in pages.items():
        expected = {200} if name in PUBLIC else {302, 404}
        assert status(visitor, name, address) in expected, name


def test_records_are_not_found_under_another_group_s_address(pages: dict[str, str], secretary_client: Client) -> None:
    for name, address in pages.items():
        if "working-group/" in address and not address.endswith(
            ("work/", "work/new/", "papers/", "papers/new/", "threads/", "threads/new/", "actions/", "actions/new/")
        ):
            elsewhere = address.replace("working-group", "council")
            assert status(secretary_client, name, elsewhere) == 404, name


def test_a_person_who_only_sits_does_not_enter(scheme: Scheme, work: Work) -> None:
    from tests.web.scheme_at_work import signed_in

    from cupel_web.groups.models import Access

    user = person("sits@example.org")
    sits(user, scheme.seats["labour"])
    Access.objects.filter(person=user).delete()
    client = signed_in(user)
    assert client.get(f"/groups/working-group/papers/{work.papers['group'].public_id}/").status_code == 404
    assert client.get(f"/groups/working-group/papers/{work.papers['in camera'].public_id}/").status_code == 404
    assert client.get(f"/threads/{work.thread.public_id}/").status_code == 404


def test_a_dormant_group_is_offered_to_be_re_convened(work: Work, secretary_client: Client) -> None:
    move_group(work.group, Step(to=GroupState.DORMANT, on=TODAY, reason="Done."), by=None, now=NOON)
    page = secretary_client.get(f"/issues/{work.issue.public_id}/").content.decode()
    assert "Re-convene the group" in page
    assert "Act by a new workstream" not in page


def test_a_secret_that_leads_nowhere_finds_nothing(visitor: Client, db: None) -> None:
    assert visitor.get("/issues/mine/nonsense/").status_code == 404

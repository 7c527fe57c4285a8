"""Pages of decisions: what anybody reads, what insiders do, duties, and that lists do not slow down."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.decisions_at_work import (
    AFTER,
    COMPLAINT,
    LAST_DAY,
    MOTION,
    NEW,
    OLD,
    WINDOW,
    Owning,
    Voters,
    with_overruling,
)
from tests.web.drafting_at_work import edited
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import TODAY, Scheme, founded, signed_in

from cupel.governance import Position
from cupel.standard import ClauseRevision
from cupel.standard.drafting import Add
from cupel_web.decisions.actions import (
    Motion,
    NewMatrix,
    OwnProcedure,
    Word,
    begin_matrix,
    close_ballot,
    describe_procedure,
    give_word,
    open_ballot,
    overrule,
    propose_resolution,
    recuse_seat,
    set_content,
)
from cupel_web.decisions.clauses import clause_named
from cupel_web.decisions.models import Ballot, Closing, Matrix, Objection, PositionRecord
from cupel_web.decisions.queries.matrices import standing_of
from cupel_web.drafting.models import Draft
from cupel_web.kernel import clock
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.ids import new_id
from cupel_web.kernel.models import User
from cupel_web.people.actions import AboutMe, change_profile, declare_interest
from cupel_web.people.personal import exported
from cupel_web.standards.queries import standards

pytestmark = pytest.mark.django_db
ROOM = "/groups/working-group/decisions/"
FORM = {
    "title": "Adopt", "text": "The group adopts it.", "closes_on": LAST_DAY.isoformat(), "zone": "Europe/Berlin",
    "reply_days": "14", "appeal_days": "30",
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def of(ballot: Ballot) -> str:
    return f"{ROOM}{ballot.public_id}/"


def acts(person: User) -> list[str]:
    return [duty.act for duty in duties_of(person, on=TODAY)]


@pytest.fixture
def closed(voters: Voters, ballot: Ballot, objection: Objection) -> Ballot:
    propose_resolution(objection, text="Recycled feed is covered.", by=None, now=NOON)
    close_ballot(ballot, by=None, now=AFTER)
    return Ballot.objects.get()


def test_visitors_see_closed_decisions_by_seat_never_by_person(closed: Ballot, visitor: Client) -> None:
    assert MOTION.title in page(visitor, ROOM)
    text = page(visitor, of(closed))
    assert "adopted by majority" in text
    assert "It leaves out recycled feed." in text
    assert "Recycled feed is covered." in text
    assert "Village" in text
    assert "Member" not in text.replace("Members", "")
    assert "member@example.org" not in text


def test_who_agreed_is_named(closed: Ballot, member: User, visitor: Client) -> None:
    change_profile(member, about=AboutMe(name="Somebody With Consent", named_in_public=True), now=NOON)
    assert "Somebody With Consent" in page(visitor, of(closed))


def test_a_running_ballot_is_for_insiders(
    ballot: Ballot, observer_client: Client, member_client: Client, visitor: Client
) -> None:
    assert visitor.get(of(ballot)).status_code == 404
    assert MOTION.title not in page(visitor, ROOM)
    assert "Working group" in page(visitor, "/groups/working-group/")
    for client in (observer_client, member_client):
        assert MOTION.title in page(client, ROOM)
        assert "If it were closed like this: no quorum." in page(client, of(ballot))


def test_every_rule_stands_in_exact_fractions(voters: Voters, ballot: Ballot, member_client: Client) -> None:
    voters.votes(ballot, "chair", Position.SUPPORT)
    voters.votes(ballot, "village", Position.SUPPORT)
    voters.votes(ballot, "labour", Position.ABSTAIN)
    text = page(member_client, of(ballot))
    assert "75 %" in text
    assert "2/3 (66.7 %)" in text


def test_the_page_says_when_a_content_differs(ballot: Ballot, member_client: Client) -> None:
    assert "This is exactly the content" in page(member_client, f"{of(ballot)}?sha256={ballot.sha256.upper()}")
    assert "its hash differs" in page(member_client, f"{of(ballot)}?sha256={OLD}")


def test_the_chair_opens_a_ballot_that_other_pages_prepared(voters: Voters, chair_client: Client) -> None:
    given = f"{ROOM}new/?title=The+paper&subject_type=work.paper&subject=01X&sha256={NEW}"
    assert NEW in page(chair_client, given)
    form = {**FORM, "subject_type": "work.paper", "subject": "01X", "subject_title": "A paper", "sha256": NEW}
    assert chair_client.post(f"{ROOM}new/", form).status_code == 302
    ballot = Ballot.objects.get()
    assert (ballot.sha256, ballot.subject_type, ballot.zone) == (NEW, "work.paper", "Europe/Berlin")


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"zone": "Mars/Base"},
        {"closes_on": "2025-06-01"},
        {"closes_on": "soon"},
        {"reply_days": "0"},
        {"sha256": "short"},
        {"subject_title": "A paper"},
        {"subject_path": "javascript:alert(1)"},
        {"subject_path": "//elsewhere.example"},
    ],
)
def test_a_ballot_that_is_wrong_is_not_opened(change: dict[str, str], voters: Voters, chair_client: Client) -> None:
    assert chair_client.post(f"{ROOM}new/", {**FORM, **change}).status_code == 422
    assert not Ballot.objects.exists()


def test_voting_asks_for_interests_first(voters: Voters, ballot: Ballot, member: User, member_client: Client) -> None:
    declare_interest(member, text="My cousin works at the smelter.", now=NOON)
    address = f"{ROOM}seats/{voters.elector(ballot, 'village').public_id}/"
    assert "My cousin works at the smelter." in page(member_client, address)
    assert member_client.post(address, {"position": "support"}).status_code == 422
    form = {"position": "recuse", "has_interest": "yes", "reason": "My cousin."}
    assert member_client.post(address, form).status_code == 302
    row = PositionRecord.objects.get()
    assert (row.position, row.has_interest) == ("recuse", True)


def test_an_objection_is_raised_on_the_page(voters: Voters, ballot: Ballot, member_client: Client) -> None:
    address = f"{ROOM}seats/{voters.elector(ballot, 'village').public_id}/"
    form = {"position": "object", "has_interest": "no"}
    assert member_client.post(address, form).status_code == 422
    clause = next(iter(standards()["mdd"].edition("2023").clauses))
    full = {**form, "objection": "It is vague.", "wanted": "Say what.", "clause": clause.lower()}
    assert member_client.post(address, {**full, "clause": "nonsense"}).status_code == 422
    assert member_client.post(address, full).status_code == 302
    assert Objection.objects.get().clause == clause
    assert f"/clauses/{clause}/" in page(member_client, of(ballot))


def test_an_objection_may_be_on_a_clause_that_only_a_draft_has(
    voters: Voters, ballot: Ballot, member_client: Client, draft: Draft
) -> None:
    clause = ClauseRevision(
        uid=new_id(),
        revision="1.0.0",
        kind="requirement",
        level="must",
        title={"en": "Recycled feed"},
        text={"en": "The company keeps it apart."},
    )
    edited(draft, Add(clause=clause, parent=None, position=0))
    uid = clause.uid
    address = f"{ROOM}seats/{voters.elector(ballot, 'village').public_id}/"
    form = {"position": "object", "has_interest": "no", "objection": "It is vague.", "wanted": "Say what."}
    assert member_client.post(address, {**form, "clause": uid}).status_code == 302
    assert f"/drafts/{draft.public_id}/clauses/{uid}/" in page(member_client, of(ballot))
    assert clause_named(uid, within=ballot.group, reader=None) is None


def test_from_objection_to_consensus_on_the_pages(
    objection: Objection, ballot: Ballot, chair_client: Client, member_client: Client
) -> None:
    address = f"{ROOM}objections/{objection.public_id}/"
    assert "Propose a resolution" in page(chair_client, address)
    assert chair_client.post(f"{address}propose/", {"text": "It is covered now."}).status_code == 302
    text = page(member_client, address)
    assert "It is covered now." in text
    assert "until the end of 2025-06-09" in text
    assert member_client.post(f"{address}answer/", {"accepted": "yes", "position": "accept"}).status_code == 302
    assert chair_client.post(f"{of(ballot)}close/").status_code == 302
    assert not Closing.objects.exists()
    with clock.clock_set_to(lambda: AFTER):
        chair_client.post(f"{of(ballot)}close/")
    assert Closing.objects.get().outcome == "adopted by consensus"


def test_an_appeal_goes_to_the_chair_above_on_the_pages(
    voters: Voters, member_client: Client, chair_client: Client, council_chair_client: Client
) -> None:
    with_overruling(voters.scheme)
    ballot = open_ballot(voters.scheme.group, MOTION, WINDOW, by=None, now=NOON)
    voters.votes(ballot, "village", Position.OBJECT, complaint=COMPLAINT)
    address = f"{ROOM}objections/{Objection.objects.get().public_id}/"
    assert chair_client.post(f"{address}overrule/", {"reason": "Heard."}).status_code == 302
    assert member_client.post(f"{address}appeal/", {"reason": "Not heard."}).status_code == 302
    assert "Decide on the appeal" in page(council_chair_client, address)
    form = {"upheld": "yes", "reason": "Hear it."}
    assert council_chair_client.post(f"{address}appeal/decide/", form).status_code == 302
    assert "unanswered" in page(chair_client, address)


def test_a_chair_recuses_and_voids_on_the_pages(
    voters: Voters, ballot: Ballot, chair_client: Client, visitor: Client
) -> None:
    address = f"{ROOM}seats/{voters.elector(ballot, 'expert').public_id}/recuse/"
    assert chair_client.post(address, {"reason": "Works for the applicant."}).status_code == 302
    assert "decided by the chair" in page(chair_client, of(ballot))
    with clock.clock_set_to(lambda: AFTER):
        chair_client.post(f"{of(ballot)}close/")
        assert chair_client.post(f"{of(ballot)}void/", {"reason": "Wrong draft."}).status_code == 302
    assert "Wrong draft." in page(visitor, of(ballot))


def test_what_awaits_voters_chairs_and_objectors(voters: Voters, ballot: Ballot, chair: User, member: User) -> None:
    assert acts(member) == ["Vote as Village"]
    voters.votes(ballot, "alternate", Position.OBJECT, complaint=COMPLAINT)
    assert "Vote as Village" not in acts(member)
    assert sorted(acts(chair)) == ["Answer an objection", "Vote as Chair"]
    propose_resolution(Objection.objects.get(), text="Covered.", by=chair, now=NOON)
    duty = duties_of(member, on=TODAY)[0]
    assert (duty.act, duty.due) == ("Accept the proposed resolution, or not", TODAY + timedelta(days=7))
    late = duties_of(chair, on=AFTER.date())
    assert [each.act for each in late] == ["Close a ballot that is over"]


def test_an_appeal_awaits_the_chair_above(voters: Voters, council_chair: User) -> None:
    from cupel_web.decisions.actions import appeal

    with_overruling(voters.scheme)
    ballot = open_ballot(voters.scheme.group, MOTION, WINDOW, by=None, now=NOON)
    voters.votes(ballot, "village", Position.OBJECT, complaint=COMPLAINT)
    overrule(Objection.objects.get(), reason="Heard.", by=voters.people["chair"], now=NOON)
    assert acts(council_chair) == []
    appeal(Objection.objects.get(), reason="Not heard.", by=voters.people["village"], now=NOON)
    assert acts(council_chair) == ["Decide on an appeal"]


def test_a_recused_seat_has_nothing_to_vote(voters: Voters, ballot: Ballot, chair: User) -> None:
    recuse_seat(voters.elector(ballot, "labour"), recused=True, reason="x", by=chair, now=NOON)
    assert acts(voters.people["labour"]) == []


def test_delegates_find_what_they_approve(owning: Owning, delegate_client: Client, secretary_client: Client) -> None:
    assert acts(owning.delegates[0]) == ["Approve for First Owner, or decline"]
    owner = owning.matrix.owners.get(organisation=owning.owners[0])
    address = reverse("give_word", kwargs={"matrix": owning.matrix.public_id, "owner": owner.public_id})
    assert OLD in page(delegate_client, address)
    assert delegate_client.post(address, {"sha256": NEW, "approves": "yes"}).status_code == 422
    assert delegate_client.post(address, {"sha256": OLD, "approves": "yes"}).status_code == 302
    assert acts(owning.delegates[0]) == []
    matrix = reverse("matrix", kwargs={"matrix": owning.matrix.public_id})
    assert "approved by 1 of 2" in page(delegate_client, matrix)
    content = {"sha256": NEW, "note": "One comma."}
    assert secretary_client.post(f"{matrix}content/", content).status_code == 302
    assert "approved by 0 of 2" in page(secretary_client, matrix)
    assert "One comma." in page(secretary_client, matrix)


def test_owners_of_an_edition_are_asked_about_its_manifest(secretary_client: Client, db: None) -> None:
    form = {"edition": "mdd@2023"}
    assert secretary_client.post("/approvals/new/", form).status_code == 422
    for owner in standards()["mdd"].owners:
        founded(owner.name)
    assert secretary_client.post("/approvals/new/", form).status_code == 302
    standing = standing_of(Matrix.objects.get())
    assert standing.content.sha256 == standards()["mdd"].edition("2023").manifest_hash
    assert len(standing.lines) == 6


@pytest.mark.parametrize("change", [{"sha256": "x"}, {"title": ""}, {"owners": []}, {"owners": ["999"]}])
def test_an_approval_that_is_wrong_is_not_asked(change: dict[str, Any], secretary_client: Client, db: None) -> None:
    form = {"title": "x", "sha256": OLD, "owners": [founded("Owner").public_id]}
    assert secretary_client.post("/approvals/new/", {**form, **change}).status_code == 422
    assert not Matrix.objects.exists()


def test_one_takes_one_s_positions_and_objections_along(objection: Objection, member: User) -> None:
    data = exported(member)
    assert data["positions in ballots"][0]["position"] == "object"
    assert data["objections"][0]["wanted"] == COMPLAINT.wanted


def test_a_group_s_page_shows_its_latest_decisions(closed: Ballot, visitor: Client) -> None:
    assert of(closed) in page(visitor, "/groups/working-group/")


def test_lists_are_filtered(closed: Ballot, visitor: Client) -> None:
    assert MOTION.title in page(visitor, f"{ROOM}?q=draft&outcome=adopted+by+majority")
    for query in ("?q=nothing", "?outcome=no+quorum"):
        assert "No decision is found." in page(visitor, ROOM + query)


def _queries(client: Client, path: str, counting: Any) -> int:
    page(client, path)
    with counting() as counted:
        page(client, path)
    return len(counted)


@pytest.fixture
def counting(django_assert_max_num_queries: Any) -> Any:
    return lambda: django_assert_max_num_queries(100)


def test_lists_take_as_many_queries_whatever_the_number_of_rows(
    voters: Voters, chair_client: Client, secretary_client: Client, counting: Any
) -> None:
    def more(number: int) -> None:
        owner = founded("Owner")
        for each in range(number):
            motion = replace(MOTION, title=f"Motion {each}")
            open_ballot(voters.scheme.group, motion, WINDOW, by=None, now=NOON)
            ended = open_ballot(voters.scheme.group, motion, WINDOW, by=None, now=NOON)
            close_ballot(ended, by=None, now=AFTER)
            begin_matrix(NewMatrix(title="x", sha256=OLD, owners=(owner,)), by=None, now=NOON)

    more(1)
    few = (
        _queries(chair_client, ROOM, counting),
        _queries(secretary_client, "/approvals/", counting),
        _queries(chair_client, "/groups/working-group/", counting),
    )
    more(8)
    many = (
        _queries(chair_client, ROOM, counting),
        _queries(secretary_client, "/approvals/", counting),
        _queries(chair_client, "/groups/working-group/", counting),
    )
    assert many == few


def test_a_ballot_takes_as_many_queries_whatever_was_said(
    voters: Voters, ballot: Ballot, member_client: Client, counting: Any
) -> None:
    for seat in ("chair", "village"):
        voters.votes(ballot, seat, Position.OBJECT, complaint=COMPLAINT)
    few = _queries(member_client, of(ballot), counting)
    for seat in ("expert", "labour", "chair", "village", "chair"):
        voters.votes(ballot, seat, Position.OBJECT, complaint=COMPLAINT)
    for objection in Objection.objects.all():
        propose_resolution(objection, text="Covered.", by=None, now=NOON)
    assert _queries(member_client, of(ballot), counting) == few


def test_what_awaits_a_person_takes_as_many_queries_whatever_the_number_of_ballots(
    voters: Voters, chair_client: Client, counting: Any
) -> None:
    def more(number: int) -> None:
        for _each in range(number):
            running = open_ballot(voters.scheme.group, MOTION, WINDOW, by=None, now=NOON)
            voters.votes(running, "village", Position.OBJECT, complaint=COMPLAINT)

    more(1)
    few = _queries(chair_client, "/", counting)
    more(6)
    assert _queries(chair_client, "/", counting) == few


def test_voting_ends_by_the_clocks_of_the_ballot_s_zone(voters: Voters, member_client: Client) -> None:
    window = replace(WINDOW, zone="America/Lima")
    ballot = open_ballot(voters.scheme.group, MOTION, window, by=None, now=NOON)
    assert "2025-06-17 00:00 in America/Lima" in page(member_client, of(ballot))


def test_a_motion_of_another_group_is_not_found(ballot: Ballot, secretary_client: Client, scheme: Scheme) -> None:
    assert secretary_client.get(of(ballot).replace("working-group", "council")).status_code == 404


def test_a_motion_names_what_it_decides_on(voters: Voters, member_client: Client) -> None:
    motion = Motion(title="A", text="B", subject_title="The paper", subject_path="/standards/", sha256=OLD)
    ballot = open_ballot(voters.scheme.group, motion, WINDOW, by=None, now=NOON)
    assert '<a href="/standards/">The paper</a>' in page(member_client, of(ballot))


def test_what_owners_approved_and_when_is_public_and_why_is_theirs(
    owning: Owning, delegate_client: Client, secretary_client: Client, visitor: Client, outsider: User
) -> None:
    address = f"/approvals/{owning.matrix.public_id}/"
    owner = owning.matrix.owners.get(organisation=owning.owners[0])
    describe_procedure(owner, OwnProcedure(text="Our board votes.", on=TODAY), by=owning.delegates[0], now=NOON)
    word = Word(approves=False, sha256=OLD, reason="Too short.")
    give_word(owner, word, by=owning.delegates[0], now=NOON)
    inside, outside = ("Too short.", "Our board votes."), ("First Owner", "Second Owner", "declined", OLD, "2025-06-02")
    for client in (visitor, signed_in(outsider)):
        assert "The edition" in page(client, "/approvals/")
        assert all(words in page(client, address) for words in outside)
        assert not any(words in page(client, address) for words in inside)
    set_content(owning.matrix, sha256=NEW, note="One comma.", by=None, now=NOON)
    assert "One comma." not in page(visitor, address)
    assert "content 1, 2025-06-02:" in page(visitor, address)
    for client in (delegate_client, secretary_client, signed_in(owning.delegates[1])):
        assert all(words in page(client, address) for words in ("Our board votes.", "One comma."))


def test_the_search_finds_running_ballots_for_insiders_alone(
    ballot: Ballot, member_client: Client, visitor: Client
) -> None:
    assert of(ballot) in page(member_client, "/search/?q=adopt")
    assert of(ballot) not in page(visitor, "/search/?q=adopt")


def test_a_closed_ballot_is_news(closed: Ballot) -> None:
    from cupel_web.notices.news import news_of

    assert f"{MOTION.title}: adopted by majority" in [
        entry.title for entry in news_of(closed.group, now=AFTER, limit=9)
    ]
    assert MOTION.title not in str(news_of(closed.group, now=NOON, limit=9))


@pytest.mark.parametrize("query", ["?q=%00", "?outcome=%00", "?page=nonsense", "?running=-1", "?q=%25&page=99999999"])
def test_lists_take_anything(query: str, closed: Ballot, secretary_client: Client) -> None:
    for path in (ROOM, "/approvals/", of(closed)):
        page(secretary_client, path + query)
    assert "its hash differs" in page(secretary_client, f"{of(closed)}?sha256=%00x")


def test_a_result_that_somebody_altered_is_shown_as_such(closed: Ballot, visitor: Client) -> None:
    assert "is not what was kept" not in page(visitor, of(closed))
    Closing._base_manager.update(result={**closed.closing.result, "outcome": "not adopted"})
    assert "is not what was kept" in page(visitor, of(closed))

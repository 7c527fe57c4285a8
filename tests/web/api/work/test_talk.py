"""Papers, threads, action items and search through the interface for programs."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.test import override_settings
from tests.web.api.callers import Caller, queries_of
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.scheme_at_work import TODAY, signed_in
from tests.web.work_at_work import CLAUSE_EDITION, Work, issue_raised, paper_of, text_file

from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.standards.queries import clauses, edition_named
from cupel_web.work.actions import (
    NewActionItem,
    NewThread,
    Said,
    Upload,
    add_action_item,
    add_version,
    post,
    recuse_from_paper,
    start_thread,
)
from cupel_web.work.models import ActionItem, Paper, Post, Thread, Visibility

pytestmark = pytest.mark.django_db
GROUP = "/groups/working-group"
READS = {
    None: {"public"}, "officer": {"public"}, "sister": {"public"}, "observer": {"public", "group"},
    "member": {"public", "group", "in camera"}, "secretary": {"public", "group", "in camera"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def bytes_of(response: Any) -> bytes:
    assert response.status_code == 200
    return b"".join(response)


@pytest.mark.parametrize("who", READS)
def test_papers_are_listed_read_and_downloaded_by_those_who_may(
    who: str | None, work: Work, request: pytest.FixtureRequest
) -> None:
    call = Caller(request.getfixturevalue(who) if who else None)
    assert {paper["visibility"] for paper in call.get(f"{GROUP}/papers")["items"]} == READS[who]
    for visibility, paper in work.papers.items():
        own = f"{GROUP}/papers/{paper.public_id}"
        file = f"{own}/versions/{paper.versions.get().public_id}/file"
        if visibility in READS[who]:
            assert call.get(own)["title"] == paper.title
            assert bytes_of(call("GET", file)) == b"Words of a paper."
        else:
            assert call("GET", own).status_code == call("GET", file).status_code == 404


def test_a_paper_goes_up_and_comes_down_byte_by_byte(work: Work, member: User) -> None:
    call, content = Caller(member), bytes(range(256)) * 40
    sent = call.send(
        f"{GROUP}/papers",
        {"title": "Draft", "visibility": "group", "file": text_file("draft.bin", content), "note": "N."},
    )
    assert sent.status_code == 201, sent.content
    filed = sent.json()
    known, version = Paper.objects.get(title="Draft"), filed["versions"][0]
    assert (filed["public_id"], known.filed_by, known.visibility) == (known.public_id, member, "group")
    assert (version["file_name"], version["size"], version["note"]) == ("draft.bin", len(content), "N.")
    assert version["sha256"] == hashlib.sha256(content).hexdigest()
    assert version["added_by"]["public_id"] == member.public_id
    own = f"{GROUP}/papers/{known.public_id}"
    down = call("GET", f"{own}/versions/{version['public_id']}/file")
    assert "attachment" in down["Content-Disposition"]
    assert down["X-Content-Type-Options"] == "nosniff"
    assert bytes_of(down) == content
    second = call.send(f"{own}/versions", {"file": text_file("draft.txt", b"Second.")}).json()
    assert [each["number"] for each in second["versions"]] == [2, 1]
    assert "draft.txt" in page(signed_in(member), f"{GROUP}/papers/{known.public_id}/")


@pytest.mark.parametrize("lacks", ["title", "visibility", "file"])
def test_a_paper_that_lacks_something_is_not_filed(lacks: str, work: Work, member: User) -> None:
    fields = {"title": "Draft", "visibility": "group", "file": text_file()}
    told = Caller(member).send(f"{GROUP}/papers", {name: fields[name] for name in fields if name != lacks})
    assert told.status_code == 422
    assert [each["field"] for each in told.json()["errors"]] == [lacks]
    assert not Paper.objects.filter(title="Draft").exists()


def test_a_member_publishes_no_paper(work: Work, member: User) -> None:
    told = Caller(member).send(f"{GROUP}/papers", {"title": "X", "visibility": "public", "file": text_file()})
    assert [each["field"] for each in told.json()["errors"]] == ["visibility"]


def test_files_go_where_files_belong_and_nowhere_else(work: Work, member: User) -> None:
    def sent(path: str, person: User | None = member) -> Any:
        big = text_file("big.txt", b"x" * (3 << 19))
        return Caller(person).send(path, {"title": "Draft", "visibility": "group", "file": big})

    assert sent(f"{GROUP}/papers").status_code == 201
    refused = sent(f"{GROUP}/threads")
    assert (refused.status_code, refused.json()["code"]) == (413, "too-large")
    assert sent(f"{GROUP}/papers", None).status_code in {401, 413}
    with override_settings(UPLOAD_MAX_BYTES=1 << 10):
        assert sent(f"{GROUP}/papers").status_code == 413


def test_who_reads_a_paper_is_set_by_the_chair(work: Work, chair: User, member: User) -> None:
    own = f"{GROUP}/papers/{work.papers['group'].public_id}"
    assert Caller(member)("PUT", f"{own}/visibility", {"visibility": "public"}).status_code == 403
    assert Caller(chair).done("PUT", f"{own}/visibility", {"visibility": "public"})["visibility"] == "public"
    assert Caller(None).get(own)["title"] == "Paper group"


def test_who_recuses_themselves_reads_it_no_more_until_they_take_part_again(
    work: Work, member: User, chair: User
) -> None:
    own = f"{GROUP}/papers/{work.papers['in camera'].public_id}"
    mine = Caller(member).done("POST", f"{own}/recusals/mine")
    assert mine["person"]["public_id"] == member.public_id
    assert Caller(member)("GET", own).status_code == 404
    assert [each["public_id"] for each in Caller(chair).get(own)["recusals"]] == [mine["public_id"]]
    assert Caller(chair).done("DELETE", f"{own}/recusals/{mine['public_id']}")["ended_at"] is not None
    assert Caller(member).get(own)["recusals"] == []
    again = Caller(chair).done("POST", f"{own}/recusals", {"person": member.public_id})
    assert again["public_id"] != mine["public_id"]
    assert Caller(member)("GET", own).status_code == 404


def test_recusals_are_shown_to_those_who_may_recuse(work: Work, member: User, chair: User, observer: User) -> None:
    paper = work.papers["public"]
    recuse_from_paper(paper, person=member, by=None, now=NOON)
    own = f"{GROUP}/papers/{paper.public_id}"
    shown = {caller: len(Caller(caller).get(own)["recusals"]) for caller in (None, member, observer, chair)}
    assert shown == {None: 0, member: 0, observer: 0, chair: 1}


def thread_of(work: Work, chair: User, visibility: Visibility) -> Thread:
    about = NewThread(title=f"Thread {visibility.value}", visibility=visibility)
    return start_thread(work.group, about, text=f"Said {visibility.value}.", by=chair, now=NOON)


@pytest.mark.parametrize("who", READS)
def test_threads_are_read_by_those_who_may(
    who: str | None, work: Work, chair: User, request: pytest.FixtureRequest
) -> None:
    call = Caller(request.getfixturevalue(who) if who else None)
    for visibility in Visibility:
        thread = thread_of(work, chair, visibility)
        listed = {each["public_id"] for each in call.get(f"{GROUP}/threads")["items"]}
        assert (thread.public_id in listed) == (visibility.value in READS[who])
        if visibility.value in READS[who]:
            first = call.get(f"/threads/{thread.public_id}/posts")["items"][0]
            assert first["text"] == f"Said {visibility.value}."
            assert (first["author"] is not None) == (who in {"observer", "member", "secretary"})
        else:
            assert call("GET", f"/threads/{thread.public_id}").status_code == 404
            assert call("GET", f"/threads/{thread.public_id}/posts").status_code == 404


def test_people_talk_follow_and_withdraw(work: Work, member: User, chair: User) -> None:
    call = Caller(member)
    begun = call.done("POST", f"{GROUP}/threads", {"title": "Dust", "visibility": "group", "text": "Let us talk."})
    own = f"/threads/{begun['public_id']}"
    assert (begun["posts"], begun["follows"], begun["about"], begun["visibility"]) == (1, True, None, "group")
    assert Caller(chair).done("POST", f"{own}/following")["follows"]
    said = call.done("POST", f"{own}/posts", {"text": "More of it."})
    assert said["number"] == 2
    assert "More of it." in delivered()[-1]
    assert not Caller(chair).done("DELETE", f"{own}/following")["follows"]
    mails = len(delivered())
    call.done("POST", f"{own}/posts", {"text": "Again."})
    assert len(delivered()) == mails
    gone = f"{own}/posts/{said['public_id']}"
    assert Caller(chair)("DELETE", gone).status_code == 403
    withdrawn = call.done("DELETE", gone)
    assert (withdrawn["text"], withdrawn["withdrawn_at"] is not None) == ("", True)
    assert [each["text"] for each in call.get(f"{own}/posts")["items"]] == ["Let us talk.", "", "Again."]
    assert "More of it." not in page(signed_in(member), f"{own}/")
    assert call("POST", f"{own}/posts", {"text": " "}).status_code == 422


def test_a_thread_on_a_paper_is_read_by_whoever_reads_the_paper(work: Work, chair: User, observer: User) -> None:
    closed, call = work.papers["in camera"], Caller(chair)
    own = f"{GROUP}/papers/{closed.public_id}/threads"
    begun = call.done("POST", own, {"title": "On it", "text": "Between us."})
    assert (begun["paper"], begun["visibility"]) == (closed.public_id, "in camera")
    assert Caller(observer)("GET", f"/threads/{begun['public_id']}").status_code == 404
    found = f"/threads?about={closed.public_id}"
    assert [each["public_id"] for each in call.get(found)["items"]] == [begun["public_id"]]
    assert Caller(observer).get(found)["items"] == []
    public = {"title": "On it", "text": "x", "visibility": "public"}
    assert call("POST", f"{GROUP}/threads?about=work.paper:{closed.public_id}", public).status_code == 404


def test_a_thread_is_about_an_issue_or_a_clause(work: Work, member: User) -> None:
    call, body = Caller(member), {"title": "On it", "visibility": "group", "text": "x"}
    begun = call.done("POST", f"{GROUP}/threads?about=work.emergingissue:{work.issue.public_id}", body)
    assert begun["about"] == {"title": work.issue.title, "path": f"/issues/{work.issue.public_id}/"}
    uid = clauses(edition_named(*CLAUSE_EDITION.split("@")))[0].revision.uid
    begun = call.done("POST", f"{GROUP}/threads?about=clause:{CLAUSE_EDITION}:{uid}", body)
    assert Thread.objects.get(public_id=begun["public_id"]).subject == uid
    assert call.get(f"/threads?about={uid}")["count"] == 1
    for nonsense in ("clause:mdd@2023:nothing", "work.emergingissue:nothing", "kernel.user:1", "x"):
        assert call("POST", f"{GROUP}/threads?about={nonsense}", body).status_code == 404


def test_an_issue_that_waits_is_no_subject_for_those_who_may_not_read_it(work: Work, member: User) -> None:
    waits = issue_raised(work.group, "Waits")
    body = {"title": "On it", "visibility": "group", "text": "x"}
    path = f"{GROUP}/threads?about=work.emergingissue:{waits.public_id}"
    assert Caller(member)("POST", path, body).status_code == 404


def test_what_people_took_on_is_done_or_dropped(work: Work, chair: User, member: User) -> None:
    call, own = Caller(chair), f"{GROUP}/action-items"
    body = {"title": "Call the village", "owner": member.public_id, "due_on": TODAY.isoformat()}
    one, other = call.done("POST", own, body), call.done("POST", own, body)
    assert (one["state"], one["owner"]["public_id"]) == ("to do", member.public_id)
    done = Caller(member).done("POST", f"{own}/{one['public_id']}/completion")
    assert (done["state"], ActionItem.objects.get(public_id=one["public_id"]).done_by) == ("done", member)
    assert Caller(member)("POST", f"{own}/{other['public_id']}/drop", {"reason": "x"}).status_code == 403
    dropped = call.done("POST", f"{own}/{other['public_id']}/drop", {"reason": "Too late."})
    assert (dropped["state"], dropped["dropped_reason"]) == ("dropped", "Too late.")
    assert call("POST", f"{own}/{other['public_id']}/completion").json()["code"] == "item-over"
    assert call.get(own)["items"] == []
    assert call.get(f"{own}?show=all")["count"] == 2


@pytest.mark.parametrize("who", READS)
def test_search_finds_and_counts_what_one_may_read(who: str | None, work: Work, request: pytest.FixtureRequest) -> None:
    call = Caller(request.getfixturevalue(who) if who else None)
    found = {each["kind"]: each for each in call.get("/search?q=paper")}
    assert found["papers"]["count"] == len(READS[who])
    assert {hit["title"] for hit in found["papers"]["hits"]} == {f"Paper {visibility}" for visibility in READS[who]}
    assert call.get("/search?q=paper&kind=papers") == [found["papers"]]
    assert sum(each["count"] for each in call.get("/search?q=Let us begin")) == (
        who in {"observer", "member", "secretary"}
    )


def test_search_comes_in_pages_and_wants_two_characters(work: Work) -> None:
    call = Caller(None)
    for number in range(5):
        paper_of(work.group, f"Page {number}", Visibility.PUBLIC)
    titles = [
        [hit["title"] for hit in call.get(f"/search?q=page&kind=papers&per_page=2&page={number}")[0]["hits"]]
        for number in (1, 2, 3, 4)
    ]
    assert titles == [["Page 4", "Page 3"], ["Page 2", "Page 1"], ["Page 0"], []]
    for query in ("q=", "q=a", "q=%20a%20", ""):
        assert call("GET", f"/search?{query}").status_code == 422
    assert call("GET", "/search?q=page&kind=nonsense").status_code == 404


@pytest.fixture
def grow(work: Work, chair: User, member: User) -> Callable[[int], None]:
    """More of everything."""
    names = (f"More {number}" for number in range(99))
    full = work.papers["public"]

    def more(times: int) -> None:
        for _turn in range(times):
            name = next(names)
            about = NewThread(
                title=name, visibility=Visibility.GROUP, about=paper_of(work.group, name, Visibility.GROUP)
            )
            start_thread(work.group, about, text="More.", by=chair, now=NOON)
            start_thread(work.group, NewThread(title=name, visibility=Visibility.GROUP, about=full), text="More.",
                by=chair, now=NOON)  # fmt: skip
            post(work.thread, Said(text=name), by=member, now=NOON)
            add_version(full, Upload(file_name="x.txt", chunks=[name.encode()]), by=chair, now=NOON)
            item = NewActionItem(title=name, owner=member, due_on=TODAY)
            add_action_item(work.group, item, by=None, now=NOON)

    return more


def test_reading_takes_as_many_queries_whatever_the_number_of_rows(
    work: Work, grow: Callable[[int], None], member: User
) -> None:
    call, full = Caller(member), work.papers["public"].public_id
    paths = [
        f"{GROUP}/papers", f"{GROUP}/papers/{full}", f"{GROUP}/threads", f"/threads?about={full}",
        f"/threads/{work.thread.public_id}", f"/threads/{work.thread.public_id}/posts", f"{GROUP}/action-items",
        "/search?q=more",
    ]  # fmt: skip
    grow(2)
    few = [queries_of(call, path) for path in paths]
    grow(10)
    assert dict(zip(paths, [queries_of(call, path) for path in paths], strict=True)) == dict(
        zip(paths, few, strict=True)
    )
    assert Post.objects.filter(thread=work.thread).count() == 13

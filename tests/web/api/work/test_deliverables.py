"""Formats, workstreams and deliverables through the interface for programs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.web.api.callers import Caller, queries_of
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.scheme_at_work import TODAY, Scheme, signed_in
from tests.web.work_at_work import PARTS, Work, paper_of, planned, stream

from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.work.actions import (
    Filled,
    NewMilestone,
    Objection,
    Upload,
    add_dependency,
    add_editor,
    add_milestone,
    add_version,
    ask_review,
    fill_part,
    mark_deliverable,
)
from cupel_web.work.models import Deliverable, Format, Release, Visibility, Workstream

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = TODAY + 30 * DAY


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def address(work: Work) -> str:
    return f"/groups/working-group/deliverables/{work.deliverable.public_id}"


def refused(response: Any, code: str) -> bool:
    return (response.status_code, response.json()["code"]) == (422, code)


def part_of(read: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in read["parts"] if each["part"]["key"] == key)
    return found


def test_a_format_reads_back_as_it_was_adopted_and_keeps_its_versions(secretary: User, db: None) -> None:
    call = Caller(secretary)
    parts = [{**part, "types": " ".join(part.get("types", []))} for part in PARTS]
    body = {"uid": "guidance", "title": "Guidance", "kind": "guidance", "parts": parts}
    adopted = call.done("POST", "/formats", body)
    assert [part["key"] for part in adopted["parts"]] == [part["key"] for part in PARTS]
    assert adopted["parts"][0]["types"] == [".docx", ".pdf"]
    assert [part["required"] for part in adopted["parts"]] == [part.get("required", True) for part in PARTS]
    assert adopted["parts"][1]["least"] == 3
    again = call.done("POST", "/formats", {**body, "parts": [{"name": "New", "kind": "date"}]})
    assert (again["number"], again["versions"]) == (2, [2, 1])
    anybody = Caller(None)
    assert anybody.get("/formats/guidance") == again
    assert anybody.get("/formats/guidance/1")["parts"] == adopted["parts"]
    assert anybody("GET", "/formats/guidance/3").status_code == 404
    assert [each["number"] for each in anybody.get("/formats")["items"]] == [2]


@pytest.mark.parametrize("parts", [[], [{"name": "", "kind": "date"}], [{"name": "A", "kind": "magic"}], [{}], "text"])
def test_parts_that_are_none_are_refused(parts: object, secretary: User, db: None) -> None:
    body = {"uid": "guidance", "title": "Guidance", "kind": "guidance", "parts": parts}
    assert Caller(secretary)("POST", "/formats", body).status_code == 422
    assert not Format.objects.exists()


def test_a_workstream_is_planned_described_and_finished(scheme: Scheme, chair: User, member: User) -> None:
    call, programme = Caller(chair), "/groups/working-group/workstreams"
    body = {"title": "Dust", "purpose": "To end it.", "lead": member.public_id, "starts_on": TODAY.isoformat()}
    made = call.done("POST", programme, body)
    known = Workstream.objects.get()
    assert (made["public_id"], known.lead, known.starts_on) == (known.public_id, member, TODAY)
    own = f"{programme}/{known.public_id}"
    edited = {**body, "title": "Less dust", "revision": made["revision"]}
    assert call.done("PUT", own, edited)["title"] == "Less dust"
    assert call("PUT", own, edited).json()["code"] == "stale"
    assert "Less dust" in page(signed_in(member), "/groups/working-group/work/")
    assert call.done("POST", f"{own}/completion", {"on": TODAY.isoformat()})["state"] == "done"
    assert refused(call("POST", f"{own}/stop", {"on": TODAY.isoformat(), "reason": "x"}), "workstream-over")
    assert call.get(programme)["items"] == []
    assert [row["title"] for row in call.get(f"{programme}?show=all")["items"]] == ["Less dust"]


def test_a_workstream_is_given_up_with_a_reason(work: Work, chair: User) -> None:
    own = f"/groups/working-group/workstreams/{work.workstream.public_id}"
    done = Caller(chair).done("POST", f"{own}/stop", {"on": TODAY.isoformat(), "reason": "Nobody has time."})
    assert (done["state"], done["stopped_reason"]) == ("stopped", "Nobody has time.")


def test_people_are_named_where_pages_name_them(work: Work, address: str, member: User) -> None:
    insider, visitor = Caller(member), Caller(None)
    own = f"/groups/working-group/workstreams/{work.workstream.public_id}"
    assert insider.get(address)["owner"] == {"public_id": member.public_id, "name": str(member)}
    assert visitor.get(address)["owner"] is None
    assert insider.get(own)["lead"]["public_id"] == work.workstream.lead.public_id
    assert visitor.get(own)["lead"] is None
    member.profile.named_in_public = True
    member.profile.save()
    member.name = "Member"
    member.save()
    assert visitor.get(address)["owner"] == {"public_id": member.public_id, "name": "Member"}


def test_a_deliverable_is_planned_described_and_gets_a_format(work: Work, chair: User, member: User) -> None:
    call = Caller(chair)
    body = {"title": "Training", "kind": "guidance", "purpose": "To learn.", "owner": member.public_id}
    own = f"/groups/working-group/workstreams/{work.workstream.public_id}/deliverables"
    made = call.done("POST", own, body)
    known = Deliverable.objects.get(title="Training")
    assert (made["public_id"], made["format"], made["parts"], known.owner) == (known.public_id, None, [], member)
    address = f"/groups/working-group/deliverables/{known.public_id}"
    assert refused(call("POST", f"{address}/publication"), "no-format")
    agreed = call.done("POST", f"{address}/format", {"format": work.format.public_id})
    assert [each["part"]["key"] for each in agreed["parts"]] == [part["key"] for part in PARTS]
    edited = {**body, "due_on": LATER.isoformat(), "revision": agreed["revision"]}
    assert Caller(member).done("PUT", address, edited)["due_on"] == LATER.isoformat()
    assert call("PUT", address, edited).status_code == 409


def test_parts_are_filled_signed_and_published(work: Work, address: str, member: User, chair: User) -> None:
    call, group = Caller(member), "/groups/working-group"
    paper = work.papers["group"]
    add_version(paper, Upload(file_name="guidance.docx", chunks=[b"PK"]), by=None, now=NOON)
    filled = call.done("POST", f"{address}/parts/text", {"paper": paper.public_id})
    assert (filled["met"], filled["content"]["paper"]) == ("met", paper.public_id)
    assert call.done("POST", f"{address}/parts/summary", {"text": "Two words"})["met"] == "not met"
    assert call.done("POST", f"{address}/parts/summary", {"text": "Three short words"})["met"] == "met"
    assert call.done("POST", f"{address}/parts/from", {"day": LATER.isoformat()})["content"]["day"] == LATER.isoformat()
    assert refused(Caller(chair)("POST", f"{address}/publication"), "parts-missing")
    asked = call.done("POST", f"{address}/parts/review", {"reviewer": chair.public_id})
    assert "named as a reviewer" in delivered()[-1]
    sign = f"{group}/parts/{asked['content']['public_id']}/signature"
    with clock.clock_set_to(lambda: NOON + DAY):
        signed = Caller(chair).done("POST", sign, {"approves": "yes", "remark": "Well done."})
        assert (signed["met"], signed["content"]["signature"]["remark"]) == ("met", "Well done.")
        published = Caller(chair).done("POST", f"{address}/publication")
    assert published["state"] == "published"
    assert published["sha256"] == Release.objects.get().sha256
    assert refused(call("POST", f"{address}/parts/summary", {"text": "Something else now"}), "published")
    read = Caller(None).get(address)
    assert part_of(read, "summary")["content"]["text"] == "Three short words"
    assert part_of(read, "text")["content"]["withheld"]


@pytest.mark.parametrize(
    ("part", "body"),
    [("text", {"text": "words"}), ("text", {}), ("summary", {}), ("summary", {"text": "a", "link": "https://x.org"}),
     ("page", {"link": "nonsense"}), ("from", {"day": "soon"}), ("review", {"reviewer": "nobody"})],
)  # fmt: skip
def test_a_part_takes_what_its_check_looks_at_and_nothing_else(
    part: str, body: dict[str, str], work: Work, address: str, member: User
) -> None:
    assert Caller(member)("POST", f"{address}/parts/{part}", body).status_code == 422
    assert not work.deliverable.parts.exists()


def test_a_part_that_the_format_lacks_is_not_there(address: str, member: User) -> None:
    assert Caller(member)("POST", f"{address}/parts/nonsense", {"text": "x"}).status_code == 404


@pytest.mark.parametrize("who", [None, "officer", "sister", "observer", "secretary"])
def test_drafts_are_for_insiders(
    who: str | None, work: Work, address: str, chair: User, request: pytest.FixtureRequest
) -> None:
    reads = who in {"observer", "secretary"}
    hidden, open_one = work.papers["group"], work.papers["public"]
    fill_part(work.deliverable, Filled(part="text", paper=hidden), by=None, now=NOON)
    fill_part(work.deliverable, Filled(part="summary", text="A secret summary."), by=None, now=NOON)
    record = fill_part(work.deliverable, Filled(part="review", reviewer=chair), by=None, now=NOON)
    Caller(chair).done(
        "POST", f"/groups/working-group/parts/{record.public_id}/signature", {"approves": "no", "remark": "A remark."}
    )
    milestone = add_milestone(work.deliverable, NewMilestone(title="First", due_on=TODAY), by=None, now=NOON)
    milestone.papers.add(hidden, open_one)
    told = Caller(request.getfixturevalue(who) if who else None)("GET", address)
    for secret in ("A secret summary.", "A remark.", hidden.public_id, chair.public_id):
        assert (secret in told.content.decode()) == reads, secret
    read = told.json()
    assert [part_of(read, key)["content"]["withheld"] for key in ("text", "summary")] == [not reads] * 2
    assert read["milestones"][0]["papers_withheld"] == (0 if reads else 1)
    assert open_one.public_id in read["milestones"][0]["papers"]


def test_papers_in_camera_stay_hidden_from_an_observer(work: Work, address: str, observer: User, chair: User) -> None:
    fill_part(work.deliverable, Filled(part="text", paper=work.papers["in camera"]), by=None, now=NOON)
    assert part_of(Caller(observer).get(address), "text")["content"]["withheld"]
    assert not part_of(Caller(chair).get(address), "text")["content"]["withheld"]


def test_milestones_are_planned_moved_and_reached(work: Work, address: str, member: User) -> None:
    call = Caller(member)
    made = call.done("POST", f"{address}/milestones", {"title": "First draft", "due_on": TODAY.isoformat()})
    own = f"/groups/working-group/milestones/{made['public_id']}"
    moved = call.done("PUT", own, {"due_on": LATER.isoformat()})
    assert (moved["first_due_on"], moved["due_on"]) == (TODAY.isoformat(), LATER.isoformat())
    paper = work.papers["group"]
    done = call.done("POST", f"{own}/completion", {"papers": [paper.public_id]})
    assert (done["state"], done["papers"]) == ("done", [paper.public_id])
    assert list(work.deliverable.milestones.get().papers.all()) == [paper]
    assert refused(call("PUT", own, {"due_on": TODAY.isoformat()}), "item-over")


def test_editors_come_and_go(work: Work, address: str, member: User, chair: User) -> None:
    call = Caller(member)
    made = call.done("POST", f"{address}/editors", {"person": chair.public_id})
    assert made["person"]["public_id"] == chair.public_id
    assert [each["public_id"] for each in call.get(address)["editors"]] == [made["public_id"]]
    ended = call.done("DELETE", f"/groups/working-group/editors/{made['public_id']}")
    assert ended["ended_at"] is not None
    assert call.get(address)["editors"] == []


def test_what_it_needs_is_published_first(work: Work, address: str, member: User, chair: User) -> None:
    other = planned(work.workstream, chair, "Training")
    call = Caller(member)
    need = call.done("POST", f"{address}/needs", {"needs": other.public_id})
    assert (need["deliverable"], need["published"]) == (other.public_id, False)
    back = f"/groups/working-group/deliverables/{other.public_id}/needs"
    assert refused(Caller(chair)("POST", back, {"needs": work.deliverable.public_id}), "dependency-cycle")
    assert call.done("DELETE", f"/groups/working-group/needs/{need['public_id']}")["removed_at"] is not None
    assert call.get(address)["needs"] == []


def test_a_sister_group_reviews_marks_and_lifts(work: Work, address: str, member: User, sister: User) -> None:
    asked = Caller(member).done("POST", f"{address}/reviews", {"group": "council"})
    call, group = Caller(sister), "/groups/working-group"
    answered = call.done("POST", f"{group}/reviews/{asked['public_id']}/answer", {"answer": "Mostly good."})
    assert (answered["group"], answered["answer"]) == ("council", "Mostly good.")
    marked = call.done("POST", f"{address}/marks", {"group": "council", "reason": "Unclear."})
    assert call("POST", f"{address}/marks", {"group": "board", "reason": "x"}).status_code == 422
    assert [each["reason"] for each in Caller(None).get(address)["marks"]] == ["Unclear."]
    lift = f"{group}/marks/{marked['public_id']}/lifting"
    assert Caller(member)("POST", lift, {"resolution": "x"}).status_code == 403
    assert call.done("POST", lift, {"resolution": "Said clearly."})["resolution"] == "Said clearly."
    assert refused(call("POST", lift, {"resolution": "x"}), "lifted")


@pytest.fixture
def grow(work: Work, scheme: Scheme, chair: User, member: User) -> Callable[[int], None]:
    """More of everything."""
    names = (f"More {number}" for number in range(99))

    def more(times: int) -> None:
        for _turn in range(times):
            name = next(names)
            paper = paper_of(work.group, name, Visibility.GROUP)
            other = planned(stream(work.group, chair, name), member, name, due_on=TODAY)
            for one in (work.deliverable, other):
                fill_part(one, Filled(part="text", paper=paper), by=None, now=NOON)
                fill_part(one, Filled(part="review", reviewer=chair), by=None, now=NOON)
                add_milestone(one, NewMilestone(title=name, due_on=TODAY), by=None, now=NOON).papers.add(paper)
                mark_deliverable(one, Objection(group=scheme.council, reason="x"), by=None, now=NOON)
                ask_review(one, group=scheme.council, by=None, now=NOON)
            add_dependency(work.deliverable, needs=other, by=None, now=NOON)
            add_editor(work.deliverable, person=chair, by=None, now=NOON)
            own = planned(work.workstream, member, name)
            add_milestone(own, NewMilestone(title=name, due_on=TODAY), by=None, now=NOON)

    return more


def test_reading_takes_as_many_queries_whatever_the_number_of_rows(
    work: Work, address: str, grow: Callable[[int], None], member: User
) -> None:
    call, group = Caller(member), "/groups/working-group"
    paths = [f"{group}/workstreams", f"{group}/workstreams/{work.workstream.public_id}", address, "/formats"]
    grow(2)
    few = [queries_of(call, path) for path in paths]
    grow(6)
    assert [queries_of(call, path) for path in paths] == few

"""Papers, threads and search: who reads what, everywhere the same."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import TODAY
from tests.web.work_at_work import Work, text_file

from cupel_web.groups.actions import end_tenure
from cupel_web.groups.models import Tenure
from cupel_web.kernel import clock
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.models import User
from cupel_web.kernel.uploads import plain_name
from cupel_web.people.actions import AboutMe, change_profile, erase_person
from cupel_web.people.personal import exported
from cupel_web.work.actions import (
    NewActionItem,
    NewThread,
    Said,
    Upload,
    add_action_item,
    add_version,
    end_recusal,
    file_paper,
    finish_action_item,
    follow,
    post,
    recuse_from_paper,
    start_thread,
    withdraw_post,
)
from cupel_web.work.boards import SEARCH, Asked
from cupel_web.work.forms.fields import UploadForm
from cupel_web.work.media import text_of
from cupel_web.work.models import Paper, Post, Thread, Visibility
from cupel_web.work.queries.reading import papers_read_by, reader_of, threads_read_by

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def read_by(user: User | None) -> set[str]:
    return set(papers_read_by(reader_of(user, on=TODAY)).values_list("visibility", flat=True))


def found(user: User | None, text: str) -> dict[str, int]:
    asked = Asked(text=text, reader=reader_of(user, on=TODAY))
    return {kind.code: kind.find(asked).number for kind in SEARCH.kinds if kind.code in {"papers", "posts", "issues"}}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("chair", {"public", "group", "in camera"}),
        ("member", {"public", "group", "in camera"}),
        ("secretary", {"public", "group", "in camera"}),
        ("observer", {"public", "group"}),
        ("sister", {"public"}),
        ("officer", {"public"}),
        ("operator", {"public"}),
    ],
)
def test_who_reads_which_papers(who: str, expected: set[str], work: Work, request: pytest.FixtureRequest) -> None:
    user: User = request.getfixturevalue(who)
    assert read_by(user) == expected
    allowed = {paper.visibility for paper in Paper.objects.all() if user.has_perm("work.read_paper", paper)}
    assert allowed == expected


def test_a_visitor_reads_what_is_public(work: Work) -> None:
    assert read_by(None) == {"public"}


def test_who_left_the_seat_reads_nothing_in_camera(work: Work, member: User) -> None:
    end_tenure(Tenure.objects.get(person=member), on=TODAY, by=None, now=NOON)
    assert read_by(member) == {"public", "group"}


def test_who_is_recused_does_not_read_in_camera_until_it_ends(work: Work, chair: User, member: User) -> None:
    paper = work.papers["in camera"]
    recusal = recuse_from_paper(paper, person=member, by=member, now=NOON)
    assert read_by(member) == {"public", "group"}
    with pytest.raises(PermissionDenied):
        end_recusal(recusal, by=member, now=NOON)
    end_recusal(recusal, by=chair, now=NOON)
    assert read_by(member) == {"public", "group", "in camera"}


def test_a_chair_who_is_recused_does_not_open_the_paper_to_themselves(work: Work, chair: User) -> None:
    paper = work.papers["in camera"]
    recuse_from_paper(paper, person=chair, by=chair, now=NOON)
    assert not chair.has_perm("work.show_paper", paper)
    assert not chair.has_perm("work.add_version", paper)


def test_a_thread_on_a_paper_is_read_by_whoever_reads_the_paper(work: Work, chair: User, observer: User) -> None:
    new = NewThread(title="On it", visibility=Visibility.PUBLIC, about=work.papers["in camera"])
    thread = start_thread(work.group, new, text="Not for all.", by=chair, now=NOON)
    assert not observer.has_perm("work.read_thread", thread)
    assert thread not in threads_read_by(reader_of(observer, on=TODAY))
    Paper.objects.filter(pk=work.papers["in camera"].pk).update(visibility=Visibility.GROUP)
    assert observer.has_perm("work.read_thread", Thread.objects.get(pk=thread.pk))


def test_a_member_publishes_nothing_alone(work: Work, member: User) -> None:
    upload = Upload(file_name="x.txt", chunks=[b"x"])
    with pytest.raises(PermissionDenied):
        file_paper(work.group, upload, named=("X", Visibility.PUBLIC), by=member, now=NOON)
    file_paper(work.group, upload, named=("X", Visibility.IN_CAMERA), by=member, now=NOON)


def test_a_paper_is_filed_and_downloaded_as_it_is_and_never_shown(work: Work, member_client: Client) -> None:
    html = b"<script>alert(1)</script>"
    form = {"title": "Draft", "visibility": "group", "note": "First.", "file": text_file("../evil.html", html)}
    assert member_client.post("/groups/working-group/papers/new/", form).status_code == 302
    paper = Paper.objects.get(title="Draft")
    version = paper.versions.get()
    assert (version.file_name, version.media_type) == ("evil.html", "application/octet-stream")
    response = member_client.get(f"/groups/working-group/papers/{paper.public_id}/versions/{version.public_id}/")
    assert b"".join(response) == html
    assert response["Content-Disposition"] == 'attachment; filename="evil.html"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("change", [{"title": ""}, {"visibility": "public"}, {"visibility": "x"}, {"file": ""}])
def test_a_paper_that_is_wrong_is_not_kept(change: dict[str, str], work: Work, member_client: Client) -> None:
    form = {"title": "Draft", "visibility": "group", "file": text_file(), **change}
    assert member_client.post("/groups/working-group/papers/new/", form).status_code == 422
    assert not Paper.objects.filter(title="Draft").exists()


def test_a_file_that_is_too_large_is_refused(
    work: Work, member_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UploadForm.base_fields["file"], "most", 3)
    form = {"title": "Draft", "visibility": "group", "file": text_file()}
    assert member_client.post("/groups/working-group/papers/new/", form).status_code == 422


def test_the_newest_version_is_current(work: Work, member: User) -> None:
    paper = work.papers["group"]
    add_version(paper, Upload(file_name="new.txt", chunks=[b"Newer words."]), by=member, now=NOON)
    assert [version.number for version in paper.versions.all()] == [2, 1]
    assert found(member, "newer words")["papers"] == 1
    assert found(member, "words of a paper")["papers"] == 2


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a/b/c.txt", "c.txt"),
        ("C:\\x\\d.pdf", "d.pdf"),
        ("\x00\n.", ""),
        ("..", ""),
        ("x" * 300 + ".docx", "x" * 195 + ".docx"),
    ],
)
def test_a_name_is_kept_without_folders_and_what_does_not_print(given: str, kept: str) -> None:
    assert plain_name(given) == kept


def kept_of(name: str, content: bytes) -> str:
    return text_of(name, BytesIO(content), size=len(content))


def test_text_is_kept_of_text_files() -> None:
    assert kept_of("a.txt", b"\xef\xbb\xbfSome w\xc3\xb6rds") == "Some wörds"
    assert kept_of("a.txt", b"\xff\xfe") == ""
    assert kept_of("a.pdf", b"Some words") == ""
    assert len(kept_of("a.txt", b"\xc3\xb6" * 500_000)) == 200_000


def test_what_one_may_not_read_is_neither_found_nor_counted(
    work: Work, chair: User, observer: User, officer: User, visitor: Client
) -> None:
    new = NewThread(title="Closed words", visibility=Visibility.IN_CAMERA)
    start_thread(work.group, new, text="Words in camera.", by=chair, now=NOON)
    assert found(chair, "words") == {"papers": 3, "posts": 1, "issues": 0}
    assert found(observer, "words") == {"papers": 2, "posts": 0, "issues": 0}
    assert found(officer, "words") == found(None, "words") == {"papers": 1, "posts": 0, "issues": 0}
    assert "Closed words" not in page(visitor, "/search/?q=words")


@pytest.mark.parametrize(
    "query", ["", "?q=a", "?q=%25", "?q=xx&kind=nonsense", "?q=paper&kind=papers&page=99999999", "?q=%00%00"]
)
def test_search_takes_anything(query: str, work: Work, visitor: Client) -> None:
    assert visitor.get(f"/search/{query}").status_code == 200


def test_one_kind_is_searched_page_by_page(work: Work, secretary_client: Client) -> None:
    text = page(secretary_client, "/search/?q=paper&kind=papers")
    assert text.count('<ul class="hits"><li>') == 1
    assert "Paper in camera" in text


def test_people_talk_and_withdraw_what_they_said(work: Work, member: User, member_client: Client) -> None:
    address = f"/threads/{work.thread.public_id}/"
    member_client.post(f"{address}answer/", {"text": "I disagree."})
    said = Post.objects.get(text="I disagree.")
    assert "I disagree." in page(member_client, address)
    member_client.post(f"{address}posts/{said.public_id}/withdraw/")
    text = page(member_client, address)
    assert "I disagree." not in text
    assert "Withdrawn by its author on 2025-06-02." in text
    with pytest.raises(PermissionDenied):
        withdraw_post(work.thread.posts.get(number=1), by=member, now=NOON)


def test_an_empty_answer_is_refused(work: Work, member_client: Client) -> None:
    assert member_client.post(f"/threads/{work.thread.public_id}/answer/", {"text": "  "}).status_code == 422


def test_what_people_write_is_text(work: Work, member: User, member_client: Client) -> None:
    post(work.thread, Said(text="<script>alert(1)</script>"), by=member, now=NOON)
    assert "<script>alert(1)" not in page(member_client, f"/threads/{work.thread.public_id}/")


@pytest.mark.parametrize(
    "about", ["work.paper:nonsense", "nonsense", "clause:mdd@2023:x", "clause:x@y:z", "kernel.user:1"]
)
def test_a_thread_on_nothing_is_not_begun(about: str, work: Work, member_client: Client) -> None:
    assert member_client.get(f"/groups/working-group/threads/new/?about={about}").status_code == 404


def test_a_thread_is_begun_on_an_issue(work: Work, member_client: Client) -> None:
    address = f"/groups/working-group/threads/new/?about=work.emergingissue:{work.issue.public_id}"
    form = {"title": "About the dust", "text": "Where is it?", "visibility": "group"}
    assert member_client.post(address, form).status_code == 302
    assert "About the dust" in page(member_client, f"/issues/{work.issue.public_id}/")


def test_people_are_named_in_public_only_with_consent(work: Work, chair: User, visitor: Client) -> None:
    address = f"/groups/working-group/work/{work.workstream.public_id}/"
    assert "not named" in page(visitor, address)
    assert "Chair" not in page(visitor, address)
    change_profile(chair, about=AboutMe(name="Somebody", named_in_public=True), now=NOON)
    assert "Somebody" in page(visitor, address)


def test_what_a_person_did_is_exported_and_who_they_were_is_forgotten(work: Work, member: User, chair: User) -> None:
    follow(work.thread, person=member, now=NOON)
    post(work.thread, Said(text="I was here."), by=member, now=NOON)
    data = exported(member)
    assert data["posts"][0]["text"] == "I was here."
    assert {"owns": "Guidance"} in data["work taken on"]
    assert data["followed threads"]
    erase_person(member, by=member, now=NOON)
    assert Post.objects.get(text="I was here.").author.name == ""


def test_my_action_item_awaits_me_until_it_is_done(work: Work, member: User) -> None:
    item = add_action_item(
        work.group, NewActionItem(title="Call", owner=member, due_on=TODAY - DAY, origin=work.issue), by=None, now=NOON
    )
    assert (item.origin_type, item.origin) == ("work.emergingissue", work.issue.public_id)
    mine = [duty for duty in duties_of(member, on=TODAY) if duty.act == "Call"]
    assert mine[0].is_overdue(TODAY)
    finish_action_item(item, by=member, now=NOON)
    assert "Call" not in {duty.act for duty in duties_of(member, on=TODAY)}

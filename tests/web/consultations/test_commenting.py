"""Commenting without an account: save, share, send, confirm, change, withdraw; and the instant of closing."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.web.consultations_at_work import CLOSES, Round
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.post import delivered

from cupel_web.consultations.models import Comment, CommentVersion, DraftComment, Submission
from cupel_web.consultations.queries.comments import current
from cupel_web.kernel.clock import clock_set_to

pytestmark = pytest.mark.django_db

WHO = {
    "name": "B. Reader", "email": "reader@example.org", "category": "labour", "country": "PE", "language": "es",
    "consent": "anonymous", "organisation": "",
}  # fmt: skip
REMARK = {"kind": "technical", "text": "Smelters have no such records.", "change": "", "contributor": "B."}


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock_set_to(lambda: NOON):
        yield


def clause_page(held: Round) -> str:
    return f"/consultations/{held.consultation.public_id}/clauses/{held.clause}/"


def begun(visitor: Client, held: Round, **changes: str) -> str:
    """Save a first comment; the address of the submission."""
    response = visitor.post(clause_page(held), {**REMARK, **changes})
    assert response.status_code == 302
    return response["Location"]


def confirm_link() -> str:
    """The link of the newest mail, as a path."""
    text = delivered()[-1]
    return next(line for line in text.splitlines() if "?confirm=" in line).split("//", 1)[1].partition("/")[2]


def test_a_first_comment_gives_a_secret_link_and_counts_for_nothing_yet(visitor: Client, held: Round) -> None:
    mine = begun(visitor, held)
    assert mine.startswith("/consultations/mine/")
    text = page(Client(), mine)
    assert "Smelters have no such records." in text
    assert mine in text
    assert Comment.objects.count() == 2
    assert Submission.key_of(mine.split("/")[3]) == Submission.objects.order_by("-pk")[0].key


def test_the_browser_goes_on_in_the_same_submission_and_another_one_by_the_link(visitor: Client, held: Round) -> None:
    mine = begun(visitor, held)
    visitor.post(clause_page(held), {**REMARK, "text": "A second one."})
    other = Client()
    page(other, mine)
    other.post(clause_page(held), {**REMARK, "text": "From another device.", "contributor": "C."})
    drafts = DraftComment.objects.values_list("text", "contributor")
    assert sorted(drafts) == [
        ("A second one.", "B."), ("From another device.", "C."), ("Smelters have no such records.", "B."),
    ]  # fmt: skip


def test_what_was_sent_counts_once_the_address_is_confirmed(visitor: Client, held: Round) -> None:
    mine = begun(visitor, held)
    assert "First say who you are" in page(visitor, f"{mine}send/")
    visitor.post(f"{mine}who/", WHO)
    assert visitor.post(f"{mine}send/").status_code == 302
    assert current(held.consultation).count() == 2
    confirm = "/" + confirm_link()
    assert "Smelters have no such records." in delivered()[-1]
    text = page(Client(), confirm)
    assert "Confirm my comments" in text
    token = confirm.partition("?confirm=")[2]
    Client().post(f"{mine}confirm/", {"token": token})
    names = [version.comment.name for version in current(held.consultation)]
    assert names == ["C-0001", "C-0002", "C-0003"]
    assert not DraftComment.objects.exists()


def test_a_token_of_another_submission_confirms_nothing(visitor: Client, held: Round) -> None:
    mine = begun(visitor, held)
    visitor.post(f"{mine}who/", WHO)
    visitor.post(f"{mine}send/")
    visitor.post(f"{mine}confirm/", {"token": "made-up"})
    assert current(held.consultation).count() == 2


def test_a_sent_comment_is_changed_by_a_new_version_and_the_old_one_is_kept(visitor: Client, held: Round) -> None:
    mine = f"/consultations/mine/{held.secret}/"
    draft = visitor.post(f"{mine}sent/{held.comment.public_id}/change/")["Location"]
    form = {**REMARK, "clause": held.clause, "text": "The scope is far too narrow.", "revision": "1"}
    assert visitor.post(draft, form).status_code == 302
    assert current(held.consultation).get(comment=held.comment).text == "The scope is too narrow."
    visitor.post(f"{mine}send/")
    versions = CommentVersion.objects.filter(comment=held.comment).order_by("number").values_list("number", "text")
    assert list(versions) == [(1, "The scope is too narrow."), (2, "The scope is far too narrow.")]
    assert current(held.consultation).get(comment=held.comment).number == 2
    assert "received and count" in delivered()[-1]


def test_of_two_who_share_a_submission_the_second_sees_what_the_first_saved(visitor: Client, held: Round) -> None:
    mine = begun(visitor, held)
    draft = f"{mine}comments/{DraftComment.objects.get().public_id}/"
    form = {**REMARK, "clause": held.clause, "revision": "1"}
    assert visitor.post(draft, {**form, "text": "Theirs."}).status_code == 302
    second = visitor.post(draft, {**form, "text": "Mine."})
    assert second.status_code == 409
    assert "Theirs." in second.content.decode()
    assert "Mine." in second.content.decode()


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1)])
def test_at_the_instant_of_closing_nothing_is_saved_and_nothing_typed_is_lost(
    visitor: Client, held: Round, late: timedelta
) -> None:
    with clock_set_to(lambda: CLOSES + late):
        response = visitor.post(clause_page(held), REMARK)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Comments were taken until" in text
    assert text.count("Smelters have no such records.") == 2
    assert not DraftComment.objects.exists()
    kept = visitor.post("/consultations/keep/", {"text": "Smelters have no such records."})
    assert kept.content.decode() == "Smelters have no such records."
    assert kept["Content-Disposition"] == 'attachment; filename="comment.txt"'


def test_a_microsecond_before_the_close_is_in_time(visitor: Client, held: Round) -> None:
    with clock_set_to(lambda: CLOSES - timedelta(microseconds=1)):
        begun(visitor, held)
    assert DraftComment.objects.count() == 1


def test_what_was_sent_in_time_is_confirmed_after_the_close(visitor: Client, held: Round) -> None:
    mine = begun(visitor, held)
    visitor.post(f"{mine}who/", WHO)
    visitor.post(f"{mine}send/")
    token = confirm_link().partition("?confirm=")[2]
    with clock_set_to(lambda: CLOSES + timedelta(days=1)):
        visitor.post(f"{mine}confirm/", {"token": token})
    assert current(held.consultation).count() == 3


def test_what_was_changed_after_sending_waits_for_another_sending(visitor: Client, held: Round) -> None:
    moment = iter(NOON + timedelta(seconds=number) for number in range(1000))
    with clock_set_to(lambda: next(moment)):
        mine = begun(visitor, held)
        visitor.post(f"{mine}who/", WHO)
        visitor.post(f"{mine}send/")
        visitor.post(clause_page(held), {**REMARK, "text": "Later."})
        visitor.post(f"{mine}confirm/", {"token": confirm_link().partition("?confirm=")[2]})
    assert [version.text for version in current(held.consultation)][2:] == ["Smelters have no such records."]
    assert DraftComment.objects.get().text == "Later."


def test_withdrawing_forgets_what_was_written_and_by_whom(visitor: Client, held: Round) -> None:
    mine = f"/consultations/mine/{held.secret}/"
    assert visitor.post(f"{mine}withdraw/").status_code == 302
    held.submission.refresh_from_db()
    assert (held.submission.name, held.submission.email) == ("", "")
    assert not current(held.consultation).exists()
    assert set(CommentVersion.objects.values_list("text", flat=True)) == {""}
    assert "was withdrawn" in page(visitor, mine)


def test_withdrawing_what_never_counted_leaves_nothing(visitor: Client, held: Round) -> None:
    mine = begun(visitor, held)
    visitor.post(f"{mine}withdraw/")
    assert Submission.objects.get() == held.submission


def test_a_machine_that_fills_the_trap_saves_nothing(visitor: Client, held: Round) -> None:
    visitor.post(clause_page(held), {**REMARK, "website": "spam"})
    assert not DraftComment.objects.exists()


def test_from_one_network_only_so_many_submissions_begin_in_an_hour(held: Round) -> None:
    for _number in range(20):
        begun(Client(), held)
    response = Client().post(clause_page(held), REMARK)
    assert response.status_code == 422
    assert "Too much came from your network." in response.content.decode()


def test_to_one_address_only_three_mails_go_unconfirmed_in_a_day(held: Round) -> None:
    outcomes = []
    for _number in range(4):
        browser = Client()
        mine = begun(browser, held)
        browser.post(f"{mine}who/", WHO)
        outcomes.append(browser.post(f"{mine}send/").status_code)
    assert outcomes == [302, 302, 302, 422]


def test_an_empty_comment_is_refused_beside_its_field(visitor: Client, held: Round) -> None:
    response = visitor.post(clause_page(held), {**REMARK, "text": ""})
    assert response.status_code == 422
    assert "Write a comment or a proposed change." in response.content.decode()


def test_a_comment_is_pinned_to_the_clause_s_content(held: Round) -> None:
    from cupel.standard import content_hash
    from cupel_web.standards.queries import edition_of

    revision = edition_of(held.consultation.text).clauses[held.clause]
    version = held.comment.versions.get()
    assert (version.clause_revision, version.clause_hash) == (revision.revision, content_hash(revision))


def test_the_browser_forgets_on_request(visitor: Client, held: Round) -> None:
    mine = begun(visitor, held)
    visitor.post(f"{mine}forget/")
    assert "My submission" not in page(visitor, clause_page(held))
    assert "Smelters" in page(visitor, mine)

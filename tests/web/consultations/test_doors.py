"""Role by role through every page of consultations."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.web.addresses import patterns
from tests.web.consultations_at_work import CLOSES, DAY, Round, author, prepared, written
from tests.web.consultations_at_work import opened as announced
from tests.web.drafting_at_work import edited
from tests.web.people_at_work import NOON

from cupel.standard.drafting import Reword
from cupel_web.consultations.actions import (
    Asking,
    Enclosure,
    PaperForm,
    ask_question,
    attach,
    confirm_cluster,
    end_artefacts,
    import_template,
    key_submission,
    order_artefacts,
    save_comment,
    send_submission,
    take_step,
)
from cupel_web.consultations.downloads import as_template
from cupel_web.consultations.models import (
    Artefact,
    ChangeLink,
    CommentCluster,
    DispositionFact,
    Submission,
    VotedProposal,
)
from cupel_web.consultations.models.artefact import ArtefactKind
from cupel_web.consultations.models.disposition import Decision, Workflow
from cupel_web.consultations.models.submission import Origin
from cupel_web.consultations.queries.votes import SUBJECT
from cupel_web.consultations.states import Step
from cupel_web.decisions.models import Ballot
from cupel_web.drafting.models import Draft, EditRecord
from cupel_web.groups.models import Group
from cupel_web.kernel import clock
from cupel_web.kernel.jobs import take_up
from cupel_web.kernel.models import User

pytestmark = pytest.mark.django_db

PUBLIC = {
    "consultations", "group_consultations", "consultation", "consulted_text", "comment_in_general",
    "comment_on_clause", "comment_template", "first_upload", "keep_text", "artefacts", "artefact",
}  # fmt: skip
RUNS = {
    "new_consultation", "change_consultation", "new_consultation_question", "drop_consultation_question",
    "announce_consultation", "extend_consultation", "step_consultation", "place_comment", "order_artefacts",
}  # fmt: skip
READS = {
    "consultation_comments", "consultation_comment", "comment_attachment", "propose_disposition", "assign_comment",
    "release_comment", "decide_many", "assign_many", "comment_clusters", "search_clusters", "decide_cluster",
    "part_cluster", "spread_decision", "apply_change", "link_change", "unlink_change", "vote_on_proposals",
}  # fmt: skip
AGREES = {"move_comment", "move_many", "answer_term", "end_answers", "put_to_vote", "agree_voted"}
KEYS = {"key_submission"}
POST_ONLY = {
    "keep_text", "drop_consultation_question", "announce_consultation", "step_consultation", "keyed_drop_draft",
    "keyed_take_up", "keyed_detach", "release_comment", "move_comment", "order_artefacts", "search_clusters",
    "decide_cluster", "part_cluster", "spread_decision", "end_answers", "agree_voted",
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def pages(held: Round, draft: Draft, secretary: User) -> dict[str, str]:
    """Every address of the room but those that a secret opens, found in the URL patterns."""
    question = ask_question(prepared(held.consultation.group, "Next"), Asking(text={"en": "What?"}), by=None, now=NOON)
    form = PaperForm(origin=Origin.EMAIL, received_on=(NOON - DAY).date())
    keyed = key_submission(held.consultation, author(email=""), form, by=secretary, now=NOON)
    sent = save_comment(keyed, written(held.clause), by=secretary, now=NOON)
    send_submission(keyed, by=secretary, now=NOON)
    keyed = Submission.objects.get(pk=keyed.pk)
    another = save_comment(keyed, written(held.clause, "Another."), by=secretary, now=NOON)
    enclosed = Enclosure(file_name="evidence.txt", chunks=[b"Dust."])
    workbook = as_template([], suffix="xlsx", title="Empty").content
    imported = import_template(keyed, Enclosure(file_name="form.xlsx", chunks=[workbook]), by=secretary, now=NOON)
    (edit,) = edited(draft, Reword(uid=held.clause, part="rationale", text="As asked."))
    known = {
        "slug": "working-group",
        "consultation": held.consultation.public_id,
        "clause": held.clause,
        "suffix": "xlsx",
        "step": "agree",
        "number": "1",
        "cluster": one_cluster(held).public_id,
        "question": question.public_id,
        "submission": keyed.public_id,
        "comment": keyed.comments.get(row=sent.row).public_id,
        "draft": another.public_id,
        "imported": imported.public_id,
        "artefact": kept_file(held.consultation.group).public_id,
        "link": link_on(held, edit).public_id,
        "into": edit.draft.public_id,
        "at": held.clause,
        "ballot": voted(held).public_id,
        "attachment": attach(keyed, enclosed, by=secretary, now=NOON).public_id,
    }
    return {
        str(pattern.name): reverse(str(pattern.name), kwargs={part: known[part] for part in pattern.pattern.converters})
        for pattern in patterns(get_resolver())
        if pattern.callback.__module__.startswith("cupel_web.consultations.")
        and not str(pattern.name).startswith("my_")
        and pattern.name != "comment_replies"
    }


def kept_file(group: Group) -> Artefact:
    """A file about another consultation, whose feedback is published."""
    other = announced(group, "Earlier")
    for step in (Step.DISPOSITION, Step.FEEDBACK):
        take_step(other, step, by=None, now=CLOSES + DAY)
    ordered = order_artefacts(other, by=None, now=CLOSES + DAY)
    job = take_up(ordered.job.public_id, now=CLOSES + DAY)
    assert job is not None
    with TemporaryDirectory() as folder:
        path = Path(folder) / "comments.csv"
        path.write_text("id", encoding="utf-8")
        end_artefacts(ordered, job, written=[(ArtefactKind.COMMENTS, "csv", path)], now=CLOSES + DAY)
    return ordered.artefacts.get()


def link_on(held: Round, edit: EditRecord) -> ChangeLink:
    """An edit that was made on the first comment."""
    link: ChangeLink = ChangeLink.objects.create(comment=held.comment, edit=edit, made_at=NOON)
    return link


def voted(held: Round) -> Ballot:
    """A ballot on a proposed decision."""
    proposal = DispositionFact.objects.create(
        comment=held.comment, workflow=Workflow.PROPOSED, decision=Decision.ACCEPTED, made_at=NOON
    )
    group = held.consultation.group
    ballot: Ballot = Ballot.objects.create(
        group=group, procedure=held.consultation.procedure, title="Agree", text="All.", subject_type=SUBJECT,
        subject=held.consultation.public_id, sha256="0" * 64, opened_at=NOON, closes_on=NOON.date(), zone="UTC",
        closes_at=NOON, reply_days=7, appeal_days=7,
    )  # fmt: skip
    VotedProposal.objects.create(ballot=ballot, disposition=proposal, version=held.comment.versions.get())
    return ballot


def one_cluster(held: Round) -> CommentCluster:
    """A confirmed cluster of the comments there are."""
    comments = list(held.submission.comments.all())
    return confirm_cluster(held.consultation, comments, reason="", by=None, now=NOON)


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
    assert len(pages) == 61


def test_the_secretariat_runs_reads_and_keys(pages: dict[str, str], secretary_client: Client) -> None:
    keyed = {name for name in pages if name.startswith("keyed_")}
    opened(secretary_client, pages, PUBLIC | RUNS | READS | AGREES | KEYS | keyed)


def test_a_chair_runs_and_reads(pages: dict[str, str], chair_client: Client) -> None:
    opened(chair_client, pages, PUBLIC | RUNS | READS | AGREES)


def test_a_member_reads(pages: dict[str, str], member_client: Client) -> None:
    opened(member_client, pages, PUBLIC | READS)


@pytest.mark.parametrize("who", ["observer_client", "officer_client", "operator_client"])
def test_all_others_read_what_is_public(who: str, pages: dict[str, str], request: pytest.FixtureRequest) -> None:
    opened(request.getfixturevalue(who), pages, PUBLIC)


def test_a_visitor_is_asked_to_sign_in_or_reads(pages: dict[str, str], visitor: Client) -> None:
    for name, address in pages.items():
        expected = {200} if name in PUBLIC else {302, 404}
        assert status(visitor, name, address) in expected, name


def test_a_secret_that_leads_nowhere_finds_nothing(held: Round, visitor: Client) -> None:
    mine = [pattern for pattern in patterns(get_resolver()) if str(pattern.name).startswith("my_")]
    secrets = [pattern for pattern in mine if pattern.callback.__module__.startswith("cupel_web.consultations.")]
    assert len(secrets) == 19
    known = {"draft": "0" * 26, "comment": "0" * 26, "imported": "0" * 26, "attachment": "0" * 26, "suffix": "xlsx"}
    for pattern in secrets:
        address = {part: known.get(part, "nonsense") for part in pattern.pattern.converters}
        path = reverse(str(pattern.name), kwargs=address)
        assert {visitor.get(path).status_code, visitor.post(path).status_code} <= {404, 405}, pattern.name


def test_a_submission_of_another_is_not_reached_through_one_s_own(held: Round, visitor: Client) -> None:
    from tests.web.consultations_at_work import counted

    other, _secret = counted(held.consultation, "Theirs.", by=author("other@example.org"))
    path = f"/consultations/mine/{held.secret}/sent/{other.comments.get().public_id}/change/"
    assert visitor.post(path).status_code == 404


def test_a_secret_page_tells_its_address_to_nobody(held: Round, visitor: Client) -> None:
    response = visitor.get(f"/consultations/mine/{held.secret}/")
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cache-Control"] == "private, no-store"
    cookie = visitor.cookies[f"submission_{held.consultation.public_id}"]
    assert cookie["httponly"]
    assert cookie["path"] == "/consultations/"


def test_an_address_of_replies_that_we_did_not_sign_finds_nothing(held: Round, visitor: Client) -> None:
    assert visitor.get(f"/consultations/replies/{held.submission.public_id}.made-up/").status_code == 404

"""A whole revision, as people do it in a browser: cycle, draft, consultation, decisions, approval, publication."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from django.core import mail
from docx import Document
from tests.e2e.desks import Clock, Desk, link_in, uploads_template, votes
from tests.engine.consultation.template.office import saved_again
from tests.web.cycles_at_work import rules_adopted
from tests.web.decisions_at_work import Voters, delegate_of
from tests.web.people_at_work import PASSWORD
from tests.web.post import delivered
from tests.web.publication_at_work import owner_names
from tests.web.scheme_at_work import founded

from cupel_web.consultations.jobs import write_set
from cupel_web.consultations.models import ArtefactSet, Consultation
from cupel_web.drafting.models import Draft
from cupel_web.kernel.files import path_of
from cupel_web.kernel.models import User
from cupel_web.publication.jobs import write_files
from cupel_web.publication.models import Publication
from cupel_web.standards.models import Cycle
from cupel_web.standards.queries import edition_named

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

Sit = Callable[[User | None], Desk]
GROUP = "/groups/working-group/"
REWORDED, SPLIT, WEIGHED = ("1.1.1", "1.1.2", "1.1.3"), "1.2.1", "1.3.4"
COMMENT = "Sorters never sign a policy."
CHANGE = "The company must adopt a policy and have its sorters sign it. Recycled feed counts."
REASON = "Sorters are part of the chain."


@dataclass(frozen=True)
class Cast:
    """Who plays: the working group with four seats, the secretariat, and a delegate of each owner of the standard."""

    voters: Voters
    secretary: User
    owners: tuple[User, ...]

    @property
    def chair(self) -> User:
        return self.voters.people["chair"]


@pytest.fixture
def cast(voters: Voters, secretary: User) -> Cast:
    """The group's procedure says how it revises."""
    rules_adopted()
    owners = [delegate_of(founded(name), f"owner{number}@example.org") for number, name in enumerate(owner_names())]
    for user in owners:
        user.set_password(PASSWORD)
        user.save()
    return Cast(voters, secretary, tuple(owners))


def test_a_revision_from_its_cycle_to_its_publication(cast: Cast, desk: Sit, time: Clock, tmp_path: Path) -> None:
    lead = desk(cast.chair)
    opens_cycle(lead)
    draft = drafts(lead)
    consultation = consults(lead, draft)
    time.moment = moment("2025-07-02T09:00")
    comments(desk(None), consultation, tmp_path)
    time.moment = moment("2025-09-02T09:00")
    proposes(lead, consultation)
    decides(desk, cast, consultation, time)
    answers(desk, lead, consultation)
    checks_artefacts(consultation, tmp_path)
    approves(desk, cast, draft)
    publishes(desk, cast, draft, consultation)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


def submits(at: Desk) -> Desk:
    """Press the page's own button, the last one."""
    at.page.locator("main").get_by_role("button").last.click()
    at.page.wait_for_load_state()
    return at


def opens_cycle(lead: Desk) -> None:
    """The revision of 2023 is opened, and its summary is public at once; what is drafted is known already."""
    lead.opens(f"{GROUP}cycles/open/").chooses(base="mdd@2023").fills(
        new_edition="2026", opened_on="2025-06-02", announced_on="2025-06-02", scope="Recycled feed.",
        need="Assessors asked.",
    )  # fmt: skip
    submits(lead).reads("Cycle of MDD 2026")


def records(lead: Desk, stage: str, *, first: str = "", last: str = "") -> None:
    """A stage of the cycle started, ended, or both."""
    cycle = Cycle.objects.get()
    for kind, name, day in (("started", "first", first), ("ended", "last", last)):
        if day:
            lead.opens(f"/standards/cycles/{cycle.public_id}/stages/{stage}/{kind}/").fills(**{name: day})
            lead.presses("Record").reads("Cycle of MDD 2026")


def drafts(lead: Desk) -> Draft:
    """Three clauses are reworded, one is split, and one parameter has another value."""
    lead.opens(f"{GROUP}drafts/open/").chooses(base="mdd@2023")
    lead.fills(edition="2026", purpose="Say more about recycled feed.")
    lead.presses("Open the draft").reads("begins as 2023")
    draft = Draft.objects.get()
    for label in REWORDED:
        to_clause(lead, draft, label).follows("Reword")
        said = lead.page.locator('main [name="text"]').input_value()
        lead.fills(text=f"{said} Recycled feed counts.", note="Assessors asked.").presses("Save").reads("Saved.")
    to_clause(lead, draft, SPLIT).follows("Split").fills(
        title_1="Who answers", text_1="The company must name a member of its management who answers for this standard.",
        title_2="What they may do", text_2="The company must give that person the means to stop a purchase.",
    )  # fmt: skip
    lead.presses("Save").reads("Saved.")
    to_clause(lead, draft, WEIGHED).follows("tolerance").fills(value="0.8", note="Scales are better now.")
    lead.presses("Save").reads("0.8 %")
    lead.opens(f"/drafts/{draft.public_id}/changes/").reads("Recycled feed counts.").reads("What they may do")
    return draft


def to_clause(lead: Desk, draft: Draft, label: str) -> Desk:
    """The page of a clause of the draft, found in the list of all."""
    lead.opens(f"/drafts/{draft.public_id}/").follows(f"{label} ")
    lead.page.wait_for_url("**/clauses/**")
    return lead


def consults(lead: Desk, draft: Draft) -> Consultation:
    """The draft as it is now is put to the public for two months, beside the edition that it revises."""
    lead.opens(f"{GROUP}consultations/new/").chooses(edition=str(draft), base="mdd@2023", zone="Europe/London")
    lead.fills(title_en="MDD 2026", opens_at="2025-07-01T08:00", closes_at="2025-09-01T18:00")
    lead.presses("Prepare").follows("MDD 2026").presses("Announce").reads("announced")
    return Consultation.objects.get()


def comments(visitor: Desk, consultation: Consultation, folder: Path) -> None:
    """One comment proposes a change on the page, another comes in the template; both are sent and confirmed."""
    uid = next(uid for uid, label in edition_named("mdd", "2023").labels.items() if label == "1.1.1")
    visitor.opens(f"/consultations/{consultation.public_id}/").follows("Read and comment")
    visitor.page.locator(f'[id="{uid}"]').get_by_role("link", name="Comment").click()
    visitor.fills(text=COMMENT, change=CHANGE).presses("Save the comment").reads("Your link")
    visitor.follows("Upload a filled template")
    uploads_template(visitor, folder, "Written in the workbook.").reads("new comments")
    visitor.follows("To the submission").follows("Say who you are").fills(
        name="B. Reader", email="reader@example.org", category="=workers and trade unions", consent=":named"
    )
    visitor.presses("Save").reads("published with name")
    visitor.follows("Look it over and send").reads("2 comments").presses("Send").reads("Sent.")
    visitor.opens(link_in(delivered()[-1])).presses("Confirm my comments").reads("C-0002")


def proposes(lead: Desk, consultation: Consultation) -> None:
    """After the close a decision is proposed on each comment, and the proposed change is applied to the draft."""
    records(lead, "proposal", first="2025-06-02", last="2025-06-02")
    records(lead, "drafting", first="2025-06-02", last="2025-06-30")
    records(lead, "disposition", first="2025-09-02")
    to_consultation(lead, consultation).presses("Record: disposition begun").reads("Files")
    for name, decision, reason in (("C-0001", "accepted", REASON), ("C-0002", "not accepted", "It is said in 1.3.")):
        to_comment(lead, consultation, name).follows("Propose a decision")
        lead.fills(decision=f":{decision}", reason=reason).presses("Propose").reads(reason)
    to_comment(lead, consultation, "C-0001").follows("Apply the proposed change").reads(COMMENT)
    lead.fills(text=CHANGE).presses("Save").reads("What was changed on it")
    lead.page.locator('[aria-labelledby="changes-made"]').get_by_role("link", name="1.1.1").click()
    lead.page.wait_for_url("**/drafts/**")
    lead.reads("C-0001")


def to_consultation(at: Desk, consultation: Consultation) -> Desk:
    return at.opens(f"/consultations/{consultation.public_id}/")


def to_comment(lead: Desk, consultation: Consultation, name: str) -> Desk:
    lead.opens(f"/consultations/{consultation.public_id}/comments/").follows(name)
    lead.page.wait_for_url("**/consultations/comments/**")
    return lead


def decides(desk: Sit, cast: Cast, consultation: Consultation, time: Clock) -> None:
    """The group votes on the proposals; an objection is resolved before the ballot closes; what was voted is agreed."""
    lead = desk(cast.chair)
    to_consultation(lead, consultation).follows("Put proposals to the vote").reads(REASON)
    lead.presses("Open the ballot").reads("voting")
    ballot = lead.page.url.removeprefix(lead.server)
    for seat in ("chair", "expert", "labour"):
        user = cast.voters.people[seat]
        votes(desk(user), user, position=":support")
    other = desk(cast.voters.people["village"]).opens("/").follows("Vote")
    other.fills(has_interest=":no", position=":object", objection="Villages are left out.", wanted="Name them.")
    submits(other)
    to_consultation(lead, consultation).reads("Villages are left out.")
    submits(
        lead.opens("/").follows("Answer an objection").follows("Propose a resolution").fills(text="In the guidance.")
    )
    other.opens("/").follows("Accept the proposed resolution, or not").follows("Answer the proposed resolution")
    submits(other.fills(accepted=":yes"))
    time.moment = moment("2025-09-18T09:00")
    lead.opens(ballot).presses("Close the ballot").reads("adopted by consensus")
    to_consultation(lead, consultation).follows("What is decided").presses("Agree what was voted").reads("Agreed: 2.")


def answers(desk: Sit, lead: Desk, consultation: Consultation) -> None:
    """Decisions are published, and the commenter says by the mail's link that the first one satisfies."""
    for name in ("C-0001", "C-0002"):
        to_comment(lead, consultation, name).presses("Publish the decision").reads("published")
    visitor = desk(None).opens(link_in(delivered()[-1])).reads(REASON)
    visitor.presses("I am satisfied").reads("your answer is on record")
    for step in ("feedback published", "response published"):
        to_consultation(lead, consultation).presses(f"Record: {step}").reads(step)
    lead.opens(f"/consultations/{consultation.public_id}/files/").presses("Write all files")
    lead.reads("being written")
    write_set.call(ArtefactSet.objects.get().public_id)
    desk(None).opens(f"/consultations/{consultation.public_id}/files/").reads("draft with its changes")


def checks_artefacts(consultation: Consultation, folder: Path) -> None:
    """All four open in LibreOffice and say what they are for."""
    expected = {
        "clean": "have its sorters sign it", "tracked": "have its sorters sign it", "feedback": COMMENT,
        "response": REASON,
    }  # fmt: skip
    for each in ArtefactSet.objects.get().artefacts.filter(suffix="docx", kind__in=expected).select_related("stored"):
        file = folder / f"{each.kind}.docx"
        file.write_bytes(path_of(each.stored).read_bytes())
        (folder / each.kind).mkdir()
        again = saved_again(file, folder / each.kind)
        assert expected.pop(each.kind) in words_of(again)
    assert not expected


def words_of(path: Path) -> str:
    """All that a Word file says, also in insertions and tables."""
    body = Document(str(path)).element.body
    return re.sub(r"\s+", " ", "".join(body.itertext()))


def approves(desk: Sit, cast: Cast, draft: Draft) -> None:
    """The secretariat asks; every owner reads what changes and approves."""
    lead = desk(cast.chair)
    records(lead, "disposition", last="2025-09-18")
    records(lead, "approval", first="2025-09-18")
    office = desk(cast.secretary).opens(f"/drafts/{draft.public_id}/").follows("Ask the owners")
    office.presses("Ask them").reads("approved by 0 of 6")
    for number, user in enumerate(cast.owners):
        owner = desk(user).opens(link_to(user))
        if not number:
            page = owner.page.url.removeprefix(owner.server)
            owner.opens(f"/drafts/{draft.public_id}/final/").reads("have its sorters sign it").opens(page)
        owner.fills(approves=":yes").presses("Give this word").reads(f"approved by {number + 1} of 6")
    records(lead, "approval", last="2025-09-18")


def link_to(user: User) -> str:
    """The first link of the person's newest mail: the one that does the act."""
    assert delivered()
    text = next(str(each.body) for each in reversed(mail.outbox) if user.email in each.to)
    found = re.search(r"https?://[^/\s]+(/\S*)", text)
    assert found
    return found[1]


def publishes(desk: Sit, cast: Cast, draft: Draft, consultation: Consultation) -> None:
    """The secretariat publishes; a visitor finds edition and files, and in two clicks what became of the comment."""
    office = desk(cast.secretary).opens("/").follows("Publish an approved edition")
    office.fills(in_force_on="2026-01-01", transition_until="2026-12-31", summary="Sorters sign the policy.")
    office.presses("Publish").reads("The publication and its files")
    write_files.call(Publication.objects.get().public_id)
    office.opens(f"/drafts/{draft.public_id}/").reads("finished")
    visitor = desk(None).opens("/standards/publications/").follows("MDD 2026").reads("Hearth Zinc Union")
    visitor.follows("Read the edition").reads("In force from 2026-01-01").reads("have its sorters sign it")
    visitor.opens("/standards/mdd/2023/").reads("takes the place of this edition")
    to_consultation(visitor, consultation).follows("Read what was said").follows("C-0001")
    visitor.reads("accepted").reads(REASON).reads("have its sorters sign it")

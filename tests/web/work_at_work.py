"""A group's work that tests name: a workstream with a deliverable, papers of each kind, an issue, a thread."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import TODAY, Scheme, person, signed_in

from cupel_web.groups.actions import grant_access
from cupel_web.groups.models import AccessRole, Group
from cupel_web.kernel.models import User
from cupel_web.work.actions import (
    Concern,
    Decision,
    NewDeliverable,
    NewFormat,
    NewThread,
    NewWorkstream,
    Upload,
    add_deliverable,
    add_workstream,
    adopt_format,
    agree_format,
    confirm_issue,
    file_paper,
    raise_issue,
    start_thread,
    triage_issue,
)
from cupel_web.work.models import (
    Deliverable,
    DeliverableKind,
    EmergingIssue,
    Format,
    Paper,
    Thread,
    Visibility,
    Workstream,
)
from cupel_web.work.states import Outcome

DAY = timedelta(days=1)
CLAUSE_EDITION = "mdd@2023"
PARTS: list[dict[str, Any]] = [
    {"key": "text", "name": "Text", "holds": "The guidance itself.", "kind": "file", "types": ["docx", "pdf"]},
    {"key": "summary", "name": "Summary", "holds": "For the public.", "kind": "words", "least": 3},
    {"key": "review", "name": "Review", "holds": "Somebody who did not write it.", "kind": "signed"},
    {"key": "page", "name": "Page", "holds": "Where it is announced.", "kind": "link", "required": False},
    {"key": "from", "name": "Holds from", "holds": "", "kind": "date"},
]


@dataclass(frozen=True)
class Work:
    """What the working group works on; ``papers`` by who may read them."""

    group: Group
    format: Format
    workstream: Workstream
    deliverable: Deliverable
    papers: dict[str, Paper]
    issue: EmergingIssue
    thread: Thread


def paper_of(group: Group, title: str, visibility: Visibility, content: bytes = b"Words of a paper.") -> Paper:
    """A text file in a group's library."""
    upload = Upload(file_name=f"{title}.txt", chunks=[content])
    return file_paper(group, upload, named=(title, visibility), by=None, now=NOON)


def stream(group: Group, lead: User, title: str = "Guidance for small mines") -> Workstream:
    """A workstream that has begun."""
    new = NewWorkstream(title=title, purpose="To say what small mines do.", lead=lead, starts_on=TODAY - 30 * DAY)
    return add_workstream(group, new, by=None, now=NOON)


def planned(workstream: Workstream, owner: User, title: str = "Guidance", due_on: date | None = None) -> Deliverable:
    """A deliverable with the format agreed."""
    new = NewDeliverable(
        title=title, kind=DeliverableKind.GUIDANCE, purpose="Step by step.", owner=owner, due_on=due_on
    )
    made = add_deliverable(workstream, new, by=None, now=NOON)
    agree_format(made, wanted=Format.objects.get(), by=None, now=NOON)
    return made


def issue_raised(group: Group, title: str = "Dust from tailings", email: str = "raiser@example.org") -> EmergingIssue:
    """An issue of somebody without an account, confirmed."""
    concern = Concern(title=title, text="It blows into the village.", metals=("cu",), name="Raiser", email=email)
    raised = raise_issue(group, concern, by=None, now=NOON)
    confirm_issue(raised, now=NOON)
    return EmergingIssue.objects.get(pk=raised.pk)


def accepted(group: Group, title: str = "Dust from tailings") -> EmergingIssue:
    """An issue that is under consideration."""
    raised = issue_raised(group, title)
    triage_issue(raised, Decision(outcome=Outcome.ACCEPT, reason="It matters."), by=None, now=NOON)
    return EmergingIssue.objects.get(pk=raised.pk)


def text_file(name: str = "paper.txt", content: bytes = b"Words.") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


@pytest.fixture
def work(scheme: Scheme, chair: User, member: User) -> Work:
    """The member owns a deliverable of a workstream that the chair leads."""
    new = NewFormat(uid="guidance", title="Guidance", kind=DeliverableKind.GUIDANCE, parts=PARTS)
    agreed = adopt_format(new, by=None, now=NOON)
    workstream = stream(scheme.group, chair)
    papers = {each.value: paper_of(scheme.group, f"Paper {each.value}", each) for each in Visibility}
    issue = accepted(scheme.group)
    about = NewThread(title="How we begin", visibility=Visibility.GROUP)
    thread = start_thread(scheme.group, about, text="Let us begin.", by=chair, now=NOON)
    return Work(scheme.group, agreed, workstream, planned(workstream, member), papers, issue, thread)


@pytest.fixture
def sister(scheme: Scheme) -> User:
    """A member of the council, which is a sister to the working group in all that is reviewed."""
    user = person("sister@example.org")
    grant_access(scheme.council, person=user, role=AccessRole.CHAIR, by=None, now=NOON)
    return user


@pytest.fixture
def sister_client(sister: User) -> Client:
    return signed_in(sister)

"""Rows by the thousand, as the rooms would have written them: each ``more_...`` adds those with the numbers given."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.management.color import no_style
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.consultations_at_work import Round
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import CIVIL, FOUNDED, INDUSTRY, TERM_ENDS, TODAY

from cupel_web.consultations.models import (
    ClusterSearch,
    Comment,
    CommentCluster,
    CommentVersion,
    DispositionFact,
    Sending,
    Submission,
)
from cupel_web.consultations.models.comment import Kind, Way
from cupel_web.consultations.models.disposition import Answer, Decision, Workflow
from cupel_web.consultations.models.submission import Category, Consent
from cupel_web.decisions.models import (
    Ballot,
    Closing,
    Elector,
    Matrix,
    MatrixContent,
    MatrixOwner,
    Objection,
    ObjectionStep,
    PositionRecord,
)
from cupel_web.groups.models import (
    Access,
    AccessRole,
    Application,
    Approval,
    Capacity,
    Group,
    GroupKind,
    Phase,
    ProcedureVersion,
    SeatRecord,
    Tenure,
    TermsOfReference,
)
from cupel_web.kernel.models import Event, Job, StoredFile, User
from cupel_web.meetings.models import (
    AgendaItem,
    Appointment,
    Attendance,
    Circulation,
    CompetitionNotice,
    DecisionTaken,
    Meeting,
    Minutes,
    MinutesApproval,
    MinutesRemark,
    MinutesText,
)
from cupel_web.people.models import Acceptance, Membership, Organisation, OrganisationKind, Profile, Role, Undertaking
from cupel_web.recommendations.models import (
    Element,
    FollowUp,
    Leg,
    Objective,
    ObjectiveVersion,
    Recommendation,
    Reply,
    Review,
)
from cupel_web.standards.models import Cycle, ReviewOutcome, RoundFact, RuleWaiver, StageFact
from cupel_web.standards.queries import edition_of
from cupel_web.work.models import (
    ActionItem,
    Deliverable,
    EmergingIssue,
    Format,
    FormatAgreement,
    Mark,
    Milestone,
    Paper,
    PaperVersion,
    Post,
    Thread,
    Triage,
    Visibility,
    Workstream,
)
from cupel_web.work.models import Review as GroupReview

FEW, MANY = 10, 10_000
STAKEHOLDERS = 192
MOST_BYTES = 1 << 20

Pages = Mapping[str, list[str]]
"""Addresses by the role of who opens them."""
DAY = timedelta(days=1)
HASH = "a" * 64


def added(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> list[int]:
    """The row numbers of rows that are in the database now: written without building records, which would take many
    times as long. All rows give the same fields; they name others by record or by row number.
    """
    given, key = list(rows), model._meta.pk
    first = (model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1
    numbers = list(range(first, first + len(given)))
    others = [field for field in model._meta.concrete_fields if field is not key]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in (key, *others))
    places = ", ".join(["%s"] * (len(others) + 1))
    table = connection.ops.quote_name(model._meta.db_table)
    values = zip(numbers, *(_column(field, given) for field in others), strict=True)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", list(values))
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
    return numbers


def _column(field: "models.Field[Any, Any]", rows: list[dict[str, Any]]) -> list[Any]:
    """What the database keeps of a field, row by row; what is the same in all rows is made ready once."""
    if field.name not in rows[0]:
        return [field.get_db_prep_save(field.get_default(), connection) for _row in rows]
    ready: dict[int, Any] = {}
    for row in rows:
        value = row[field.name]
        if id(value) not in ready:
            plain = value.pk if isinstance(value, models.Model) else value
            ready[id(value)] = field.get_db_prep_save(plain, connection)
    return [ready[id(row[field.name])] for row in rows]


def settled() -> None:
    """Let the database look at what it holds, as it does by itself in time."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def more_people(numbers: range) -> list[int]:
    """People with accounts and profiles, who accepted every undertaking."""
    people = added(
        User,
        ({"email": f"many{n}@example.org", "name": f"Many {n}", "password": "!", "joined_at": NOON} for n in numbers),
    )
    added(Profile, ({"person": each} for each in people))
    for undertaking in Undertaking.objects.all():
        added(Acceptance, ({"person": each, "undertaking": undertaking, "accepted_at": NOON} for each in people))
    return people


def more_organisations(numbers: range) -> list[int]:
    kind = OrganisationKind.PRODUCER
    return added(Organisation, ({"name": f"Many {n}", "kind": kind, "founded_at": NOON} for n in numbers))


def more_seats(numbers: range, group: Group) -> list[dict[str, Any]]:
    """Seats for organisations on both sides, each filled by somebody who may enter; as rows with their ``pk``."""
    people, organisations = more_people(numbers), more_organisations(numbers)
    same = {"group": group, "opened_on": FOUNDED, "capacity": Capacity.ORGANISATION}
    seats = [
        {"label": f"Many {n}", "category": (INDUSTRY, CIVIL)[n % 2], "organisation": organisation, **same}
        for n, organisation in zip(numbers, organisations, strict=True)
    ]
    kept = added(SeatRecord, seats)
    terms = {"began_on": FOUNDED, "term_ends": TERM_ENDS}
    added(Tenure, ({"seat": seat, "person": person, **terms} for seat, person in zip(kept, people, strict=True)))
    entering = {"group": group, "role": AccessRole.MEMBER, "began_at": NOON}
    added(Access, ({"person": person, **entering} for person in people))
    return [{**row, "pk": seat, "n": n} for n, row, seat in zip(numbers, seats, kept, strict=True)]


def more_of_groups(numbers: range, group: Group) -> None:
    """Groups, applications that wait, versions of the mandate and of the rules."""
    groups = added(
        Group,
        (
            {
                "slug": f"many-{n}", "name": f"Many {n}", "kind": GroupKind.WORKING_GROUP, "parent": group.parent,
                "purpose": "What it is for.", "procedure_uid": group.procedure_uid, "created_at": NOON,
            }
            for n in numbers
        ),
    )  # fmt: skip
    begun = {"state": "active", "began_on": FOUNDED, "reason": "Begins.", "recorded_at": NOON}
    added(Phase, ({"group": each, **begun} for each in groups))
    added(
        Application,
        (
            {
                "group": group, "name": f"Many {n}", "email": f"many{n}@example.org", "joins_as": "experts",
                "capacity": Capacity.PERSONAL, "category": CIVIL, "statement": "I know mines.", "key": f"many{n}",
                "received_at": NOON, "confirmed_at": NOON,
            }
            for n in numbers
        ),
    )  # fmt: skip
    terms = added(
        TermsOfReference,
        (
            {"group": group, "number": 10 + n, "mandate": "To draft.", "in_force": FOUNDED, "proposed_at": NOON}
            for n in numbers
        ),
    )
    added(Approval, ({"terms": each, "sha256": HASH, "approved_on": FOUNDED, "recorded_at": NOON} for each in terms))
    held = ProcedureVersion.objects.filter(uid=group.procedure_uid).order_by("pk")[0]
    rules = {"uid": held.uid, "in_force": held.in_force, "data": held.data, "sha256": HASH, "adopted_at": NOON}
    added(ProcedureVersion, ({"version": f"many {n}", **rules} for n in numbers))


@dataclass(frozen=True)
class WorkToGrow:
    """One of each of what has long lists on its page."""

    group: Group
    sister: Group
    paper: Paper
    issue: EmergingIssue
    thread: Thread
    workstream: Workstream
    deliverable: Deliverable
    format: Format
    lead: User
    owner: User


def more_of_work(numbers: range, work: WorkToGrow) -> None:
    """Everything that pages of work list."""
    _more_papers(numbers, work)
    _more_talk(numbers, work)
    _more_issues(numbers, work)
    _more_deliverables(numbers, work)
    item = {"group": work.group, "owner": work.owner, "due_on": TODAY, "added_at": NOON}
    added(ActionItem, ({"title": f"Many {n}", **item} for n in numbers))


def _more_papers(numbers: range, work: WorkToGrow) -> None:
    stored = StoredFile.objects.order_by("pk")[0]
    file = {"stored": stored, "file_name": "many.txt", "media_type": "text/plain", "added_at": NOON}
    shown = {"group": work.group, "visibility": Visibility.PUBLIC, "filed_at": NOON}
    papers = added(Paper, ({"title": f"Many {n}", **shown} for n in numbers))
    added(PaperVersion, ({"paper": each, "number": 1, **file} for each in papers))
    added(PaperVersion, ({"paper": work.paper, "number": 10 + n, **file} for n in numbers))


def _more_talk(numbers: range, work: WorkToGrow) -> None:
    kept = {"group": work.group, "visibility": Visibility.PUBLIC, "started_at": NOON, "started_by": work.lead}
    on_paper = {"paper": work.paper, "subject_type": "work.paper", "subject": work.paper.public_id}
    on_issue = {"subject_type": "work.emergingissue", "subject": work.issue.public_id}
    said = {"text": "Many words.", "author": work.lead, "posted_at": NOON}
    for about in ({}, on_paper, on_issue):
        threads = added(Thread, ({"title": f"Many {n}", **kept, **about} for n in numbers))
        added(Post, ({"thread": each, "number": 1, **said} for each in threads))
    added(Post, ({"thread": work.thread, "number": 10 + n, **said} for n in numbers))


def _more_issues(numbers: range, work: WorkToGrow) -> None:
    raised = {"group": work.group, "text": "It blows into the village.", "raised_at": NOON, "confirmed_at": NOON}
    accepted = added(EmergingIssue, ({"title": f"Many {n}", "metals": ["cu"], **raised} for n in numbers))
    reason = {"outcome": "accept", "reason": "It matters.", "decided_at": NOON}
    added(Triage, ({"issue": each, **reason} for each in accepted))
    added(EmergingIssue, ({"title": f"Many that wait {n}", **raised} for n in numbers))


def _more_deliverables(numbers: range, work: WorkToGrow) -> None:
    begun = {"group": work.group, "purpose": "To say it.", "lead": work.lead, "starts_on": FOUNDED, "added_at": NOON}
    added(Workstream, ({"title": f"Many {n}", **begun} for n in numbers))
    due = {"workstream": work.workstream, "kind": "guidance", "purpose": "Step by step.", "owner": work.owner,
           "added_at": NOON}  # fmt: skip
    made = added(Deliverable, ({"title": f"Many {n}", "due_on": TODAY + (n - 1) * DAY, **due} for n in numbers))
    agreed = {"format": work.format, "agreed_at": NOON}
    added(FormatAgreement, ({"deliverable": each, **agreed} for each in made))
    day = {"deliverable": work.deliverable, "due_on": TODAY, "first_due_on": TODAY, "added_at": NOON}
    added(Milestone, ({"title": f"Many {n}", **day} for n in numbers))
    added(Milestone, ({"title": "Next", **day, "deliverable": each} for each in made))
    about = {"deliverable": work.deliverable, "group": work.sister}
    added(GroupReview, ({**about, "asked_at": NOON} for _n in numbers))
    added(Mark, ({**about, "reason": "Wait.", "marked_at": NOON} for _n in numbers))
    parts = {"kind": "guidance", "parts": work.format.parts, "adopted_at": NOON}
    added(Format, ({"uid": f"many-{n}", "number": 1, "title": f"Many {n}", **parts} for n in numbers))
    added(Format, ({"uid": work.format.uid, "number": 10 + n, "title": "Guidance", **parts} for n in numbers))


def more_of_meetings(numbers: range, meeting: Meeting, minutes: Minutes, person: User) -> None:
    """Meetings to come and past ones with approved minutes; items, attendance and comments of one meeting."""
    _more_meetings(numbers, meeting.group)
    seats = more_seats(numbers, meeting.group)
    listed = {"meeting": meeting, "kind": "decision", "duration": 1, "added_at": NOON}
    items = added(AgendaItem, ({"title": f"Many {n}", "position": 10 + n, **listed} for n in numbers))
    decided = {"text": "Many are in favour.", "taken_at": NOON, "recorded_at": NOON}
    added(DecisionTaken, ({"item": each, **decided} for each in items))
    added(MinutesText, ({"minutes": minutes, "item": each, "text": "It was said."} for each in items))
    there = {"meeting": meeting, "presence": "in person", "since": meeting.appointment.starts_at, "recorded_at": NOON}
    added(Attendance, ({"seat": each["pk"], **there} for each in seats))
    remark = {"minutes": minutes, "person": person, "text": "Well.", "asks_change": False, "made_at": NOON}
    added(MinutesRemark, (remark for _n in numbers))
    notice = {"text": "We speak of no prices.", "sha256": HASH, "in_force": FOUNDED, "published_at": NOON}
    added(CompetitionNotice, ({"number": 10 + n, **notice} for n in numbers))


def _more_meetings(numbers: range, group: Group) -> None:
    kept = {"group": group, "notice_days": 14, "minutes_days": 14, "convened_at": NOON}
    when = {"zone": "UTC", "duration": 60, "set_at": NOON}
    for word, direction in (("to come", 1), ("past", -1)):
        meetings = added(Meeting, ({"title": f"Many {word} {n}", **kept} for n in numbers))
        dated = zip(numbers, meetings, strict=True)
        begins = ({"meeting": each, "starts_at": NOON + direction * (n + 1) * 3 * DAY / 10} for n, each in dated)
        added(Appointment, ({**row, **when} for row in begins))
    texts = added(Minutes, ({"meeting": each, "number": 1, "drafted_at": NOON} for each in meetings))
    told = {"content": {}, "sha256": HASH, "comments_until": TODAY, "tacit": False, "circulated_at": NOON}
    half = len(texts) // 2
    added(Circulation, ({"minutes": each, **told} for each in texts))
    agreed = {"way": "tacit", "sha256": HASH, "approved_at": NOON}
    added(MinutesApproval, ({"minutes": each, **agreed} for each in texts[:half]))


def more_of_decisions(numbers: range, closed: Ballot, running: Ballot, person: User) -> None:
    """Ballots that run and closed ones; seats, positions and objections of one that runs; approvals by owners."""
    same = {name: getattr(running, name) for name in ("group", "procedure", "text", "sha256", "closes_on", "zone")}
    same |= {name: getattr(running, name) for name in ("opened_at", "closes_at", "reply_days", "appeal_days")}
    added(Ballot, ({"title": f"Many that run {n}", **same} for n in numbers))
    over = added(Ballot, ({"title": f"Many {n}", **same} for n in numbers))
    result = {"outcome": closed.closing.outcome, "result": closed.closing.result, "sha256": HASH, "closed_at": NOON}
    added(Closing, ({"ballot": each, **result} for each in over))
    seats = more_seats(numbers, running.group)
    electors = _more_electors(seats, running)
    stand = {"has_interest": False, "part": "holder", "person": person, "taken_at": NOON}
    added(PositionRecord, ({"elector": each, "position": "object", **stand} for each in electors))
    said = {"reason": "It leaves out feed.", "wanted": "Cover feed.", "raised_at": NOON, "raised_by": person}
    against = zip(numbers, electors, strict=True)
    objections = added(Objection, ({"elector": each, "number": 10 + n, **said} for n, each in against))
    added(ObjectionStep, ({"objection": each, "step": "resolution proposed", "at": NOON} for each in objections[::2]))
    _more_matrices(seats)


def _more_electors(seats: list[dict[str, Any]], ballot: Ballot) -> list[int]:
    return added(
        Elector,
        (
            {
                "ballot": ballot, "seat": seat["pk"], "voter": f"many{seat['n']}", "label": seat["label"],
                "category": seat["category"], "organisation": seat["organisation"],
                "organisation_name": f"Many {seat['n']}",
            }
            for seat in seats
        ),
    )  # fmt: skip


def _more_matrices(seats: list[dict[str, Any]]) -> None:
    matrices = added(Matrix, ({"title": f"Many {seat['n']}", "begun_at": NOON} for seat in seats))
    added(MatrixContent, ({"matrix": each, "number": 1, "sha256": HASH, "set_at": NOON} for each in matrices))
    owned = zip(matrices, seats, strict=True)
    added(MatrixOwner, ({"matrix": matrix, "organisation": seat["organisation"]} for matrix, seat in owned))


def more_of_recommendations(numbers: range, one: Recommendation, body: Group) -> None:
    """Recommendations that wait for a reply, drafts, reviews, objectives; the way of one and what follows."""
    names = ("group", "text", "reasons", "element", "objective", "cycle")
    terms = ("advice_length", "advice_unit", "decision_length", "decision_unit")
    same = {name: getattr(one, name) for name in (*names, *terms)} | {"drafted_at": NOON}
    added(Recommendation, ({"title": f"Many drafts {n}", **same} for n in numbers))
    sent = added(Recommendation, ({"title": f"Many {n}", **same, "submitted_at": NOON} for n in numbers))
    lies = {"body": body, "purpose": "advice", "started_on": FOUNDED, "length": 60, "unit": "days",
            "due_on": TODAY - DAY, "sent_at": NOON}  # fmt: skip
    added(Leg, ({"recommendation": each, "number": 1, **lies} for each in sent))
    legs = added(Leg, ({"recommendation": one, "number": 10 + n, **lies} for n in numbers))
    replied = {"body": body, "answer": "accept", "reasons": "Because.", "replied_on": TODAY, "recorded_at": NOON}
    added(Reply, ({"leg": each, **replied} for each in legs))
    follows = {"recommendation": one, "group": body, "due_on": TODAY, "added_at": NOON}
    added(FollowUp, ({"what": f"Many {n}", **follows} for n in numbers))
    found = {"group": one.group, "cycle": one.cycle, "element": Element.STANDARD, "objective": one.objective,
             "findings": "Many things.", "concluded_on": TODAY, "recorded_at": NOON}  # fmt: skip
    added(Review, ({"title": f"Many {n}", **found} for n in numbers))
    objectives = added(Objective, ({"code": f"N{n}", "added_at": NOON} for n in numbers))
    worded = {"text": "Many chains.", "in_force": FOUNDED, "recorded_at": NOON}
    added(ObjectiveVersion, ({"objective": each, **worded} for each in objectives))


def more_of_people(numbers: range, organisation: Organisation) -> None:
    """Organisations, people of one of them, and acts in the event log."""
    more_organisations(numbers)
    acting = {"organisation": organisation, "role": Role.READER, "began_at": NOON}
    added(Membership, ({"person": each, **acting} for each in more_people(numbers)))
    last = Event.objects.count()
    act = {"at": NOON, "action": "people.member_added", "subject_type": "people.organisation",
           "subject": organisation.public_id, "previous": HASH, "digest": HASH}  # fmt: skip
    added(Event, ({"number": last + 1 + n, **act} for n in range(len(numbers))))


def more_of_cycles(numbers: range, cycle: Cycle) -> None:
    """Cycles that are finished, facts of one that runs, and reviews."""
    same = {
        "standard": "mdd", "base_edition": "2023", "group": cycle.group, "procedure": cycle.procedure,
        "change": "revision", "opened_on": FOUNDED, "scope": "All.", "need": "Asked.", "finished_on": TODAY,
        "opened_at": NOON,
    }  # fmt: skip
    kept = added(Cycle, ({"new_edition": f"many {n}", **same} for n in numbers))
    fact = {"stage": "approval", "recorded_at": NOON}
    added(StageFact, ({"cycle": each, "kind": "started", "first": TODAY, **fact} for each in kept))
    added(StageFact, ({"cycle": each, "kind": "ended", "last": TODAY, **fact} for each in kept))
    planned = {"cycle": cycle, "kind": "planned", "first": TODAY, "last": TODAY, "reason": "", **fact}
    added(StageFact, (planned for _n in numbers))
    opened = {"opens_at": NOON - 60 * DAY, "closes_at": NOON - 20 * DAY, "zone": "UTC", "recorded_at": NOON}
    added(RoundFact, ({"cycle": cycle, "number": 1, **opened} for _n in numbers))
    waived = {"profile": "iseal", "justification": "Why.", "decided_by": "Council", "decided_on": TODAY}
    added(RuleWaiver, ({"cycle": cycle, "rule": f"many-{n}", "recorded_at": NOON, **waived} for n in numbers))
    reviewed = {"standard": "mdd", "edition": "2023", "group": cycle.group, "reviewed_on": FOUNDED, "reasons": "Fine."}
    added(ReviewOutcome, ({"recorded_at": NOON, **reviewed} for _n in numbers))


def more_of_consultations(numbers: range, held: Round) -> None:
    """Comments of 192 stakeholders in five languages, on every clause, at every state of the work,
    every fifth in a cluster of five, and the last search's suggestions of pairs.
    """
    consultation, places = held.consultation, list(edition_of(held.consultation.text).clauses)
    languages, categories, consents = ("en", "es", "fr", "pt", "zh"), list(Category), list(Consent)
    countries = (
        "ZM",
        "AU",
        "GB",
        "US",
        "CA",
        "IN",
        "ZA",
        "CL",
        "PE",
        "MX",
        "ES",
        "CO",
        "EC",
        "CD",
        "FR",
        "BE",
        "BR",
        "PT",
        "CN",
    )
    senders = list(Submission.objects.filter(name__startswith="Many").values_list("pk", flat=True))
    if len(senders) < STAKEHOLDERS:
        first = len(senders)
        rows = range(first, min(STAKEHOLDERS, max(numbers) + 1))
        senders += added(Submission, ({
            "consultation": consultation, "name": f"Many {n}", "organisation": f"Example {n}", "begun_at": NOON,
            "category": categories[n % len(categories)], "country": countries[n % len(countries)], "sent_at": NOON,
            "language": languages[n % 5], "consent": consents[n % 3], "confirmed_at": NOON,
        } for n in rows))  # fmt: skip
        added(Sending, ({"submission": each, "sent_at": NOON, "counted_at": NOON, "comments": 1, "sha256": HASH}
            for each in senders[first:]))  # fmt: skip
    sendings = dict(Sending.objects.values_list("submission", "pk"))
    of = [senders[n % len(senders)] for n in numbers]
    comments = added(Comment, ({
        "consultation": consultation, "submission": each, "number": n + 100, "row": str(n), "counted_at": NOON,
    } for n, each in zip(numbers, of, strict=True)))  # fmt: skip
    added(CommentVersion, ({
        "comment": comment, "sending": sendings[each], "number": 1, "clause": places[n % len(places)],
        "kind": Kind.TECHNICAL, "text": f"Many words about dust, water and dates in clause number {n}. " * 4,
        "change": f"It shall be {n}.", "way": Way.XLSX,
    } for n, each, comment in zip(numbers, of, comments, strict=True)))  # fmt: skip
    states = (Workflow.ASSIGNED, Workflow.PROPOSED, Workflow.AGREED, Workflow.PUBLISHED)
    chair = User.objects.get(email="chair@example.org")
    decided = [(n, comment) for n, comment in zip(numbers, comments, strict=True) if n % 5]
    for turn in range(2):
        added(DispositionFact, ({
            "comment": comment, "workflow": states[n % 4] if turn else Workflow.ASSIGNED,
            "decision": Decision.NOTED if turn and n % 4 else "", "reason": "Noted.", "answer": Answer.NONE,
            "assignee": chair, "made_at": NOON,
        } for n, comment in decided))  # fmt: skip
    clusters = added(CommentCluster, (
        {"consultation": consultation, "reason": "They say the same.", "confirmed_at": NOON} for _n in numbers[::25]
    ))  # fmt: skip
    through = CommentCluster.comments.through
    added(through, ({"commentcluster": clusters[place // 25], "comment": comment}
        for place, comment in enumerate(comments) if place % 25 < 5))  # fmt: skip
    times = {"queued_at": NOON, "finished_at": NOON}
    job, _new = Job.objects.get_or_create(kind="consultations.clusters", defaults=times)
    found = [{
        "comments": [f"C-{n + 107:04d}", f"C-{n + 109:04d}"], "likeness": "same text", "score": 0.9,
        "reason": "The same words.", "joins": [],
    } for n in range(0, max(numbers) - 10, 25)]  # fmt: skip
    search = {"consultation": consultation, "found": found, "ordered_at": NOON}
    ClusterSearch.objects.update_or_create(job=job, defaults=search)


def asked(client: Client, path: str) -> tuple[int, int]:
    """How many queries a page issues, and its size in bytes."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
        assert response.status_code == 200, path
    return len(captured), len(response.content)


def hold(request: pytest.FixtureRequest, pages: Pages, grow: Callable[[range], None]) -> None:
    """Every page issues the same number of queries with few and with many rows, and stays below the bound."""
    clients = {role: request.getfixturevalue(role if role == "visitor" else f"{role}_client") for role in pages}
    opened = [(role, path) for role, paths in pages.items() for path in paths]
    grow(range(FEW))
    for role, path in opened:
        clients[role].get(path)
    few = {(role, path): asked(clients[role], path)[0] for role, path in opened}
    grow(range(FEW, MANY))
    settled()
    many = {}
    for role, path in opened:
        many[role, path] = asked(clients[role], path)
    assert {page: queries for page, (queries, _size) in many.items()} == few
    assert {page: size for page, (_queries, size) in many.items() if size > MOST_BYTES} == {}

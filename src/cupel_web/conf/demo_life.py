"""The demo's scheme in mid-life: issues, work, papers, meetings, ballots, recommendations; some of it overdue."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from cupel.governance import Position, Term, Unit
from cupel_web.conf.demo_scheme import Scheme
from cupel_web.decisions.actions import (
    Motion,
    NewMatrix,
    Reasoned,
    Stand,
    Window,
    Word,
    answer_resolution,
    begin_matrix,
    close_ballot,
    give_word,
    open_ballot,
    propose_resolution,
    take_position,
)
from cupel_web.decisions.models import Ballot, Elector
from cupel_web.decisions.queries.counting import objections_in
from cupel_web.groups.models import Group, SeatRecord
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.models import User
from cupel_web.meetings.actions import (
    ItemWording,
    NewMeeting,
    Seen,
    Timing,
    add_item,
    circulate,
    convene,
    draft_minutes,
    give_notice,
    publish_notice,
    record_attendance,
    text_for,
    write_minutes,
)
from cupel_web.meetings.actions import Term as CommentTerm
from cupel_web.meetings.models import ItemKind, Meeting
from cupel_web.meetings.states import Presence
from cupel_web.people.actions import NewMember, add_member
from cupel_web.people.models import Organisation, Role
from cupel_web.recommendations.actions import Answer, Wording, add_objective, draft, forward, reply, submit
from cupel_web.recommendations.models import Element, Objective, Recommendation
from cupel_web.recommendations.states import ReplyKind
from cupel_web.work.actions import (
    Concern,
    Decision,
    Filled,
    NewActionItem,
    NewDeliverable,
    NewFormat,
    NewMilestone,
    NewThread,
    NewWorkstream,
    Objection,
    Said,
    Upload,
    add_action_item,
    add_deliverable,
    add_milestone,
    add_workstream,
    adopt_format,
    agree_format,
    confirm_issue,
    file_paper,
    fill_part,
    finish_milestone,
    mark_deliverable,
    post,
    publish_deliverable,
    raise_issue,
    start_thread,
    triage_issue,
)
from cupel_web.work.models import Deliverable, DeliverableKind, EmergingIssue, Format, Visibility
from cupel_web.work.states import Outcome

DAY = timedelta(days=1)
MAP = "Map of sites, routes and buyers"
MAP_SUMMARY = (
    "We walked to forty-one places where people dig copper by hand, along nine roads, and to the yards of six buyers. "
    "Four in five who dig sell to two buyers. Nobody who carries the ore is paid by weight. Women wash and sort, "
    "and are named in no contract."
)
NOTICE = (
    "We meet to write a standard. We do not speak of prices, costs, customers, volumes to come or bids; whoever hears "
    "such talk stops it and has it minuted."
)
GUIDE_PARTS = [
    {"key": "text", "name": "Text", "holds": "The guide itself.", "kind": "file", "types": ["docx", "pdf", "txt"]},
    {"key": "summary", "name": "Summary", "holds": "What it asks, for the public.", "kind": "words", "least": 60},
    {"key": "review", "name": "Review", "holds": "Somebody who did not write it.", "kind": "signed"},
    {"key": "from", "name": "Holds from", "holds": "The day it takes effect.", "kind": "date"},
]
REPORT_PARTS = [
    {
        "key": "text",
        "name": "Report",
        "holds": "What was found and heard.",
        "kind": "file",
        "types": ["docx", "pdf", "txt"],
    },
    {
        "key": "summary",
        "name": "Summary",
        "holds": "In the language of those it is about.",
        "kind": "words",
        "least": 40,
    },
]


def lived(scheme: Scheme, *, now: datetime) -> None:
    """Let the scheme have lived, unless it has."""
    if not Meeting.objects.exists():
        _Life(scheme, now).happen()


@dataclass(frozen=True)
class _Life:
    """What happened in the scheme until ``now``."""

    scheme: Scheme
    now: datetime

    @property
    def today(self) -> date:
        return day_of(self.now)

    def who(self, role: str) -> User:
        """The person with this role."""
        return self.scheme.people[role]

    def group(self, slug: str) -> Group:
        """The group at this address."""
        return self.scheme.groups[slug]

    def happen(self) -> None:
        """Everything, in order."""
        guide, report = self.formats()
        self.technical_work(guide)
        self.communities_work(report)
        self.diligence_work(report)
        self.issues()
        self.papers_and_talk()
        self.meetings()
        self.ballots()
        self.recommendations()
        self.approvals()

    def formats(self) -> tuple[Format, Format]:
        """Formats that groups agreed on."""
        guide = NewFormat(
            uid="criteria-guide", title="Criteria guide", kind=DeliverableKind.CRITERIA_GUIDE, parts=GUIDE_PARTS
        )
        report = NewFormat(uid="field-report", title="Field report", kind=DeliverableKind.REPORT, parts=REPORT_PARTS)
        agreed = self.now - 160 * DAY
        return adopt_format(guide, by=None, now=agreed), adopt_format(report, by=None, now=agreed)

    def technical_work(self, guide: Format) -> None:
        """A guide with a late milestone, on which the sister group set a mark."""
        began = self.now - 90 * DAY
        stream = NewWorkstream(
            title="Recycled feed", purpose="Say how a site shows that feed is recycled.", lead=self.who("chair"),
            starts_on=day_of(began),
        )  # fmt: skip
        work = add_workstream(self.group("technical"), stream, by=None, now=began)
        wanted = NewDeliverable(
            title="Guide to the recycled-feed clauses", kind=DeliverableKind.CRITERIA_GUIDE,
            purpose="What an assessor asks for, clause by clause.", owner=self.who("expert"),
            due_on=self.today + 60 * DAY,
        )  # fmt: skip
        made = add_deliverable(work, wanted, by=None, now=began)
        agree_format(made, wanted=guide, by=None, now=began)
        self.milestones(made, ("Outline", -40), ("First draft", -10), ("Draft for review", 25))
        mark = Objection(
            group=self.group("peoples-and-communities"),
            reason="Informal collectors appear only as a risk; say how they are paid and heard.",
        )
        mark_deliverable(made, mark, by=None, now=self.now)
        item = NewActionItem(
            title="Ask three recyclers for their weighbridge forms", owner=self.who("producer"),
            due_on=self.today - 3 * DAY,
        )  # fmt: skip
        add_action_item(self.group("technical"), item, by=None, now=self.now - 20 * DAY)

    def communities_work(self, report: Format) -> None:
        """Mapping, regional and national workshops, and what is to be recommended of them."""
        stream = NewWorkstream(
            title="Artisanal copper in the Upper Valley",
            purpose="Map who mines, carries and buys; hear them in three regional workshops and a national one; "
            "recommend what the standard asks of those who buy from them.",
            lead=self.who("community"), starts_on=self.today - 150 * DAY,
        )  # fmt: skip
        began = self.now - 150 * DAY
        work = add_workstream(self.group("peoples-and-communities"), stream, by=None, now=began)
        for title, due, milestones in (
            (MAP, -60, (("Field visits", -100), ("Map drawn", -62))),
            ("Report of three regional workshops", 20, (("North", -45), ("Centre", -20), ("South", -5))),
            ("Report of the national workshop", 80, (("Invitations", 30), ("Workshop", 60))),
            ("Recommendation to the Council", 140, (("Draft for those it is about", 100), ("Submitted", 140))),
        ):
            wanted = NewDeliverable(
                title=title, kind=DeliverableKind.REPORT, purpose="For those it is about, and for the group.",
                owner=self.who("community"), due_on=self.today + due * DAY,
            )  # fmt: skip
            made = add_deliverable(work, wanted, by=None, now=began)
            agree_format(made, wanted=report, by=None, now=began)
            self.milestones(made, *milestones, late=due > 0)
            if due < 0:
                self.published(made, on=self.now + due * DAY)

    def diligence_work(self, report: Format) -> None:
        """What the group that slept was re-convened for."""
        began = self.now - 50 * DAY
        stream = NewWorkstream(
            title="Origin claims for recycled feed",
            purpose="Say what a buyer may claim about feed that was metal before.",
            lead=self.who("trader"), starts_on=day_of(began),
        )  # fmt: skip
        wanted = NewDeliverable(
            title="Report on origin claims", kind=DeliverableKind.REPORT, purpose="For the next edition.",
            owner=self.who("watch"), due_on=self.today + 45 * DAY,
        )  # fmt: skip
        work = add_workstream(self.group("due-diligence"), stream, by=None, now=began)
        made = add_deliverable(work, wanted, by=None, now=began)
        agree_format(made, wanted=report, by=None, now=began)
        self.milestones(made, ("Claims collected", -25), ("Draft", 15), late=False)

    def published(self, made: Deliverable, *, on: datetime) -> None:
        """The report is put in and published."""
        upload = Upload(file_name="map.txt", chunks=[f"{MAP_SUMMARY}\n\nSite by site, road by road.".encode()])
        text = file_paper(made.group, upload, named=(MAP, Visibility.PUBLIC), by=None, now=on)
        fill_part(made, Filled(part="text", paper=text), by=None, now=on)
        fill_part(made, Filled(part="summary", text=MAP_SUMMARY), by=None, now=on)
        publish_deliverable(made, by=None, now=on)

    def milestones(self, made: Deliverable, *planned: tuple[str, int], late: bool = True) -> None:
        """Milestones by days from today; the past ones are reached, but for the latest if the work is ``late``."""
        past = [days for _title, days in planned if days < 0]
        for title, days in planned:
            new = NewMilestone(title=title, due_on=self.today + days * DAY)
            milestone = add_milestone(made, new, by=None, now=made.added_at)
            if days < max(past, default=0) or (days < 0 and not late):
                finish_milestone(milestone, by=None, now=self.now + days * DAY)

    def issues(self) -> None:
        """One under consideration, one that waits for a look."""
        heard = self.raised("Dust from dry tailings", "Wind carries it into two villages; no clause speaks of it.")
        triage_issue(heard, Decision(outcome=Outcome.ACCEPT, reason="Within the mandate."), by=None, now=self.now)
        self.raised("Refund of recruitment fees", "Workers of contractors paid to be hired.")

    def raised(self, title: str, text: str) -> EmergingIssue:
        """An issue raised by somebody without an account, who confirmed the address."""
        concern = Concern(title=title, text=text, metals=("cu",), name="Example villager", email="villager@example.org")
        issue = raise_issue(self.group("peoples-and-communities"), concern, by=None, now=self.now)
        confirm_issue(issue, now=self.now)
        return EmergingIssue.objects.get(pk=issue.pk)

    def papers_and_talk(self) -> None:
        """A paper for all, one for the group, and a thread."""
        technical = self.group("technical")
        for title, visibility, text in (
            ("Work programme of the year", Visibility.PUBLIC, "Recycled feed; glossary; assessor training."),
            ("Recycled feed: what the books show", Visibility.GROUP, "Half of the feed is recycled at three sites."),
        ):
            upload = Upload(file_name=f"{title.split(':', maxsplit=1)[0]}.txt", chunks=[text.encode()])
            file_paper(technical, upload, named=(title, visibility), by=None, now=self.now)
        about = NewThread(title="Who counts as first collector?", visibility=Visibility.GROUP)
        thread = start_thread(
            technical,
            about,
            text="The trader who weighs, or the person who sorts?",
            by=self.who("expert"),
            now=self.now,
        )
        post(thread, Said(text="The place where material is first weighed."), by=self.who("trader"), now=self.now)

    def meetings(self) -> None:
        """One three weeks ago with minutes out for comments, one in nine days."""
        publish_notice(NOTICE, in_force=self.today - 365 * DAY, by=None, now=self.now)
        self.met()
        coming = self.convened("Call on the guide's draft", in_days=9, now=self.now)
        for title, kind in (
            ("Minutes of the last meeting", ItemKind.DECISION),
            ("Draft of the guide", ItemKind.DISCUSSION),
            ("Mark of the Peoples and Communities Group", ItemKind.DECISION),
        ):
            add_item(coming, ItemWording(title=title, kind=kind, duration=25), by=None, now=self.now)

    def met(self) -> None:
        """The meeting that was."""
        before = self.now - 50 * DAY
        meeting = self.convened("Call on recycled feed", in_days=30, now=before)
        begins = meeting.appointment.starts_at
        item = ItemWording(title="Scope of the guide", kind=ItemKind.DISCUSSION, duration=60)
        point = add_item(meeting, item, by=None, now=before)
        for seat in SeatRecord.objects.filter(
            group=self.group("technical"), votes=True, tenures__isnull=False
        ).distinct():
            seen = Seen(seat=seat, presence=Presence.REMOTE, since=begins)
            record_attendance(meeting, seen, by=None, now=begins + DAY)
        give_notice(meeting, seat=None, at=begins, by=None, now=begins + DAY)
        minutes = draft_minutes(meeting, by=None, now=begins + DAY)
        text = text_for(minutes, point)
        write_minutes(
            text, "The guide covers feed bought as scrap and returns of the own plant.", revision=text.revision,
            by=None, now=begins + DAY,
        )  # fmt: skip
        circulate(minutes, CommentTerm(comments_until=self.today + 5 * DAY), by=None, now=begins + 2 * DAY)

    def convened(self, title: str, *, in_days: int, now: datetime) -> Meeting:
        """A call of the technical group."""
        begins = datetime.combine(day_of(now) + in_days * DAY, time(13), UTC)
        timing = Timing(
            starts_at=begins, zone="Europe/London", duration=90, place="By video",
            link="https://calls.example.org/technical",
        )  # fmt: skip
        return convene(self.group("technical"), NewMeeting(title=title), timing, by=None, now=now)

    def ballots(self) -> None:
        """One that is closed, one that runs with an objection, one whose voting is over, its objection resolved."""
        first = self.opened("Scope of the guide", opened=self.now - 30 * DAY, closes=-20)
        for role in ("chair", "producer", "trader", "member", "expert", "labour"):
            self.votes(first, role, Position.SUPPORT, now=self.now - 25 * DAY)
        close_ballot(first, by=None, now=self.now - 19 * DAY)
        second = self.opened("Recycled feed counts from first collection", opened=self.now - 4 * DAY, closes=10)
        for role in ("chair", "trader", "expert"):
            self.votes(second, role, Position.SUPPORT, now=self.now - 2 * DAY)
        complaint = Reasoned(
            reason="Sorters are left out: they collect before anybody weighs.",
            wanted="Count from the first person who is paid for the material.",
        )
        self.votes(second, "member", Position.OBJECT, now=self.now - DAY, complaint=complaint)
        self.resolved()

    def resolved(self) -> None:
        """A ballot that waits for the chair to close it."""
        third = self.opened("Returns of the own plant count as recycled", opened=self.now - 16 * DAY, closes=-1)
        for role in ("chair", "producer", "trader", "expert"):
            self.votes(third, role, Position.SUPPORT, now=self.now - 12 * DAY)
        complaint = Reasoned(reason="A site could count the same metal twice.", wanted="Count each return once.")
        self.votes(third, "labour", Position.OBJECT, now=self.now - 11 * DAY, complaint=complaint)
        (objection,) = objections_in(third)
        propose_resolution(
            objection, text="A return counts when it first leaves the plant.", by=self.who("chair"),
            now=self.now - 8 * DAY,
        )  # fmt: skip
        answer_resolution(objection, position=Position.ACCEPT, by=self.who("labour"), now=self.now - 6 * DAY)

    def opened(self, title: str, *, opened: datetime, closes: int) -> Ballot:
        """A ballot of the technical group."""
        motion = Motion(title=title, text=f"The group agrees: {title.lower()}.")
        window = Window(closes_on=self.today + closes * DAY, zone="UTC", reply_days=7, appeal_days=14)
        return open_ballot(self.group("technical"), motion, window, by=self.who("chair"), now=opened)

    def votes(
        self, ballot: Ballot, role: str, position: Position, *, now: datetime, complaint: Reasoned | None = None
    ) -> None:
        """A person takes a position for their seat."""
        elector = Elector.objects.get(ballot=ballot, seat__tenures__person=self.who(role))
        take_position(
            elector, Stand(position=position, has_interest=False, objection=complaint), by=self.who(role), now=now
        )

    def recommendations(self) -> None:
        """One that the Council is late to answer, one before the Board."""
        objective = add_objective(
            "O1", text="Metals are produced, sourced and recycled responsibly.", on=self.today - 365 * DAY, by=None,
            now=self.now,
        )  # fmt: skip
        self.recommended("Train assessors on recycled feed", Element.TRAINING, objective, ago=80)
        other = self.recommended("Lower the fee of small sites", Element.FEES, objective, ago=40)
        leg = other.legs.latest("number")
        answer = Answer(answer=ReplyKind.ACCEPT, reasons="Small sites stay away for the fee alone.")
        reply(leg, answer, by=self.who("council"), now=self.now - 10 * DAY)
        forward(other, by=self.who("council"), now=self.now - 9 * DAY)
        self.drafted("Buy from those who dig by hand under a plan they helped to write", objective)

    def drafted(self, title: str, objective: Objective) -> None:
        """What the workshops are to lead to, begun by the group that holds them."""
        wording = Wording(
            title=title, text="We recommend that the standard ask it of every buyer.", element=Element.STANDARD,
            objective=objective, reasons="The map shows who sells to whom; the workshops say on what terms.",
            cycle=str(self.today.year + 1), advice=Term(length=60, unit=Unit.DAYS),
            decision=Term(length=3, unit=Unit.MONTHS),
        )  # fmt: skip
        draft(self.group("peoples-and-communities"), wording, by=None, now=self.now - 3 * DAY)

    def approvals(self) -> None:
        """Two owners are asked for an edition; one has approved."""
        owners = [self.delegated(role) for role in ("director", "watch")]
        content = hashlib.sha256(b"The edition as the demo shows it.").hexdigest()
        asked = NewMatrix(title="Joint edition of the due-diligence standard", sha256=content, owners=tuple(owners))
        matrix = begin_matrix(asked, by=None, now=self.now - 20 * DAY)
        word = Word(sha256=content, approves=True, reason="Our board voted for it.")
        owner = matrix.owners.get(organisation=owners[0])
        give_word(owner, word, by=self.who("director"), now=self.now - 6 * DAY)

    def delegated(self, role: str) -> Organisation:
        """The organisation for which this person now acts towards the scheme."""
        person = self.who(role)
        organisation: Organisation = person.affiliations.latest("since").organisation
        member = NewMember(email=person.email, name=person.name, role=Role.DELEGATE)
        add_member(organisation, person=member, by=None, now=self.now - 30 * DAY)
        return organisation

    def recommended(self, title: str, element: Element, objective: Objective, *, ago: int) -> Recommendation:
        """A recommendation of the technical group, sent so many days ago."""
        wording = Wording(
            title=title, text=f"We recommend to {title[0].lower()}{title[1:]}.", element=element, objective=objective,
            reasons="The last review of the assurance process asks for it.", cycle=str(self.today.year),
            advice=Term(length=60, unit=Unit.DAYS), decision=Term(length=3, unit=Unit.MONTHS),
        )  # fmt: skip
        sent = self.now - ago * DAY
        made = draft(self.group("technical"), wording, by=None, now=sent)
        submit(made, by=None, now=sent)
        return Recommendation.objects.get(pk=made.pk)

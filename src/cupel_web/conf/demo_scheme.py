"""The demo's scheme: three working groups, a council and a board in mid-life, and the body that is to succeed them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cupel_web.groups.actions import (
    Description,
    Filling,
    Mandate,
    NewSeat,
    Step,
    Wish,
    adopt_procedure,
    apply,
    approve_terms,
    confirm_application,
    grant_access,
    move_group,
    open_seat,
    propose_group,
    propose_terms,
    seat_person,
)
from cupel_web.groups.models import AccessRole, Capacity, Group, GroupKind, Invited, Office, Part, SeatRecord
from cupel_web.groups.states import GroupState
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.models import User
from cupel_web.people.actions import (
    AboutMe,
    NewOrganisation,
    Work,
    accept_undertaking,
    affiliate,
    begin_participation,
    change_profile,
    found_organisation,
    publish_undertaking,
    registered,
)
from cupel_web.people.models import Organisation, OrganisationKind, Standing, Undertaking, UndertakingKind

SIDES = ("producers", "value chain", "civil society", "communities and labour")
YEAR = timedelta(days=365)


def _rules(uid: str, **rules: Any) -> dict[str, Any]:
    return {"uid": uid, "version": "1", "categories": list(SIDES), "majority": {"share": "2/3"}, **rules}


CYCLE = {
    "review": "5 years",
    "stages": [
        {"stage": "proposal", "planned": "1 months"},
        {"stage": "drafting", "planned": "4 months", "urgent": "1 months"},
        {"stage": "consultation", "number": 1, "planned": "60 days", "least": "30 days", "urgent": "14 days"},
        {"stage": "disposition", "number": 1, "planned": "2 months", "urgent": "2 weeks"},
        {"stage": "consultation", "number": 2, "planned": "30 days", "least": "30 days", "urgent": "14 days"},
        {"stage": "disposition", "number": 2, "planned": "2 months", "urgent": "2 weeks"},
        {"stage": "approval", "planned": "2 months", "urgent": "2 weeks"},
        {"stage": "publication", "planned": "2 weeks"},
        {"stage": "transition", "planned": "12 months", "least": "6 months", "urgent": "1 months"},
    ],
    "rounds": {"new standard": 2, "revision": 1, "urgent change": 1, "change without substance": 0},
    "inclusive": True,
    "zone": "Europe/London",
    "answers": "3 months",
    "follows": ["iseal"],
}
"""How the demo's working groups revise a standard."""

PROCEDURES = (
    _rules(
        "working-groups",
        quorum={"share": "1/2", "of_each": 1},
        majority={"share": "3/4"},
        balance={"ceiling": "1/2", "of_each": 1, "refuses": True},
        cycle=CYCLE,
    ),
    _rules("council", quorum={"share": "2/3"}, balance={"ceiling": "2/5", "of_each": 1}),
    _rules("board", quorum={"share": "1/2"}, majority={"share": "1/2", "more": True}),
    _rules(
        "successor",
        quorum={"share": "7/10", "of_each": 3},
        majority={"share": "7/10", "base": "electorate", "of_each": 3},
        balance={"ceiling": "1/4", "of_each": 4},
    ),
)

UNDERTAKINGS = {
    UndertakingKind.CONFIDENTIALITY: (
        "What I read or hear in camera I tell nobody outside the group, and I use it for the group's work alone. "
        "Papers that are public or for the group I may discuss with those I speak for. This lasts after I leave."
    ),
    UndertakingKind.CONTRIBUTION: (
        "What I write for the group the scheme may use, change and publish for ever and without pay, naming those who "
        "contributed if they wish. I contribute nothing that belongs to others without saying so."
    ),
}


def _new(name: str, kind: OrganisationKind, country: str, *metals: str) -> NewOrganisation:
    return NewOrganisation(name=name, kind=kind, country=country, metals=metals)


ORGANISATIONS = (
    _new("Quillandro Copper", OrganisationKind.PRODUCER, "CL", "cu", "mo"),
    _new("Veltmarck Nickel", OrganisationKind.PRODUCER, "FI", "ni"),
    _new("Osmerine Trading", OrganisationKind.TRADER, "CH", "cu", "zn", "pb"),
    _new("Halbrecht Cables", OrganisationKind.FABRICATOR, "DE", "cu"),
    _new("Tessary Motors", OrganisationKind.BRAND, "JP", "cu", "ni"),
    _new("Association of Example Metals", OrganisationKind.ASSOCIATION, "GB", "cu", "pb", "mo", "ni", "zn"),
    _new("Rivers Before Ore", OrganisationKind.CIVIL_SOCIETY, "PE"),
    _new("Open Ledger Watch", OrganisationKind.CIVIL_SOCIETY, "NL"),
    _new("Council of the Upper Valley", OrganisationKind.INDIGENOUS, "PE"),
    _new("Union of Smelter Workers", OrganisationKind.LABOUR, "ZM", "cu"),
)


@dataclass(frozen=True)
class Place:
    """A seat of the demo: its label, category, organisation if it speaks for one, and who holds it."""

    label: str
    category: str
    organisation: str | None
    holder: str | None
    office: Office = Office.NONE
    votes: bool = True


PRODUCERS, CHAIN, CIVIL, PEOPLES = SIDES
TECHNICAL = (
    Place("Chair", PRODUCERS, "Quillandro Copper", "chair", Office.CHAIR),
    Place("Nickel producers", PRODUCERS, "Veltmarck Nickel", "producer"),
    Place("Traders", CHAIN, "Osmerine Trading", "trader"),
    Place("Fabricators", CHAIN, "Halbrecht Cables", None),
    Place("Rivers", CIVIL, "Rivers Before Ore", "member"),
    Place("Subject-matter expert", CIVIL, None, "expert"),
    Place("Smelter workers", PEOPLES, "Union of Smelter Workers", "labour"),
    Place("Associations", CHAIN, "Association of Example Metals", "observer", Office.NONE, votes=False),
)
DILIGENCE = (
    Place("Chair", CHAIN, "Osmerine Trading", "trader", Office.CHAIR),
    Place("Copper producers", PRODUCERS, "Quillandro Copper", "chair"),
    Place("Ledgers", CIVIL, "Open Ledger Watch", "watch"),
    Place("Workers", PEOPLES, "Union of Smelter Workers", "labour"),
    Place("Communities", PEOPLES, None, None),
)
PEOPLES_GROUP = (
    Place("Chair", PEOPLES, "Council of the Upper Valley", "community", Office.CHAIR),
    Place("Rivers", CIVIL, "Rivers Before Ore", "member"),
    Place("Copper producers", PRODUCERS, "Quillandro Copper", "producer"),
    Place("Brands", CHAIN, "Tessary Motors", "brand"),
    Place("Workers", PEOPLES, "Union of Smelter Workers", None),
)
COUNCIL = (
    Place("Chair", CIVIL, None, "council", Office.CHAIR),
    Place("Producer", PRODUCERS, None, "producer"),
    Place("Brand", CHAIN, None, "brand"),
    Place("Community", PEOPLES, None, "community"),
)
BOARD = (
    Place("Chair", CIVIL, None, "board", Office.CHAIR),
    Place("Industry", PRODUCERS, "Association of Example Metals", "director"),
    Place("Workers", PEOPLES, "Union of Smelter Workers", "labour"),
)
ROLES = {
    "chair": "Quillandro Copper", "producer": "Veltmarck Nickel", "trader": "Osmerine Trading",
    "member": "Rivers Before Ore", "labour": "Union of Smelter Workers", "watch": "Open Ledger Watch",
    "community": "Council of the Upper Valley", "brand": "Tessary Motors", "director": "Association of Example Metals",
    "observer": "Association of Example Metals", "alternate": "Rivers Before Ore", "expert": None, "council": None,
    "board": None, "owner": None,
}  # fmt: skip

BODIES = {
    "board": (
        "Board",
        "board",
        "Decides on standards, the assurance process, fees and the scheme's governance.",
    ),
    "advisory-council": (
        "Advisory Council",
        "council",
        "Oversees the working groups, advises the Board and answers recommendations.",
    ),
    "technical": (
        "Technical Working Group",
        "working-groups",
        (
            "Develops, maintains and revises the assurance framework: agrees the format of each deliverable, delivers "
            "it, reviews standards in scheduled cycles, and recommends."
        ),
    ),
    "due-diligence": (
        "Due Diligence Working Group",
        "working-groups",
        (
            "Keeps the due-diligence standard for copper, lead, molybdenum, nickel and zinc, advances value-chain due "
            "diligence and supports sites in meeting regulation."
        ),
    ),
    "peoples-and-communities": (
        "Peoples and Communities Group",
        "working-groups",
        (
            "Brings peoples, communities, workers, companies and civil society together on critical impacts of "
            "production, sourcing and recycling."
        ),
    ),
    "joint-board": (
        "Joint Board",
        "successor",
        (
            "Seventeen seats: four for each of four sides, and an independent chair. It takes the Board's place on "
            "the day it becomes active."
        ),
    ),
}
"""Address to name, procedure and purpose."""


@dataclass(frozen=True)
class Scheme:
    """The bodies by address, and people by role."""

    groups: dict[str, Group]
    people: dict[str, User]


def prepared(*, password: str, now: datetime) -> Scheme:
    """Set the scheme up where it is not there yet; everybody's password is set anew."""
    people = {role: _person(role, password) for role in ROLES}
    if not Group.objects.exists():
        _Founding(people, now).happen()
    return Scheme({group.slug: group for group in Group.objects.all()}, people)


def addresses() -> list[str]:
    """E-mail addresses of the scheme's people."""
    return [f"{role}@example.org" for role in ROLES]


def _person(role: str, password: str) -> User:
    person = registered(f"{role}@example.org", name=f"Example {role}")
    person.set_password(password)
    person.save()
    return person


@dataclass(frozen=True)
class _Founding:
    """How the scheme came to be, as seen ``now``: it is four years old."""

    people: dict[str, User]
    now: datetime

    @property
    def today(self) -> date:
        return day_of(self.now)

    @property
    def founded(self) -> date:
        return self.today - 4 * YEAR

    def happen(self) -> None:
        """Everything, in order."""
        for data in PROCEDURES:
            adopt_procedure({**data, "in_force": self.founded.isoformat()}, by=None, now=self.now)
        for kind, text in UNDERTAKINGS.items():
            publish_undertaking(kind, text=text, in_force=self.founded, by=None, now=self.now)
        organisations = {new.name: self.organisation(new) for new in ORGANISATIONS}
        for role, employer in ROLES.items():
            self.introduce(role, organisations[employer] if employer else None)
        for group, places in self.bodies():
            for place in places:
                self.seated(group, place, organisations[place.organisation] if place.organisation else None)
        self.alternate()
        self.applicant()

    def organisation(self, new: NewOrganisation) -> Organisation:
        """Found an organisation that takes part."""
        organisation = found_organisation(new, by=None, now=self.now)
        standing = Standing.PARTICIPANT if new.kind is OrganisationKind.PRODUCER else Standing.PARTNER
        begin_participation(organisation, standing=standing, since=self.founded, by=None, now=self.now)
        return organisation

    def introduce(self, role: str, employer: Organisation | None) -> None:
        """A person says who they are, where they work and, but for one, accepts the undertakings."""
        person, named = self.people[role], role != "watch"
        change_profile(person, about=AboutMe(name=f"Example {role}", named_in_public=named), now=self.now)
        if employer is not None:
            affiliate(person, work=Work(organisation=employer, since=self.founded), by=None, now=self.now)
        for undertaking in Undertaking.objects.all() if role != "brand" else ():
            accept_undertaking(undertaking, person=person, now=self.now)

    def bodies(self) -> list[tuple[Group, tuple[Place, ...]]]:
        """The groups with their seats."""
        board = self.body("board", GroupKind.BOARD, None)
        council = self.body("advisory-council", GroupKind.COUNCIL, board)
        technical, diligence, peoples = (
            self.body(slug, GroupKind.WORKING_GROUP, council)
            for slug in ("technical", "due-diligence", "peoples-and-communities")
        )
        slept, woke = self.today - 2 * YEAR, self.today - timedelta(days=60)
        self.move(diligence, GroupState.DORMANT, on=slept, reason="The edition it was convened for is in force.")
        reason = "An emerging issue: origin claims for recycled feed."
        self.move(diligence, GroupState.RECONVENED, on=woke, reason=reason)
        joint = self.body("joint-board", GroupKind.BOARD, None, succeeds=board)
        seventeen = [
            Place(f"{side.capitalize()} {number}", side, None, None) for side in SIDES for number in range(1, 5)
        ]
        return [
            (technical, TECHNICAL),
            (diligence, DILIGENCE),
            (peoples, PEOPLES_GROUP),
            (council, COUNCIL),
            (board, BOARD),
            (joint, (*seventeen, Place("Independent chair", "independent", None, None, Office.CHAIR))),
        ]

    def body(self, slug: str, kind: GroupKind, parent: Group | None, *, succeeds: Group | None = None) -> Group:
        """A group at work since the founding; one that succeeds another begins its work half a year from now."""
        name, procedure, purpose = BODIES[slug]
        invites = tuple(Invited) if kind is GroupKind.WORKING_GROUP else ()
        new = Description(
            slug=slug, name=name, kind=kind, parent=parent, procedure_uid=procedure, purpose=purpose,
            invites=tuple(each.value for each in invites), succeeds=succeeds,
        )  # fmt: skip
        proposed, begins = self.founded, self.founded
        if succeeds:
            proposed, begins = self.today - timedelta(days=200), self.today + timedelta(days=180)
        group = propose_group(new, on=proposed, reason="Agreed by those who founded it.", by=None, now=self.now)
        self.move(group, GroupState.ACTIVE, on=begins, reason="Its first meeting.")
        terms = propose_terms(group, _mandate(purpose, begins), by=None, now=self.now)
        approve_terms(terms, on=proposed, by=None, now=self.now)
        return group

    def move(self, group: Group, to: GroupState, *, on: date, reason: str) -> None:
        """Move a group on."""
        move_group(group, Step(to=to, on=on, reason=reason), by=None, now=self.now)

    def seated(self, group: Group, place: Place, organisation: Organisation | None) -> None:
        """Open a seat and, where the place names a holder, fill it for a term; one term ends soon."""
        new = NewSeat(
            label=place.label, category=place.category, organisation=organisation, office=place.office,
            votes=place.votes, capacity=Capacity.ORGANISATION if organisation else Capacity.PERSONAL,
            opened_on=self.today - 2 * YEAR,
        )  # fmt: skip
        seat = open_seat(group, new, by=None, now=self.now)
        if place.holder:
            last = self.today + (timedelta(days=50) if place.holder == "labour" else 2 * YEAR)
            self.sits(seat, place.holder, Part.HOLDER, last, _role(place))

    def sits(self, seat: SeatRecord, role: str, part: Part, last: date, access: AccessRole) -> None:
        """A person fills a seat and may enter the group's rooms."""
        first = self.today - timedelta(days=40)
        filling = Filling(person=self.people[role], part=part, first=first, last=last)
        seat_person(seat, filling, by=None, now=self.now)
        grant_access(seat.group, person=self.people[role], role=access, by=None, now=self.now)

    def alternate(self) -> None:
        """Somebody may stand in for the member from the rivers."""
        seat = SeatRecord.objects.get(group__slug="technical", label="Rivers")
        self.sits(seat, "alternate", Part.ALTERNATE, self.today + YEAR, AccessRole.MEMBER)

    def applicant(self) -> None:
        """Somebody asks to join the Technical Working Group and waits for an answer."""
        wish = Wish(
            name="Example applicant", email="applicant@example.org", joins_as=Invited.EXPERTS,
            capacity=Capacity.PERSONAL, category=CHAIN,
            statement="Twenty years in refining; I have assessed recycled feed at eleven sites.",
        )  # fmt: skip
        confirm_application(apply(Group.objects.get(slug="technical"), wish, now=self.now), now=self.now)


def _mandate(purpose: str, in_force: date) -> Mandate:
    return Mandate(
        mandate=purpose,
        in_force=in_force,
        out_of_scope="Single companies: what a company's books show is that company's alone.",
        composition="Seats in four categories; no category holds more than the rules allow.",
        working="It seeks consensus; where that fails it votes as the rules say, and dissent goes with the result.",
    )


def _role(place: Place) -> AccessRole:
    if place.office is Office.CHAIR:
        return AccessRole.CHAIR
    return AccessRole.MEMBER if place.votes else AccessRole.OBSERVER

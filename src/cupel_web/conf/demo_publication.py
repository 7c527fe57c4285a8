"""The demo's publications: a correction of the model standard that every owner approved and that comes into force
soon, and the next one, which waits for the last owner's word.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from cupel.standard.drafting import Judge, Reword
from cupel_web.conf.demo_scheme import Scheme
from cupel_web.conf.demo_work import worked
from cupel_web.decisions.actions import Word, give_word
from cupel_web.drafting.actions import Editing, NewDraft, edit, open_draft
from cupel_web.drafting.queries.reading import reading_of
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.models import User
from cupel_web.people.actions import NewMember, NewOrganisation, add_member, found_organisation
from cupel_web.people.models import OrganisationKind, Role
from cupel_web.publication.actions import Terms, ask_owners, publish
from cupel_web.publication.models import AskedText
from cupel_web.standards.queries import standard_named

DAY = timedelta(days=1)
SUMMARY = "Two slips of the pen in 1.2.3 and 3.2.8 are corrected. Nothing more is asked of anybody than before."
APART = (
    "The person who approves a supplier or clears a red flag should not be one whose pay depends on the tonnes bought "
    "or the margin made."
)
IN_CHARGE = (
    "The company must name one member of senior management who answers for supply-chain due diligence and who may stop "
    "a purchase, a delivery or a payment without anybody else's consent."
)
PROTECTED = (
    "The company must protect from reprisal every person who raises a grievance, answers an assessor or reports a "
    "breach, and must keep their identity from everybody who does not need it to act."
)


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A small edition after ``base``: of what ``kind`` its changes are, and in ``words`` the label of each clause, the
    part that is corrected, and how it reads now.
    """

    base: str
    edition: str
    kind: str
    purpose: str
    words: tuple[tuple[str, str, str], ...]


FIRST = Correction(
    base="2023", edition="2023.1", kind="editorial", purpose="Slips of the pen that cannot wait for the revision.",
    words=(("1.2.3", "text", APART), ("3.2.8", "title", "Taking part in remedy")),
)  # fmt: skip
SECOND = Correction(
    base="2023.1", edition="2023.2", kind="clarified", purpose="Two sentences that assessors read in two ways.",
    words=(("1.2.1", "text", IN_CHARGE), ("1.6.3", "text", PROTECTED)),
)  # fmt: skip


def published(scheme: Scheme, secretary: User, *, now: datetime) -> None:
    """Publish the first correction and ask the owners about the second, where nobody asked them of anything yet."""
    if AskedText.objects.exists():
        return
    delegate = scheme.people["owner"]
    with transaction.atomic():  # a start that is interrupted leaves nothing that the next one would stumble over
        _owners(delegate, now=now - 150 * DAY)
        first = _asked(scheme, FIRST, secretary, now=now - 60 * DAY)
    _approved(first, delegate, silent=0, now=now - 50 * DAY)
    day = day_of(now)
    terms = Terms(in_force_on=day + 40 * DAY, transition_until=day + 405 * DAY, summary=SUMMARY)
    worked(publish(first.draft, terms, by=secretary, now=now - 21 * DAY))
    second = _asked(scheme, SECOND, secretary, now=now - 12 * DAY)
    _approved(second, delegate, silent=1, now=now - 10 * DAY)


def _owners(delegate: User, *, now: datetime) -> None:
    """The owners in the standard's register are organisations here, and one account speaks for all of them."""
    for owner in standard_named("mdd").owners:
        new = NewOrganisation(name=owner.name, kind=OrganisationKind.ASSOCIATION)
        organisation = found_organisation(new, by=None, now=now)
        speaks = NewMember(email=delegate.email, name=delegate.name, role=Role.DELEGATE)
        add_member(organisation, person=speaks, by=None, now=now)


def _asked(scheme: Scheme, wanted: Correction, secretary: User, *, now: datetime) -> AskedText:
    """The correction is drafted within a week, and the owners are asked at the moment ``now``."""
    new = NewDraft(standard="mdd", base=wanted.base, edition=wanted.edition, purpose=wanted.purpose)
    draft = open_draft(scheme.groups["technical"], new, by=scheme.people["chair"], now=now - 7 * DAY)
    labels = {label: uid for uid, label in reading_of(draft).state.labels.used.items()}
    words = [Reword(uid=labels[label], part=part, text=text) for label, part, text in wanted.words]
    edit(draft, Editing(edits=words, seen=0, note=wanted.purpose), by=scheme.people["expert"], now=now - 5 * DAY)
    day = day_of(now - DAY).isoformat()
    kinds = [Judge(uid=each.uid, kind=wanted.kind, decided_by=draft.group.name, decided_on=day) for each in words]
    edit(draft, Editing(edits=kinds, seen=len(words)), by=scheme.people["chair"], now=now - DAY)
    return ask_owners(draft, by=secretary, now=now)


def _approved(asked: AskedText, delegate: User, *, silent: int, now: datetime) -> None:
    """One owner a day approves, but for the last ones, which are ``silent``."""
    owners = list(asked.content.matrix.owners.all())
    for number, owner in enumerate(owners[: len(owners) - silent]):
        word = Word(sha256=asked.content.sha256, approves=True)
        give_word(owner, word, by=delegate, now=now + number * DAY)

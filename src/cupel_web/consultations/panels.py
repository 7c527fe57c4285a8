"""What pages of groups, clauses, cycles and ballots show of consultations."""

from cupel_web.consultations.queries.comments import counts
from cupel_web.consultations.queries.cycles import rounds_of
from cupel_web.consultations.queries.finding import all_consultations
from cupel_web.consultations.queries.votes import SUBJECT, content_hash, frozen, proposals_of
from cupel_web.decisions.models import Ballot
from cupel_web.groups.models import Group
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.kernel.panels import Panel
from cupel_web.standards.models import Cycle
from cupel_web.standards.queries import edition_of

SHOWN = 5


def consultations_of_group(_person: User | None, group: Group) -> Panel | None:
    """The latest that the public knows of, with where each stands."""
    found = all_consultations().announced().filter(group=group)[:SHOWN]
    now = clock.now()
    rows = [(each, each.stage(now)) for each in found]
    return Panel(template="consultations/parts/group_panel.html", context={"rows": rows}) if rows else None


def consultations_of_cycle(_person: User | None, cycle: Cycle) -> Panel | None:
    """Those that are its rounds, with what came in; nothing where there is none."""
    found = list(rounds_of(cycle))
    now, numbers = clock.now(), counts(found)
    rows = [(each, each.stage(now), numbers.get(each.pk, (0, 0))) for each in found]
    return Panel(template="consultations/parts/cycle_panel.html", context={"rows": rows}) if rows else None


def comments_on_clause(_person: User | None, uid: str) -> Panel | None:
    """Consultations in which the clause may be commented on now."""
    now = clock.now()
    open_ones = all_consultations().open_at(now)
    rows = [each for each in open_ones if uid in edition_of(each.text).clauses]
    return Panel(template="consultations/parts/clause_panel.html", context={"rows": rows, "uid": uid}) if rows else None


def proposals_in_ballot(person: User | None, ballot: Ballot) -> Panel | None:
    """The first of the proposed decisions that a ballot is about, to those who read the comments."""
    if ballot.subject_type != SUBJECT or person is None:
        return None
    if not person.has_perm("consultations.read_comments", ballot.group):
        return None
    consultation = all_consultations().filter(public_id=ballot.subject).first()
    proposals = frozen(proposals_of(ballot))
    if consultation is None or not proposals:
        return None
    context = {
        "consultation": consultation, "ballot": ballot, "proposals": proposals[:SHOWN], "number": len(proposals),
        "is_spoiled": content_hash(proposals) != ballot.sha256,
    }  # fmt: skip
    return Panel(template="consultations/parts/ballot_panel.html", context=context)

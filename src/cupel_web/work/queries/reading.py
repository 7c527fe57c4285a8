"""Who may read what: the one place that says so, for a single record as for whole lists and for search."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from cupel_web.groups.models import Access, AccessRole, Tenure
from cupel_web.kernel.models import User
from cupel_web.people.policies import is_secretariat
from cupel_web.work.models import EmergingIssue, Paper, Post, Recusal, Thread, Triage, Visibility
from cupel_web.work.states import Outcome


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A person on a day (``None``: a visitor) and the groups, by row number, that they enter, that they lead, and
    whose closed doors they pass: they sit there and may enter as chair or member.
    """

    person: User | None = None
    keeps: bool = False
    entered: frozenset[int] = frozenset()
    led: frozenset[int] = frozenset()
    in_camera: frozenset[int] = frozenset()


def reader_of(user: object, *, on: date) -> Reader:
    """What the person may read on a day, in three queries."""
    if not isinstance(user, User) or not user.is_active:
        return Reader()
    access = list(Access.objects.current().filter(person=user).values_list("group", "role"))
    seated = set(Tenure.objects.on(on).filter(person=user).values_list("seat__group", flat=True))
    inside = {group for group, role in access if role != AccessRole.OBSERVER}
    return Reader(
        person=user,
        keeps=is_secretariat(user),
        entered=frozenset(group for group, _role in access),
        led=frozenset(group for group, role in access if role == AccessRole.CHAIR),
        in_camera=frozenset(inside & seated),
    )


def papers_read_by(reader: Reader) -> QuerySet[Paper]:
    """Papers the person may read; who is recused from one does not read it in camera."""
    if reader.keeps:
        return Paper.objects.all()
    recused = Recusal.objects.filter(paper=OuterRef("pk"), person=reader.person, ended_at=None)
    closed = Q(visibility=Visibility.IN_CAMERA, group__in=reader.in_camera) & ~Exists(recused)
    return Paper.objects.filter(_open_to(reader) | closed)


def threads_read_by(reader: Reader) -> QuerySet[Thread]:
    """Threads the person may read: on a paper, those of papers they read."""
    if reader.keeps:
        return Thread.objects.all()
    closed = Q(visibility=Visibility.IN_CAMERA, group__in=reader.in_camera)
    alone = Q(paper=None) & (_open_to(reader) | closed)
    return Thread.objects.filter(alone | Q(paper__in=papers_read_by(reader)))


def posts_read_by(reader: Reader) -> QuerySet[Post]:
    """Posts of threads the person may read."""
    return Post.objects.filter(thread__in=threads_read_by(reader))


def public_issues() -> QuerySet[EmergingIssue]:
    """Issues that were accepted at some time: what was public once keeps its address."""
    accepted = Triage.objects.filter(issue=OuterRef("pk"), outcome=Outcome.ACCEPT)
    return EmergingIssue.objects.filter(Exists(accepted))


def issues_read_by(reader: Reader) -> QuerySet[EmergingIssue]:
    """Public ones, one's own, and those that one decides on once their address is confirmed."""
    own = Q(raised_by=reader.person) if reader.person else Q(pk__in=[])
    decides = Q() if reader.keeps else Q(group__in=reader.led)
    confirmed = Q(confirmed_at__isnull=False) & decides
    return EmergingIssue.objects.filter(Q(pk__in=public_issues().values("pk")) | own | confirmed)


def _open_to(reader: Reader) -> Q:
    return Q(visibility=Visibility.PUBLIC) | Q(visibility=Visibility.GROUP, group__in=reader.entered)

"""What a company's people decided."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from cupel.screening.memory import AWAITING
from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation
from cupel_web.people.queries import company_of
from cupel_web.screening.models import Decision, Hit
from cupel_web.screening.policies import is_another
from cupel_web.screening.queries.reviews import DECIDED, current_screenings

SEARCHED = ("subject_id", "subject_name", "entity_id", "listed_name", "note")
SOON = timedelta(days=30)
"""How long before its last day a decision is about to expire."""


def decision_of(user: User, company: str, decision: str) -> Decision:
    """A decision of one of the person's companies; else 404."""
    return get_object_or_404(_decisions(), company=company_of(user, company), public_id=decision)


def decisions_in(company: Organisation, *, text: str = "") -> QuerySet[Decision]:
    """The company's decisions, newest first, by name or number of party or entry, or by note; each with ``hit``, the
    newest hit of its pair (null where none is here), and ``subject_name``, ``listed_name`` of that.
    """
    fits = Q(*((f"{name}__icontains", text) for name in SEARCHED), _connector=Q.OR)
    pair = {name: OuterRef(name) for name in ("watch_list", "subject_id", "entity_id")}
    hits = Hit.objects.filter(screening__company=company, **pair).order_by("-pk")
    names = {name: Subquery(hits.values(name)[:1]) for name in ("subject_name", "listed_name")}
    found: QuerySet[Decision] = _decisions().filter(company=company)
    told = found.annotate(hit=Subquery(hits.values("public_id")[:1]), **names)
    return told.filter(fits) if text else told


def waiting_for(user: User, decisions: QuerySet[Decision], *, on: date) -> QuerySet[Decision]:
    """Those of ``decisions`` by which hits wait for this person's second pair of eyes on the day ``on``."""
    own = Q(recorded_by=user) | Q(decided_by=user.email)
    standing = decisions.filter(withdrawal=None, review=None).exclude(own).exclude(expires_on__lt=on)
    return standing.filter(_has_hits(AWAITING))


def expiring(decisions: QuerySet[Decision], *, on: date) -> QuerySet[Decision]:
    """Those of ``decisions`` that hold hits closed and end on the day ``on`` or :data:`SOON` after it."""
    ending = decisions.filter(withdrawal=None, expires_on__gte=on, expires_on__lte=on + SOON)
    return ending.filter(_has_hits(*DECIDED))


def history_of(hit: Hit) -> list[Decision]:
    """Every decision on the hit's party and entry, newest first, those taken back too."""
    pair = {"watch_list": hit.watch_list, "subject_id": hit.subject_id, "entity_id": hit.entity_id}
    return list(_decisions().filter(company=hit.screening.company, **pair))


def waits_for(decision: Decision, user: User) -> bool:
    """Whether this person is another than the one who decided, and nobody has confirmed it or taken it back."""
    over = hasattr(decision, "review") or hasattr(decision, "withdrawal")
    return not over and is_another(user, decision)


def _has_hits(*states: str) -> Exists:
    """Whether a hit in one of ``states`` rests on the decision, in a screening that no other has continued."""
    return Exists(Hit.objects.filter(decision=OuterRef("pk"), state__in=states, screening__in=current_screenings()))


def _decisions() -> QuerySet[Decision]:
    known = Decision.objects.select_related("company", "watch_list__owner", "recorded_by")
    return known.select_related("review__by", "withdrawal__by")

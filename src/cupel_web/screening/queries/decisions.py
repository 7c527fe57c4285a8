"""What a company's people decided."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation
from cupel_web.people.queries import company_of
from cupel_web.screening.models import Decision, Hit
from cupel_web.screening.policies import is_another


def decision_of(user: User, company: str, decision: str) -> Decision:
    """A decision of one of the person's companies; else 404."""
    found: Decision | None = _decisions().filter(company=company_of(user, company), public_id=decision).first()
    if found is None:
        raise Http404
    return found


def decisions_in(company: Organisation, *, text: str = "") -> QuerySet[Decision]:
    """The company's decisions, newest first, by the number of the party or the entry, or the note; each with ``hit``,
    the newest hit of its pair (null where none is here), and ``subject_name``, ``listed_name`` of that.
    """
    fits = Q(subject_id__icontains=text) | Q(entity_id__icontains=text) | Q(note__icontains=text)
    pair = {name: OuterRef(name) for name in ("watch_list", "subject_id", "entity_id")}
    hits = Hit.objects.filter(screening__company=company, **pair).order_by("-pk")
    names = {name: Subquery(hits.values(name)[:1]) for name in ("subject_name", "listed_name")}
    found: QuerySet[Decision] = _decisions().filter(fits, company=company)
    return found.annotate(hit=Subquery(hits.values("public_id")[:1]), **names)


def history_of(hit: Hit) -> list[Decision]:
    """Every decision on the hit's party and entry, newest first, those taken back too."""
    pair = {"watch_list": hit.watch_list, "subject_id": hit.subject_id, "entity_id": hit.entity_id}
    return list(_decisions().filter(company=hit.screening.company, **pair))


def waits_for(decision: Decision, user: User) -> bool:
    """Whether this person is another than the one who decided, and nobody has confirmed it or taken it back."""
    over = hasattr(decision, "review") or hasattr(decision, "withdrawal")
    return not over and is_another(user, decision)


def _decisions() -> QuerySet[Decision]:
    known = Decision.objects.select_related("company", "watch_list__owner", "recorded_by")
    return known.select_related("review__by", "withdrawal__by")

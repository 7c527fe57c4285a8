"""What an act on many comments would do, so that people look at it before it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from cupel import consultation as engine
from cupel.consultation import Disposition, Filter, Proposed, Template, move_all, propose_all
from cupel.errors import ConsultationError
from cupel_web.consultations.models import Consultation
from cupel_web.consultations.queries.dispositions import engine_consultation
from cupel_web.consultations.queries.votes import require_not_voted, voted_in
from cupel_web.kernel.models import User

MOVES = {"agree": engine.agree, "publish": engine.publish}


@dataclass(frozen=True, kw_only=True)
class HandTo:
    """Whoever is to have comments; None takes them back."""

    person: User | None


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be done with all ``chosen`` comments: propose a template's decision, hand them to somebody, or move
    them (a key of :data:`MOVES`).
    """

    chosen: Filter
    what: Template | HandTo | str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What would become of the chosen comments, and what would be left as it is. ``before``: how the chosen ones stand.
    ``mark`` is another as soon as anything of this is.
    """

    before: dict[str, Disposition]
    proposed: Proposed
    mark: str


def plan_of(consultation: Consultation, wish: Wish) -> Plan:
    """What a wish would do now."""
    known = engine_consultation(consultation)
    fitting = [each for each in known.comments if wish.chosen.fits(each, known.disposition(each.id))]
    before = {each.id: known.disposition(each.id) for each in fitting}
    if isinstance(wish.what, Template):
        proposed = propose_all(known, wish.chosen, wish.what)
    else:
        proposed = move_all(before.values(), _move(consultation, wish.what))
    said = [(each.id, each.version, each.clause) for each in fitting]
    mark = sha256(repr((said, list(before.values()), proposed)).encode()).hexdigest()
    return Plan(before=before, proposed=proposed, mark=mark)


def _move(consultation: Consultation, what: HandTo | str) -> Callable[[Disposition], Disposition]:
    if isinstance(what, HandTo):
        return _handing(what.person)
    voted = voted_in(consultation) if what == "agree" else frozenset()

    def move(before: Disposition) -> Disposition:
        require_not_voted([before.comment], voted)
        return MOVES[what](before)

    return move


def _handing(person: User | None) -> Callable[[Disposition], Disposition]:
    """What is decided stays decided: such a comment is opened and assigned on its own page."""

    def move(before: Disposition) -> Disposition:
        if before.decided:
            raise ConsultationError(
                _("It is decided already."), code="decided", remedy=_("Open it and assign it there to decide again.")
            )
        return engine.assign(before, person.public_id) if person else engine.release(before)

    return move

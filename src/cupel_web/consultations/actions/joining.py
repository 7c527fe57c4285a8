"""A consultation on the text that a revision cycle makes is a round of that cycle: typed once, recorded in both."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cupel.governance import window_of
from cupel_web.consultations.models import Consultation
from cupel_web.consultations.queries.cycles import free_round
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.models import User
from cupel_web.standards.cycles.actions import Answers, RoundNews, record_answers, set_round
from cupel_web.standards.models import Cycle


def join_cycle(consultation: Consultation, *, by: User | None, now: datetime) -> None:
    """Make an announced consultation the next round of the open cycle of its group that makes the text, if there is
    one.
    """
    found = free_round(consultation)
    if found is None:
        return
    consultation.cycle, consultation.round = found
    consultation.save(update_fields=["cycle", "round"])
    _set(consultation, reason=_("As its consultation was announced."), by=by, now=now)


def move_round(consultation: Consultation, *, reason: str, by: User | None, now: datetime) -> None:
    """Let its round close when the consultation does after an extension."""
    if consultation.cycle is not None:
        _set(consultation, reason=reason, by=by, now=now)


def answer_round(consultation: Consultation, *, by: User | None, now: datetime) -> None:
    """The response is public, so the comments of its round are answered."""
    if consultation.cycle is not None and consultation.round is not None:
        cycle = _locked(consultation.cycle)
        news = Answers(number=consultation.round, answered_on=day_of(now))
        record_answers(cycle, news, revision=cycle.revision, by=by, now=now)


def _set(consultation: Consultation, *, reason: str, by: User | None, now: datetime) -> None:
    """Days are counted as the cycle's procedure counts them."""
    assert consultation.cycle is not None, "it is joined"
    assert consultation.round is not None, "it is joined"
    cycle, rules = _locked(consultation.cycle), consultation.cycle.procedure.procedure.cycle
    assert rules is not None, "a cycle is opened under a procedure that has rules for it"
    opens_at, closes_at = consultation.opens_at, consultation.last_instant
    days = window_of(opens_at, closes_at, ZoneInfo(rules.zone)).days(inclusive=rules.inclusive)
    news = RoundNews(number=consultation.round, opens_at=opens_at, closes_at=closes_at, announced=days, reason=reason)
    set_round(cycle, news, revision=cycle.revision, by=by, now=now)


def _locked(cycle: Cycle) -> Cycle:
    return Cycle.objects.select_for_update().get(pk=cycle.pk)

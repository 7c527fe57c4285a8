"""What a consultation's page shows of ballots on its proposals."""

from typing import Any

from django.http import HttpRequest

from cupel_web.consultations.models import Consultation
from cupel_web.consultations.queries.votes import ballots_on, number_to_vote, objections_on
from cupel_web.consultations.states import Step
from cupel_web.kernel import clock
from cupel_web.kernel.access import may


def votes_on(request: HttpRequest, consultation: Consultation) -> dict[str, Any]:
    """What a consultation's page shows, to those who read its comments, of ballots and objections."""
    if Step.DISPOSITION not in consultation.done or not may(request, "consultations.read_comments", consultation):
        return {}
    now = clock.now()
    return {
        "votes": [(each, each.state_at(now)) for each in ballots_on(consultation)],
        "objections": objections_on(consultation, now=now),
        "may_vote": may(request, "consultations.agree", consultation),
        "proposed": number_to_vote(consultation),
    }

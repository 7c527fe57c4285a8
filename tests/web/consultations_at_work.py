"""A consultation that tests name: open, on the model standard's edition of 2023, with two comments that count."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel.consultation import GENERAL
from cupel_web.consultations.actions import (
    Asking,
    Author,
    Invitation,
    Subject,
    Written,
    announce,
    ask_question,
    begin_consultation,
    begin_submission,
    confirm_submission,
    describe_submission,
    save_comment,
    send_submission,
)
from cupel_web.consultations.actions.sending import confirming_token
from cupel_web.consultations.models import Comment, Consultation, Question, Submission
from cupel_web.consultations.models.comment import Kind
from cupel_web.groups.models import Group
from cupel_web.standards.actions import freeze_edition
from cupel_web.standards.queries import edition_named, standard_named

DAY = timedelta(days=1)
OPENS, CLOSES = NOON - 10 * DAY, NOON + 20 * DAY
ZONE = "Europe/Berlin"


@dataclass(frozen=True)
class Round:
    """An open consultation; ``clause`` is one of its text; ``submission`` counts and ``secret`` opens it."""

    consultation: Consultation
    clause: str
    question: Question
    submission: Submission
    secret: str
    comment: Comment


def invitation(title: str = "Draft of the standard") -> Invitation:
    """In two languages, for a month, by the clocks of Berlin."""
    return Invitation(
        title={"en": title, "de": f"{title} (deutsch)"}, introduction={"en": "Tell us what you think."},
        languages=("en", "de"), opens_at=OPENS, closes_at=CLOSES, zone=ZONE, email="forms@example.org",
    )  # fmt: skip


def prepared(group: Group, title: str = "Draft of the standard") -> Consultation:
    """A consultation that nobody was told of."""
    standard = standard_named("mdd")
    text = freeze_edition(standard, edition_named("mdd", "2023"), now=NOON)
    base = freeze_edition(standard, edition_named("mdd", "2022"), now=NOON)
    return begin_consultation(group, invitation(title), Subject(text=text, base=base), by=None, now=NOON - 20 * DAY)


def opened(group: Group, title: str = "Draft of the standard") -> Consultation:
    """A consultation that takes comments."""
    consultation = prepared(group, title)
    announce(consultation, by=None, now=NOON - 15 * DAY)
    return consultation


def written(clause: str = GENERAL, text: str = "The dates are too near.", change: str = "") -> Written:
    """A technical comment."""
    return Written(clause=clause, kind=Kind.TECHNICAL, text=text, change=change)


def author(email: str = "commenter@example.org", consent: str = "named") -> Author:
    """Somebody of a civil-society organisation."""
    return Author(
        name="A. Commenter", category="civil society", consent=consent, email=email,
        organisation="Example Rivers Network", country="CL", language="en",
    )  # fmt: skip


def counted(
    consultation: Consultation, *texts: str, clause: str = GENERAL, by: Author | None = None
) -> tuple[Submission, str]:
    """A submission whose comments count, and its secret."""
    who = by or author()
    submission, secret = begin_submission(consultation, written(clause, texts[0]), language="en", now=NOON - DAY)
    for text in texts[1:]:
        save_comment(submission, written(clause, text), by=None, now=NOON - DAY)
    describe_submission(submission, who, by=None, now=NOON - DAY)
    submission.refresh_from_db()
    send_submission(submission, secret=secret, now=NOON - DAY)
    submission.refresh_from_db()
    confirm_submission(submission, confirming_token(submission), now=NOON - DAY)
    return Submission.objects.get(pk=submission.pk), secret


@pytest.fixture
def held(scheme: Scheme) -> Round:
    """The working group's consultation with one question and one submission of two comments."""
    consultation = prepared(scheme.group)
    clause = next(iter(edition_named("mdd", "2023").labels))
    asking = Asking(text={"en": "Are five years enough?"}, clause=clause)
    question = ask_question(consultation, asking, by=None, now=NOON - 16 * DAY)
    announce(consultation, by=None, now=NOON - 15 * DAY)
    submission, secret = counted(consultation, "The scope is too narrow.", "Say what a mine is.", clause=clause)
    return Round(consultation, clause, question, submission, secret, submission.comments.order_by("number")[0])

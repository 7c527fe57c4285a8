"""Stages, verdicts and what was found, in words."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cupel.governance import (
    Amount,
    Awaited,
    Change,
    CycleRules,
    Deadline,
    Figure,
    Length,
    Reading,
    Sentence,
    Stage,
    Unit,
)
from cupel_web.standards.cycles.queries import profiles
from cupel_web.standards.queries import words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STAGES: "dict[Stage, _StrPromise]" = {
    Stage.PROPOSAL: gettext_lazy("proposal and terms of reference"),
    Stage.DRAFTING: gettext_lazy("drafting"),
    Stage.CONSULTATION: gettext_lazy("public consultation"),
    Stage.DISPOSITION: gettext_lazy("disposition of comments"),
    Stage.APPROVAL: gettext_lazy("approval"),
    Stage.PUBLICATION: gettext_lazy("publication"),
    Stage.TRANSITION: gettext_lazy("transition"),
}
CHANGES: "dict[Change, _StrPromise]" = {
    Change.NEW: gettext_lazy("new standard"),
    Change.REVISION: gettext_lazy("revision"),
    Change.URGENT: gettext_lazy("urgent change"),
    Change.EDITORIAL: gettext_lazy("change without substance"),
}
SENTENCES: "dict[Sentence, _StrPromise]" = {
    Sentence.RULES_IN_FORCE: gettext_lazy(
        "The procedure is in force since {since}, and the first step was on {first}."
    ),
    Sentence.TERMS: gettext_lazy(
        "The terms of reference state {stated} of {asked}: need, objectives, risks, overlap with other standards."
    ),
    Sentence.ANNOUNCED: gettext_lazy("A summary is public since {announced}, and work began on {began}."),
    Sentence.ANNOUNCED_EARLY: gettext_lazy("A summary is public since {announced}; work has not begun."),
    Sentence.NOT_ANNOUNCED: gettext_lazy("No day is recorded on which a summary was public; work began on {began}."),
    Sentence.NEITHER: gettext_lazy("No day is recorded on which a summary was public, and none on which work began."),
    Sentence.ROUNDS: gettext_lazy("Rounds of consultation, held or planned: {rounds}; at least {least} asked for."),
    Sentence.ROUND: gettext_lazy(
        "Round {number}: {inclusive} with its first day, as the procedure counts; {exclusive} without it. "
        "At least {least} asked for."
    ),
    Sentence.ROUND_WITHOUT: gettext_lazy(
        "Round {number}: {exclusive} without its first day, as the procedure counts; {inclusive} with it. "
        "At least {least} asked for."
    ),
    Sentence.ROUND_UNKNOWN: gettext_lazy(
        "Round {number}: its first or its last day is not recorded; at least {least} asked for."
    ),
    Sentence.STAGE: gettext_lazy(
        "From {first} to {last}: {inclusive} with the first day, {exclusive} without; at least {least} asked for."
    ),
    Sentence.STAGE_SKIPPED: gettext_lazy("This stage was left out; at least {least} asked for."),
    Sentence.STAGE_UNKNOWN: gettext_lazy("Its first or its last day is not recorded; at least {least} asked for."),
    Sentence.ANSWERED: gettext_lazy(
        "Rounds that are over: {over}; the answers to their comments are public for {answered}."
    ),
    Sentence.NO_ROUND_OVER: gettext_lazy("No round is over, so there is nothing to answer yet."),
    Sentence.WAIVERS: gettext_lazy("Rules that are not met and not justified: {lacking}."),
    Sentence.BEFORE_APPROVAL: gettext_lazy("The procedure is in force since {since}, and approval began on {began}."),
    Sentence.NO_APPROVAL: gettext_lazy("The procedure is in force since {since}; approval has not begun."),
    Sentence.PUBLISHED: gettext_lazy(
        "Approved on {approved}, published on {published}; the transition ends on {until}."
    ),
    Sentence.PUBLISHED_ONLY: gettext_lazy(
        "Approved on {approved}, published on {published}; no end of a transition is recorded."
    ),
    Sentence.NOT_PUBLISHED: gettext_lazy("Approved on {approved}; no day of publication is recorded."),
    Sentence.NOT_APPROVED: gettext_lazy("Not approved yet, so there is nothing to publish."),
    Sentence.REVIEW: gettext_lazy(
        "Last adopted or reviewed on {since}, to be reviewed by {due}; this review was opened on {opened}."
    ),
    Sentence.REVIEW_UNKNOWN: gettext_lazy(
        "No day of adoption or of a review is recorded; the next is due {least} after it."
    ),
    Sentence.CLASSIFIED: gettext_lazy(
        "The cycle is recorded as one kind of change, with that kind's stages and rounds."
    ),
    Sentence.NOT_MEASURED: gettext_lazy("The record of a revision does not show this; it is for people to judge."),
}
"""The engine's sentences, so that they are translated."""


def stage_words(key: str) -> str:
    """A stage by its key, with its number where there are several."""
    name, _dash, number = key.partition("-")
    stage = str(STAGES[Stage(name)])
    return _("{stage}, round {number}").format(stage=stage, number=number) if number else stage


def reading_words(reading: Reading) -> str:
    """Why a rule is met or not, with figures and units."""
    figures = {name: figure_words(figure) for name, figure in reading.figures.items()}
    return str(SENTENCES[reading.sentence]).format(**figures)


def figure_words(figure: Figure) -> str:
    """A figure as people write it."""
    if isinstance(figure, Amount):
        return amount_words(figure)
    return figure.isoformat() if isinstance(figure, date) else str(figure)


def length_words(length: Length) -> str:
    """How long, in words."""
    return amount_words(Amount(length.number, length.unit))


def amount_words(amount: Amount) -> str:
    """A number with its unit."""
    units = {
        Unit.DAYS: ngettext("{number} day", "{number} days", amount.number),
        Unit.WORKING_DAYS: ngettext("{number} working day", "{number} working days", amount.number),
        Unit.WEEKS: ngettext("{number} week", "{number} weeks", amount.number),
        Unit.MONTHS: ngettext("{number} month", "{number} months", amount.number),
        Unit.YEARS: ngettext("{number} year", "{number} years", amount.number),
    }
    return units[amount.unit].format(number=amount.number)


def deadline_words(deadline: Deadline) -> str:
    """What is to be done."""
    acts = {
        Awaited.START: _("Start the stage: {stage}"),
        Awaited.END: _("End the stage: {stage}"),
        Awaited.ANSWERS: _("Publish the answers to comments: {stage}"),
    }
    return acts[deadline.awaited].format(stage=stage_words(deadline.stage))


def rules_in_words(rules: CycleRules) -> list[tuple[str, str]]:
    """The rules of a cycle as names and sentences."""
    counting = _("the first day counts") if rules.inclusive else _("the first day does not count")
    rounds = ", ".join(f"{CHANGES[change]}: {number}" for change, number in sorted(rules.rounds.items()))
    rows = [
        (_("Days"), _("{counting}; time zone {zone}").format(counting=counting, zone=rules.zone)),
        (_("Rounds at least"), rounds or _("none")),
    ]
    if rules.review is not None:
        rows.append((_("Review"), _("every {length} at the latest").format(length=length_words(rules.review))))
    if rules.answers is not None:
        answers = _("within {length} after the end of a round").format(length=length_words(rules.answers))
        rows.append((_("Answers to comments"), answers))
    if rules.follows:
        rows.append((_("Follows"), ", ".join(profile_words(key) for key in rules.follows)))
    return rows


def profile_words(key: str) -> str:
    """A code for standard-setters by its key, as its file calls it."""
    return next((words(each.title) for each in profiles() if each.key == key), key)

"""Why a rule is met or not: one sentence for each thing that can be found, with places for its figures."""

from enum import StrEnum


class Sentence(StrEnum):
    """The sentences. Each stands alone, so that it can be translated as a whole."""

    RULES_IN_FORCE = "The procedure is in force since {since}, and the first step was on {first}."
    TERMS = "The terms of reference state {stated} of {asked}: need, objectives, risks, overlap with other standards."
    ANNOUNCED = "A summary is public since {announced}, and work began on {began}."
    ANNOUNCED_EARLY = "A summary is public since {announced}; work has not begun."
    NOT_ANNOUNCED = "No day is recorded on which a summary was public; work began on {began}."
    NEITHER = "No day is recorded on which a summary was public, and none on which work began."
    ROUNDS = "Rounds of consultation, held or planned: {rounds}; at least {least} asked for."
    ROUND = (
        "Round {number}: {inclusive} with its first day, as the procedure counts; {exclusive} without it. "
        "At least {least} asked for."
    )
    ROUND_WITHOUT = (
        "Round {number}: {exclusive} without its first day, as the procedure counts; {inclusive} with it. "
        "At least {least} asked for."
    )
    ROUND_UNKNOWN = "Round {number}: its first or its last day is not recorded; at least {least} asked for."
    STAGE = "From {first} to {last}: {inclusive} with the first day, {exclusive} without; at least {least} asked for."
    STAGE_SKIPPED = "This stage was left out; at least {least} asked for."
    STAGE_UNKNOWN = "Its first or its last day is not recorded; at least {least} asked for."
    ANSWERED = "Rounds that are over: {over}; the answers to their comments are public for {answered}."
    NO_ROUND_OVER = "No round is over, so there is nothing to answer yet."
    WAIVERS = "Rules that are not met and not justified: {lacking}."
    BEFORE_APPROVAL = "The procedure is in force since {since}, and approval began on {began}."
    NO_APPROVAL = "The procedure is in force since {since}; approval has not begun."
    PUBLISHED = "Approved on {approved}, published on {published}; the transition ends on {until}."
    PUBLISHED_ONLY = "Approved on {approved}, published on {published}; no end of a transition is recorded."
    NOT_PUBLISHED = "Approved on {approved}; no day of publication is recorded."
    NOT_APPROVED = "Not approved yet, so there is nothing to publish."
    REVIEW = "Last adopted or reviewed on {since}, to be reviewed by {due}; this review was opened on {opened}."
    REVIEW_UNKNOWN = "No day of adoption or of a review is recorded; the next is due {least} after it."
    CLASSIFIED = "The cycle is recorded as one kind of change, with that kind's stages and rounds."
    NOT_MEASURED = "The record of a revision does not show this; it is for people to judge."

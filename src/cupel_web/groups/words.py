"""Rules and what they reached, in words."""

from fractions import Fraction

from django.utils.translation import gettext as _

from cupel.governance import Base, Procedure, Requirement, VotingUnit

COUNTING = (" of each",)


def rule_words(rule: Requirement) -> str:
    """What the rule is about."""
    words = {
        "quorum": _("quorum"),
        "quorum of each": _("quorum in each category"),
        "balance": _("most of the votes"),
        "balance of each": _("votes in each category"),
        "majority": _("in favour"),
        "majority of each": _("in favour in each category"),
        "against": _("against"),
    }
    return words[rule.rule]


def reached_words(rule: Requirement) -> str:
    """What was reached: a share with its fraction, or a number of votes."""
    return _amount(rule, rule.reached)


def needed_words(rule: Requirement) -> str:
    """What is asked for."""
    return _amount(rule, rule.needed)


def in_words(procedure: Procedure) -> list[tuple[str, str]]:
    """Every rule of a procedure as a name and a sentence."""
    quorum, majority, balance = procedure.quorum, procedure.majority, procedure.balance
    bases = {
        Base.ELECTORATE: _("of all votes there are"),
        Base.VOTES: _("of the votes that took a position"),
        Base.FOR_OR_AGAINST: _("of the votes for or against"),
    }
    at = _("more than {share}") if majority.more else _("at least {share}")
    rows = [
        (_("In force from"), procedure.in_force.isoformat()),
        (_("Categories"), ", ".join(procedure.categories) or _("none")),
        (_("Votes"), _unit(procedure.voting_unit)),
        (_("Consensus"), _consensus(procedure)),
        (_("Quorum"), _joined(_("at least {share} of the votes").format(share=share(quorum.share)), quorum.of_each)),
        (
            _("Majority"),
            _joined(f"{at.format(share=share(majority.share))} {bases[majority.base]}", majority.of_each),
        ),
        (_("Balance"), _joined(_balance(balance.ceiling), balance.of_each)),
    ]
    if majority.against < 1:
        rows.append((_("Against"), _("at most {share} of those for or against").format(share=share(majority.against))))
    if procedure.holidays:
        rows.append((_("Holidays"), ", ".join(sorted(day.isoformat() for day in procedure.holidays))))
    if balance.refuses:
        rows.append((_("Unbalanced"), _("A group that is not balanced does not vote.")))
    return rows


def share(value: Fraction) -> str:
    """A share exactly, with per cent where that is not exact itself."""
    percent = value * 100
    if percent.denominator == 1:
        return f"{percent.numerator} %"
    return f"{value.numerator}/{value.denominator} ({float(percent):.1f} %)"


def _amount(rule: Requirement, value: Fraction) -> str:
    return str(value) if rule.rule.endswith(COUNTING) else share(value)


def _joined(text: str, of_each: int) -> str:
    return _("{rule}, and {number} in each category").format(rule=text, number=of_each) if of_each else text


def _unit(unit: VotingUnit) -> str:
    return _("one for each seat") if unit is VotingUnit.SEAT else _("one for each organisation and personal seat")


def _consensus(procedure: Procedure) -> str:
    first = _("What nobody objects to is adopted; else the majority decides.")
    return first if procedure.by_consensus else _("The majority decides.")


def _balance(ceiling: Fraction) -> str:
    if ceiling == 1:
        return _("no limit to a category's share")
    return _("no category holds more than {share} of the votes").format(share=share(ceiling))

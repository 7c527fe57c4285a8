"""Who a body consists of and who is there: balance of interests and quorum."""

from collections import Counter
from collections.abc import Collection

from cupel.governance.procedure import Procedure, Voter
from cupel.governance.requirement import Requirement, at_least, at_most, of_each, share_of


def balance(voters: tuple[Voter, ...], procedure: Procedure) -> tuple[Requirement, ...]:
    """Whether the votes are spread over the categories as the procedure asks, rule by rule."""
    rule, counts = procedure.balance, Counter(voter.category for voter in voters)
    shares = (
        at_most("balance", share_of(counts[category], len(voters)), rule.ceiling, category=category)
        for category in procedure.categories
    )
    return (*shares, *of_each("balance of each", voters, procedure.categories, rule.of_each))


def quorum(voters: tuple[Voter, ...], present: Collection[str], procedure: Procedure) -> tuple[Requirement, ...]:
    """Whether enough are there, rule by rule; ``present``: seats, in person or by their alternates. An organisation is
    there if one of its seats is.
    """
    rule, there = procedure.quorum, [voter for voter in voters if any(seat in present for seat in voter.seats)]
    overall = at_least("quorum", share_of(len(there), len(voters)), rule.share)
    return (overall, *of_each("quorum of each", there, procedure.categories, rule.of_each))

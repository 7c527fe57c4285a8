"""States of groups, seats and applications: they follow from dates."""

from enum import StrEnum


class GroupState(StrEnum):
    """Where a group stands in its life."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    DORMANT = "dormant"
    RECONVENED = "re-convened"
    CONCLUDED = "concluded"


NEXT: dict[GroupState | None, frozenset[GroupState]] = {
    None: frozenset({GroupState.PROPOSED}),
    GroupState.PROPOSED: frozenset({GroupState.ACTIVE, GroupState.CONCLUDED}),
    GroupState.ACTIVE: frozenset({GroupState.DORMANT, GroupState.CONCLUDED}),
    GroupState.DORMANT: frozenset({GroupState.RECONVENED, GroupState.CONCLUDED}),
    GroupState.RECONVENED: frozenset({GroupState.DORMANT, GroupState.CONCLUDED}),
    GroupState.CONCLUDED: frozenset(),
}
"""What may come after each state."""

AT_WORK = frozenset({GroupState.ACTIVE, GroupState.RECONVENED})
"""States in which a group meets, decides and takes members."""


class SeatState(StrEnum):
    """What a seat does on a day. ``PENDING``: somebody is seated who has not accepted the undertakings yet."""

    OPEN = "open seat"
    PENDING = "not yet active"
    ACTIVE = "active"
    CLOSED = "closed"


class ApplicationState(StrEnum):
    """How far an application is."""

    UNCONFIRMED = "address not confirmed"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

"""Which bodies receive what a group sends up, on a day."""

from datetime import date

from cupel.governance import Body, in_place_of, recipients
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import groups_with_state
from cupel_web.groups.states import AT_WORK


class Chain:
    """The bodies of the scheme as they are on a day, read once."""

    def __init__(self, *, on: date) -> None:
        listed = groups_with_state(on=on)
        self._groups: dict[str, Group] = {group.public_id: group for group, _state in listed}
        self._bodies = {
            group.public_id: Body(
                body_id=group.public_id,
                parent=group.parent.public_id if group.parent else None,
                succeeds=group.succeeds.public_id if group.succeeds else None,
                works=state in AT_WORK,
            )
            for group, state in listed
        }

    def above(self, group: Group) -> list[Group]:
        """The bodies above a group that work, nearest first."""
        return [self._groups[each] for each in recipients(group.public_id, self._bodies)]

    def in_place_of(self, body: Group) -> Group:
        """Who stands in the place of a body: a successor that works, else itself."""
        return self._groups[in_place_of(body.public_id, self._bodies)]

    def works(self, body: Group) -> bool:
        """Whether a body meets and decides."""
        return self._bodies[body.public_id].works

"""What people took on, as far as each reader may know of it."""

from django.db.models import Q, QuerySet

from cupel_web.groups.models import Group
from cupel_web.work.boards import ORIGINS
from cupel_web.work.models import ActionItem
from cupel_web.work.queries.reading import Reader


def action_items_read_by(reader: Reader, group: Group) -> QuerySet[ActionItem]:
    """What people took on for a group, without what comes from a record that the reader may not follow: its title would
    tell of it. What the reader took on themselves they always see.
    """
    origins: dict[str, list[str]] = {}
    for label, public_id in group.action_items.values_list("origin_type", "origin").distinct():
        origins.setdefault(label, []).append(public_id)
    closed = {each for label, look in ORIGINS.kinds.items() for each in look(reader, origins.get(label, []))}
    return group.action_items.filter(~Q(origin__in=closed) | Q(owner=reader.person))

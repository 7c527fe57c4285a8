"""What operations of this room share."""

from django.http import HttpRequest

from cupel_web.groups.models import Group
from cupel_web.kernel import clock
from cupel_web.work.queries.reading import Reader, reader_of

GROUP = "/groups/{slug:slug}"


def reader(request: HttpRequest) -> Reader:
    """Who reads, today."""
    return reader_of(request.user, on=clock.today())


def is_inside(who: Reader, group: Group) -> bool:
    """Whether they are shown what the group's own people see of each other."""
    return group.pk in who.entered or who.keeps

"""The rooms of a group, which apps above add to: what stands in the tabs of each of its pages."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from cupel_web.groups.models import Group
from cupel_web.kernel.models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, kw_only=True)
class Room:
    """A page of every group, by its name in the URL patterns; ``permission`` on the group, or none if it is public.
    ``folders`` under the group's address hold further pages of the room.
    """

    page: str
    label: "_StrPromise"
    permission: str | None = None
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A room as a link."""

    path: str
    label: str
    is_here: bool


_rooms: list[Room] = []


def groups_have(*rooms: Room) -> None:
    """Add rooms to every group; called once when the workspace starts."""
    _rooms.extend(room for room in rooms if room not in _rooms)


def tabs(group: Group, *, user: object, path: str) -> list[Tab]:
    """The rooms of a group that this person may open; the deepest one that ``path`` lies in is where they are."""
    asked = {room.permission for room in _rooms if room.permission}
    held = {name for name in asked if isinstance(user, User) and user.has_perm(name, group)}
    paths = {
        room: reverse(room.page, kwargs={"slug": group.slug})
        for room in _rooms
        if room.permission is None or room.permission in held
    }
    home = reverse("group", kwargs={"slug": group.slug})
    places = {each: room for room, each in paths.items()}
    places |= {f"{home}{folder}/": room for room in paths for folder in room.folders}
    here = places.get(max((each for each in places if path.startswith(each)), key=len, default=""))
    return [Tab(path=each, label=str(room.label), is_here=room == here) for room, each in paths.items()]

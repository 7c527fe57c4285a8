"""Who may do what with meetings. Secretariat and chairs keep them; members take part; observers read; of an item in
camera only those who sit in the group, may enter and do not stand back from it.
"""

from cupel_web.groups.models import Group
from cupel_web.groups.policies import is_chair, is_inside, takes_part
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import grant
from cupel_web.meetings.models import AgendaItem, Meeting, Minutes
from cupel_web.meetings.queries.attending import is_recused
from cupel_web.meetings.queries.schedule import seats_filled_by
from cupel_web.people.policies import is_secretariat
from cupel_web.work.policies import reads_in_camera as passes_closed_doors

Record = Group | Meeting | AgendaItem | Minutes


def meeting_about(record: Meeting | AgendaItem | Minutes) -> Meeting:
    """The meeting a record belongs to."""
    return record if isinstance(record, Meeting) else record.meeting


def group_of(record: Record) -> Group:
    """The group whose meeting it is."""
    return record if isinstance(record, Group) else meeting_about(record).group


def enters(user: User, record: Record) -> bool:
    return is_inside(user, group_of(record))


def chairs(user: User, record: Record) -> bool:
    return is_chair(user, group_of(record))


def participates(user: User, record: Record) -> bool:
    return takes_part(user, group_of(record))


def sits(user: User, meeting: Meeting) -> bool:
    """Fills a seat on the day and may enter."""
    return enters(user, meeting) and bool(seats_filled_by(user, meeting.appointment))


def reads_in_camera(user: User, item: AgendaItem) -> bool:
    if is_recused(user, item):
        return False
    return is_secretariat(user) or passes_closed_doors(user, item.meeting.group)


def words(user: User, item: AgendaItem) -> bool:
    """Keeps the meeting; of an item in camera only who may follow it reads and changes the wording."""
    if item.in_camera and not reads_in_camera(user, item):
        return False
    return is_secretariat(user) or chairs(user, item)


def writes(user: User, about: tuple[Minutes, AgendaItem]) -> bool:
    """The same of what minutes say on an item."""
    _minutes, item = about
    return words(user, item)


def reads_circulated(user: User, minutes: Minutes) -> bool:
    return hasattr(minutes, "circulation") and enters(user, minutes)


grant("meetings.convene", is_secretariat, chairs)
grant("meetings.enter", is_secretariat, enters)
grant("meetings.keep", is_secretariat, chairs)
grant("meetings.answer", sits)
grant("meetings.declare", enters)
grant("meetings.read_in_camera", reads_in_camera)
grant("meetings.read_minutes", is_secretariat, chairs, reads_circulated)
grant("meetings.word", words)
grant("meetings.write", writes)
grant("meetings.comment_minutes", participates)
grant("meetings.publish_notice", is_secretariat)

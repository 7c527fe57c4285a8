"""Who may do what with drafts. The group that drafts reads and edits, its observers read; chair and secretariat open,
judge and close. A draft is public only as the text of a consultation or as an edition.
"""

from cupel_web.drafting.models import Draft, WordFile
from cupel_web.groups.models import Group
from cupel_web.groups.policies import is_chair, is_inside, takes_part
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import grant
from cupel_web.people.policies import is_secretariat

Record = Draft | Group | WordFile


def _group_of(record: Record) -> Group:
    if isinstance(record, WordFile):
        return record.draft.group
    return record.group if isinstance(record, Draft) else record


def is_of_group(user: User, record: Record) -> bool:
    return is_inside(user, _group_of(record))


def drafts_with_group(user: User, record: Record) -> bool:
    return takes_part(user, _group_of(record))


def chairs_group(user: User, record: Record) -> bool:
    return is_chair(user, _group_of(record))


grant("drafting.read_all", is_secretariat)
grant("drafting.read", is_of_group, is_secretariat)
grant("drafting.open", chairs_group, is_secretariat)
grant("drafting.edit", drafts_with_group, is_secretariat)
grant("drafting.judge", chairs_group, is_secretariat)
grant("drafting.freeze", chairs_group, is_secretariat)
grant("drafting.close", chairs_group, is_secretariat)

"""Who may do what with consultations. Secretariat and chair of the group run one; from its announcement it is public.
Drafts are seen by nobody but who holds the submission's secret. The secretariat and whoever takes part in the group
read all comments that count, and propose what becomes of each; the chair says what was agreed. Everybody else reads
what authors let be published, once it is.
"""

from cupel_web.consultations.models import Attachment, ChangeLink, Comment, Consultation, Question, Submission
from cupel_web.groups.models import Group
from cupel_web.groups.policies import is_chair, takes_part
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import grant
from cupel_web.people.policies import is_secretariat

Record = Group | Consultation | Question | Comment | Submission | Attachment | ChangeLink


def group_of(record: Record) -> Group:
    """The group a record belongs to."""
    if isinstance(record, Group):
        return record
    if isinstance(record, Attachment):
        return record.submission.consultation.group
    if isinstance(record, ChangeLink):
        return record.comment.consultation.group
    return record.group if isinstance(record, Consultation) else record.consultation.group


def chairs(user: User, record: Record) -> bool:
    return is_chair(user, group_of(record))


def participates(user: User, record: Record) -> bool:
    return takes_part(user, group_of(record))


grant("consultations.run", is_secretariat, chairs)
grant("consultations.key", is_secretariat)
grant("consultations.read_comments", is_secretariat, participates)
grant("consultations.see_addresses", is_secretariat)
grant("consultations.dispose", is_secretariat, participates)
grant("consultations.agree", is_secretariat, chairs)

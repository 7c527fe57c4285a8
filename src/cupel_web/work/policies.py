"""Who may do what with work.

The secretariat keeps it, a chair leads the group's work, members take part, observers read. Deliverables are kept by
those named for it. Agreeing a format is the chair's alone; a mark is lifted by nobody but the group that made it.
"""

from cupel_web.groups.models import Group
from cupel_web.groups.policies import is_chair, is_inside, takes_part
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import grant
from cupel_web.people.policies import is_secretariat
from cupel_web.work.models import (
    ActionItem,
    Deliverable,
    Dependency,
    Editor,
    EmergingIssue,
    IssueClause,
    IssueInstrument,
    Mark,
    Milestone,
    Paper,
    PartRecord,
    Post,
    Review,
    Thread,
    Visibility,
    Workstream,
)
from cupel_web.work.queries.reading import issues_read_by, papers_read_by, reader_of, threads_read_by
from cupel_web.work.queries.records import sisters_of

OfGroup = (
    Group | ActionItem | Deliverable | EmergingIssue | IssueClause | IssueInstrument | Mark | Paper | Review | Thread
    | Workstream
)  # fmt: skip
OfDeliverable = Deliverable | Dependency | Editor | Milestone | PartRecord


def group_of(record: OfGroup) -> Group:
    """The group a record belongs to."""
    if isinstance(record, IssueClause | IssueInstrument):
        return record.issue.group
    return record if isinstance(record, Group) else record.group


def deliverable_of(record: OfDeliverable) -> Deliverable:
    """The deliverable a record belongs to."""
    return record if isinstance(record, Deliverable) else record.deliverable


def chairs(user: User, record: OfGroup) -> bool:
    return is_chair(user, group_of(record))


def participates(user: User, record: OfGroup) -> bool:
    return takes_part(user, group_of(record))


def owns(user: User, item: ActionItem) -> bool:
    return item.owner_id == user.pk and is_inside(user, item.group)


def leads(user: User, workstream: Workstream) -> bool:
    return workstream.lead_id == user.pk and takes_part(user, workstream.group)


def keeps(user: User, record: OfDeliverable) -> bool:
    """Chairs the group, leads the workstream, owns or edits the deliverable."""
    deliverable = deliverable_of(record)
    named = user.pk in {deliverable.owner_id, deliverable.workstream.lead_id}
    named = named or deliverable.editors.filter(person=user, ended_at=None).exists()
    return chairs(user, deliverable) or (named and takes_part(user, deliverable.group))


def marks(user: User, record: Group | Deliverable) -> bool:
    """Takes part in the group that marks; of a deliverable, in any group but its own."""
    return participates(user, record) if isinstance(record, Group) else sisters_of(user, record).exists()


def is_reviewer(user: User, record: PartRecord) -> bool:
    return record.reviewer_id == user.pk


def reads_paper(user: User, paper: Paper) -> bool:
    return papers_read_by(reader_of(user, on=clock.today())).filter(pk=paper.pk).exists()


def adds_to_paper(user: User, paper: Paper) -> bool:
    return reads_paper(user, paper) and (participates(user, paper) or is_secretariat(user))


def reads_in_camera(user: User, group: Group) -> bool:
    return group.pk in reader_of(user, on=clock.today()).in_camera


def reads_thread(user: User, thread: Thread) -> bool:
    return threads_read_by(reader_of(user, on=clock.today())).filter(pk=thread.pk).exists()


def talks(user: User, thread: Thread) -> bool:
    return reads_thread(user, thread) and (participates(user, thread) or is_secretariat(user))


def wrote(user: User, post: Post) -> bool:
    return post.author_id == user.pk and not post.withdrawn_at


def reads_issue(user: User, issue: EmergingIssue) -> bool:
    return issues_read_by(reader_of(user, on=clock.today())).filter(pk=issue.pk).exists()


def shows(user: User, paper: Paper) -> bool:
    """May say who reads a paper: a chair only of one they read themselves."""
    return is_secretariat(user) or (chairs(user, paper) and reads_paper(user, paper))


PUBLISHES = {Visibility.PUBLIC: "work.file_public", Visibility.IN_CAMERA: "work.file_in_camera"}
"""What filing or talking needs beyond taking part, by who may read it."""

grant("work.read_issue", reads_issue)
grant("work.triage_issue", is_secretariat, chairs)
grant("work.act_on_issue", is_secretariat, chairs)

grant("work.plan_work", is_secretariat, chairs)
grant("work.lead_workstream", is_secretariat, chairs, leads)
grant("work.keep_deliverable", is_secretariat, keeps)
grant("work.adopt_format", is_secretariat)
grant("work.agree_format", chairs)
grant("work.sign_part", is_reviewer)
grant("work.answer_review", participates)
grant("work.mark_deliverable", marks)
grant("work.lift_mark", participates)
grant("work.publish_deliverable", is_secretariat, chairs)

grant("work.file_paper", is_secretariat, participates)
grant("work.file_public", is_secretariat, chairs)
grant("work.file_in_camera", is_secretariat, reads_in_camera)
grant("work.read_paper", reads_paper)
grant("work.add_version", adds_to_paper)
grant("work.show_paper", shows)
grant("work.recuse_from_paper", is_secretariat, chairs)

grant("work.start_thread", is_secretariat, participates)
grant("work.read_thread", reads_thread)
grant("work.talk", talks)
grant("work.withdraw_post", wrote)

grant("work.add_action_item", is_secretariat, chairs)
grant("work.finish_action_item", is_secretariat, chairs, owns)
grant("work.drop_action_item", is_secretariat, chairs)

"""Verbs about issues, workstreams, deliverables, papers, talk, and what people took on."""

from cupel_web.work.actions.action_items import NewActionItem, add_action_item, drop_action_item, finish_action_item
from cupel_web.work.actions.deliverables import (
    NewDeliverable,
    add_deliverable,
    add_dependency,
    add_editor,
    agree_format,
    change_deliverable,
    end_editor,
    publish_deliverable,
    remove_dependency,
)
from cupel_web.work.actions.formats import NewFormat, adopt_format
from cupel_web.work.actions.issues import (
    About,
    ClauseAddress,
    Decision,
    Reconvening,
    act_on_issue,
    link_clause,
    link_instrument,
    triage_issue,
    unlink,
)
from cupel_web.work.actions.milestones import NewMilestone, add_milestone, finish_milestone, move_milestone
from cupel_web.work.actions.papers import Upload, add_version, end_recusal, file_paper, recuse_from_paper, show_paper
from cupel_web.work.actions.parts import Filled, fill_part, sign_part
from cupel_web.work.actions.proposing import propose_issues
from cupel_web.work.actions.raising import Concern, confirm_issue, raise_issue, withdraw_issue
from cupel_web.work.actions.reviews import Objection, answer_review, ask_review, lift_mark, mark_deliverable
from cupel_web.work.actions.threads import NewThread, Said, follow, post, start_thread, unfollow, withdraw_post
from cupel_web.work.actions.workstreams import (
    NewWorkstream,
    add_workstream,
    change_workstream,
    finish_workstream,
    stop_workstream,
)

__all__ = [
    "About", "ClauseAddress", "Concern", "Decision", "Filled", "NewActionItem", "NewDeliverable", "NewFormat",
    "NewMilestone", "NewThread", "NewWorkstream", "Objection", "Reconvening", "Said", "Upload", "act_on_issue",
    "add_action_item", "add_deliverable", "add_dependency", "add_editor", "add_milestone", "add_version",
    "add_workstream", "adopt_format", "agree_format", "answer_review", "ask_review", "change_deliverable",
    "change_workstream", "confirm_issue", "drop_action_item", "end_editor", "end_recusal", "file_paper", "fill_part",
    "finish_action_item", "finish_milestone", "finish_workstream", "follow", "lift_mark", "link_clause",
    "link_instrument", "mark_deliverable", "move_milestone", "post", "propose_issues", "publish_deliverable",
    "raise_issue", "recuse_from_paper", "remove_dependency", "show_paper", "sign_part", "start_thread",
    "stop_workstream", "triage_issue", "unfollow", "unlink", "withdraw_issue", "withdraw_post",
]  # fmt: skip

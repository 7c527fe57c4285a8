"""What groups work on: issues, workstreams and what they hand over, papers and talk, and what people took on."""

from cupel_web.work.models.action_item import ActionItem
from cupel_web.work.models.deliverable import (
    Deliverable,
    DeliverableKind,
    Dependency,
    Editor,
    Format,
    FormatAgreement,
    Milestone,
    PartRecord,
    Release,
    Signature,
)
from cupel_web.work.models.issue import EmergingIssue, IssueAct, IssueClause, IssueInstrument, Proposal, Triage
from cupel_web.work.models.paper import Paper, PaperVersion, Recusal, Visibility
from cupel_web.work.models.review import Lifting, Mark, Review
from cupel_web.work.models.thread import Follow, Post, Thread
from cupel_web.work.models.workstream import Workstream

__all__ = [
    "ActionItem", "Deliverable", "DeliverableKind", "Dependency", "Editor", "EmergingIssue", "Follow", "Format",
    "FormatAgreement", "IssueAct", "IssueClause", "IssueInstrument", "Lifting", "Mark", "Milestone", "Paper",
    "PaperVersion", "PartRecord", "Post", "Proposal", "Recusal", "Release", "Review", "Signature", "Thread", "Triage",
    "Visibility", "Workstream",
]  # fmt: skip

"""How long this app's records are kept."""

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.kept import concluded
from cupel_web.kernel.retention import CLOSED, GROUP, PERMANENT, SECRET, UNCONFIRMED, Rows, kept, of, since
from cupel_web.work.models import (
    ActionItem,
    Deliverable,
    Dependency,
    Editor,
    EmergingIssue,
    Follow,
    Format,
    FormatAgreement,
    IssueAct,
    IssueClause,
    IssueInstrument,
    Lifting,
    Mark,
    Milestone,
    Paper,
    PaperVersion,
    PartRecord,
    Post,
    Proposal,
    Recusal,
    Release,
    Review,
    Signature,
    Thread,
    Triage,
    Workstream,
)

UNTOUCHED = Q(confirmed_at=None, withdrawn_at=None, triage=None, acts=None, clauses=None, instruments=None, merged=None)
"""Issues that nobody confirmed and nobody worked on."""


def declare() -> None:
    """Make it known."""
    decided = Triage.objects.filter(issue=OuterRef("pk")).order_by("-decided_at", "-pk").values("decided_at")[:1]
    kept("issues-unconfirmed", _("issues whose address was never confirmed"), UNCONFIRMED,
         Rows(model=EmergingIssue, start="raised_at", only=UNTOUCHED))  # fmt: skip
    kept("issues", _("who raised an issue, decided or withdrawn"), CLOSED,
         Rows(model=EmergingIssue, start=Coalesce("withdrawn_at", Subquery(decided)),
              blanks={"name": "", "email": "", "key": ""}))  # fmt: skip
    kept("issue-decisions", _("decisions on issues, and what came of them"), PERMANENT,
         *of(Triage, IssueAct, IssueClause, IssueInstrument, Proposal))  # fmt: skip
    kept("releases", _("formats and published deliverables"), PERMANENT, *of(Format, Release))
    kept("work", _("workstreams, deliverables and how they were made"), GROUP,
         *since(concluded("group"), Workstream),
         *since(concluded("workstream__group"), Deliverable),
         *since(concluded("deliverable__workstream__group"), FormatAgreement, Editor, PartRecord, Milestone,
                Dependency, Review, Mark),
         *since(concluded("record__deliverable__workstream__group"), Signature),
         *since(concluded("mark__deliverable__workstream__group"), Lifting))  # fmt: skip
    kept("papers", _("papers"), GROUP,
         *since(concluded("group"), Paper), *since(concluded("paper__group"), PaperVersion, Recusal))  # fmt: skip
    kept("threads", _("threads and posts"), GROUP,
         *since(concluded("group"), Thread), *since(concluded("thread__group"), Post))  # fmt: skip
    kept("action-items", _("action items"), GROUP, *since(concluded("group"), ActionItem))
    kept("follows", _("addresses of followed threads"), SECRET, *since("ended_at", Follow))

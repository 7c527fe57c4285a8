"""Drafting: a base edition and the edits made to it, in order; everything else is computed."""

from cupel.standard.drafting.advance import advanced, begun, drafted
from cupel.standard.drafting.citations import Citation, renamed_citations
from cupel.standard.drafting.concurrency import made_on, marks, require_current, stale
from cupel.standard.drafting.content_edits import (
    PARTS,
    ContentEdit,
    PutCheck,
    PutException,
    PutParameter,
    RemoveCheck,
    RemoveException,
    RemoveParameter,
    Reword,
    SetApplicability,
    SetAudit,
    SetCritical,
    SetEvidence,
    SetKind,
    SetLevel,
    SetTopics,
    Translate,
)
from cupel.standard.drafting.edit_data import edit_data, edit_from
from cupel.standard.drafting.edit_schema import edit_schema
from cupel.standard.drafting.edits import (
    Add,
    Edit,
    Judge,
    Merge,
    Move,
    Part,
    SetHead,
    SetLabel,
    Split,
    StructureEdit,
    Undo,
    Withdraw,
)
from cupel.standard.drafting.finish import draft_edition, finished
from cupel.standard.drafting.glossary import Term, Use, redefined, terms_used
from cupel.standard.drafting.lineage import Verdict, edges, verdicts
from cupel.standard.drafting.mistakes import Mistake, mistakes
from cupel.standard.drafting.numbering import Labels
from cupel.standard.drafting.state import DraftState, text_hash
from cupel.standard.drafting.translations import Translation, translations
from cupel.standard.drafting.undo import holding

__all__ = [
    "PARTS",
    "Add",
    "Citation",
    "ContentEdit",
    "DraftState",
    "Edit",
    "Judge",
    "Labels",
    "Merge",
    "Mistake",
    "Move",
    "Part",
    "PutCheck",
    "PutException",
    "PutParameter",
    "RemoveCheck",
    "RemoveException",
    "RemoveParameter",
    "Reword",
    "SetApplicability",
    "SetAudit",
    "SetCritical",
    "SetEvidence",
    "SetHead",
    "SetKind",
    "SetLabel",
    "SetLevel",
    "SetTopics",
    "Split",
    "StructureEdit",
    "Term",
    "Translate",
    "Translation",
    "Undo",
    "Use",
    "Verdict",
    "Withdraw",
    "advanced",
    "begun",
    "draft_edition",
    "drafted",
    "edges",
    "edit_data",
    "edit_from",
    "edit_schema",
    "finished",
    "holding",
    "made_on",
    "marks",
    "mistakes",
    "redefined",
    "renamed_citations",
    "require_current",
    "stale",
    "terms_used",
    "text_hash",
    "translations",
    "verdicts",
]

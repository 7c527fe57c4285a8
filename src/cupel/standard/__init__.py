"""A standard as data: clauses with permanent identity, editions, lineage, checks that run."""

from cupel.standard.canonical import canonical_json
from cupel.standard.changes.carry_over import CarriedOver, carry_over
from cupel.standard.changes.clause_diff import CheckChange, ClauseDiff, ParameterChange
from cupel.standard.changes.data import diff_data
from cupel.standard.changes.edition_diff import Change, EditionDiff, diff_editions
from cupel.standard.changes.judgement import Judgement, Reason, suggested
from cupel.standard.changes.links import Link, compose_links, links_of
from cupel.standard.changes.page import diff_page, kind_titles, part_titles
from cupel.standard.changes.redline import Piece, Redline, redline
from cupel.standard.check import CompiledCheck, compile_check
from cupel.standard.clause import SEVERITIES, Check, CheckException, ClauseRevision, Evidence, Parameter
from cupel.standard.dates import MARKS, DatedFact
from cupel.standard.describe import CheckInWords, describe_check
from cupel.standard.dump import clause_data, content_hash
from cupel.standard.edition import BoundCheck, BoundException, Edition, EditionEntry
from cupel.standard.expression import CompiledExpression, compile_expression
from cupel.standard.expression.aggregate import Tally
from cupel.standard.expression.grouping import tally_columns
from cupel.standard.files.load import Inspection, inspect_standard, load_standard
from cupel.standard.files.save import save_standard, standard_files
from cupel.standard.files.schema import json_schema
from cupel.standard.files.snapshot import edition_snapshot, standard_of_snapshot
from cupel.standard.files.source import Document, Step, Steps, read_document
from cupel.standard.files.validate import document_mistakes, validator_of
from cupel.standard.lineage import LineageEdge
from cupel.standard.model import Standard
from cupel.standard.shipped import resolve, shipped_folder, shipped_standards, standard_folder
from cupel.standard.texts import Texts, fill, filled_pieces, slots, text_in
from cupel.standard.units import with_unit
from cupel.standard.vocabulary import POSSIBLE, Argument, Fact, FactCall, FactType, Relation, Vocabulary

__all__ = [
    "MARKS",
    "POSSIBLE",
    "SEVERITIES",
    "Argument",
    "BoundCheck",
    "BoundException",
    "CarriedOver",
    "Change",
    "Check",
    "CheckChange",
    "CheckException",
    "CheckInWords",
    "ClauseDiff",
    "ClauseRevision",
    "CompiledCheck",
    "CompiledExpression",
    "DatedFact",
    "Document",
    "Edition",
    "EditionDiff",
    "EditionEntry",
    "Evidence",
    "Fact",
    "FactCall",
    "FactType",
    "Inspection",
    "Judgement",
    "LineageEdge",
    "Link",
    "Parameter",
    "ParameterChange",
    "Piece",
    "Reason",
    "Redline",
    "Relation",
    "Standard",
    "Step",
    "Steps",
    "Tally",
    "Texts",
    "Vocabulary",
    "canonical_json",
    "carry_over",
    "clause_data",
    "compile_check",
    "compile_expression",
    "compose_links",
    "content_hash",
    "describe_check",
    "diff_data",
    "diff_editions",
    "diff_page",
    "document_mistakes",
    "edition_snapshot",
    "fill",
    "filled_pieces",
    "inspect_standard",
    "json_schema",
    "kind_titles",
    "links_of",
    "load_standard",
    "part_titles",
    "read_document",
    "redline",
    "resolve",
    "save_standard",
    "shipped_folder",
    "shipped_standards",
    "slots",
    "standard_files",
    "standard_folder",
    "standard_of_snapshot",
    "suggested",
    "tally_columns",
    "text_in",
    "validator_of",
    "with_unit",
]

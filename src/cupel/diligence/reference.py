"""Reference pages made from the engine: kinds of findings, facts, and the files of a run."""

import json

from cupel.diligence.columns import OUTPUTS, Column, findings_json_schema
from cupel.diligence.registry import REGISTRY, Family
from cupel.diligence.report.flags import value_in_words
from cupel.diligence.vocabulary import ENTITIES, VOCABULARY
from cupel.standard import (
    BoundCheck,
    FactType,
    Standard,
    compile_check,
    describe_check,
    load_standard,
    shipped_standards,
    text_in,
)

STANDARD = "mdd"
UNITS = {"1": "fraction", "count": "number", "g": "g", "day": "days", "hour": "hours", "month": "months"}
TYPES = {"bool": "yes or no", "date": "day", "code": "code", "text": "text"}
COLUMN_TYPES = {"String": "text", "Boolean": "yes or no", "Float64": "number", "Int64": "whole number"}

KINDS_HEAD = """\
# Kinds of findings

Every finding comes from a check of a clause. This list is made from all editions of the Model Due Diligence Standard;
what is said about a kind is that of the newest edition that checks for it. A finding is *true* (flagged) or *unknown*
(the books do not decide it); nothing here says that a company meets a standard.

What a finding is about: a lot, a receipt or a party by its number in the books; `site|year`, `site|party|year`,
`country|metal|year` or `site|metal|quarter` for what is judged over time.
"""

FACTS_HEAD = """\
# Vocabulary of facts

What a check may speak about, by the entity it judges. A fact that the books do not tell is *unknown*, never a
default. Facts with arguments are called with parameters of the clause, such as `weight_conflict(p.tolerance)`; a
*range* has a certain and a possible end. The language itself is described under [expressions](expressions.md).
"""

OUTPUTS_HEAD = """\
# Files of a run

`cupel run DIR --standard EDITION --out OUT` replaces the folder `OUT` by one with these files, in one step. The same
manifest gives the same bytes, whatever the number of threads or the hash seed. All text is UTF-8, all times are UTC.

| File | What it is |
|---|---|
| `findings.parquet`, `findings.json` | flagged subjects and those not decided, with reasons |
| `states.parquet` | every subject that a check applies to, with its state |
| `provenance.parquet` | shares of recycled and of listed origin of each shipped lot and metal |
| `origins.parquet` | where the metal that each plant charged comes from, by quarter |
| `propagation.parquet` | where flagged material went: later lots, plants and quarters, customers |
| `summary.json` | the figures asked for first |
| `manifest.json` | what the run was made of |
| `report.html` | the report for people, one file without scripts from elsewhere |
| `findings.xlsx` | the same for spreadsheets, with the tables of the run by metal |

`summary.json` holds `edition`, `period` (first and last arrival), `books` (rows by table), `checks`, `flags`,
`unknown` (numbers), `severity` (flags by severity), `kinds` (per kind its clause, check, severity, flags and unknowns),
`metals` (per metal `input_g` taken in by plants in grams, the fractions `recycled`, `listed_certain`, `listed_possible`
and `unknown` of it, and the `largest_origins`) and `intake` (what reading left out: `mapping`, number of `quarantined`
rows, `skipped` files; null for a snapshot).

`manifest.json` holds `schema`, `engine` (version), `edition` with its hash, `checks` (clause revision, kind, hash of
the rule, versions of the facts), `books` (rows and SHA-256 of each table's content) and `intake`.
"""

SCHEMA_HEAD = """\
## JSON Schema of findings.json

`cupel findings-schema` prints it.
"""


def finding_kinds_markdown() -> str:
    """The published list: per kind what it is about, its clause, check, parameters and message."""
    standard = load_standard(shipped_standards()[STANDARD])
    newest = newest_checks(standard)
    rows = [_listed(kind, bound) for kind, (bound, _editions) in newest.items()]
    sections = [_kind(kind, bound, editions) for kind, (bound, editions) in newest.items()]
    table = ["| Kind | About | Severity | Clause |", "|---|---|---|---|", *rows, ""]
    return "\n".join([KINDS_HEAD, *table, *sections])


def _listed(kind: str, bound: BoundCheck) -> str:
    link = f"[{kind}](#{kind.lower()})"
    return f"| {link} | {bound.check.entity} | {bound.check.severity} | {text_in(bound.clause.title)} |"


def newest_checks(standard: Standard) -> dict[str, tuple[BoundCheck, list[str]]]:
    """By kind, in alphabetical order: its check in the newest edition that has one, and all such editions."""
    found: dict[str, tuple[BoundCheck, list[str]]] = {}
    for name, edition in standard.editions.items():
        for bound in edition.checks():
            found[bound.check.finding] = (bound, [*found.get(bound.check.finding, (bound, []))[1], name])
    return dict(sorted(found.items()))


def _kind(kind: str, bound: BoundCheck, editions: list[str]) -> str:
    words = describe_check(compile_check(bound, VOCABULARY))
    where = f"clause {bound.label}; editions {', '.join(editions)}"
    judged = f"Judges each {bound.check.entity}; severity {bound.check.severity}."
    head = [f"## {kind}", "", f"{text_in(bound.clause.title)} ({where}). {judged}", ""]
    table = ["| Parameter | Value | Reason |", "|---|---:|---|"]
    for name, parameter in bound.parameters.items():
        table.append(f"| `{name}` | {value_in_words(parameter)} | {_escaped(text_in(parameter.reason))} |")
    return "\n".join([*head, f"> {_escaped(words.sentence)}", "", *table, ""])


def vocabulary_markdown() -> str:
    """Facts by entity with type, unit, arguments and meaning."""
    families = {id(family): family for family in REGISTRY.families.values()}.values()
    parts = [FACTS_HEAD]
    for entity in ENTITIES:
        parts += [f"## {entity}", "", "| Facts | Arguments | What they say |", "|---|---|---|"]
        parts += sorted(_family(family) for family in families if family.entity == entity)
        parts.append("")
    return "\n".join(parts)


def _family(family: Family) -> str:
    facts = "<br>".join(f"`{name}`: {_type(kind)}" for name, kind in family.outputs.items())
    arguments = "<br>".join(f"`{argument.name}`: {_type(argument.type)}" for argument in family.arguments)
    return f"| {facts} | {arguments} | {_escaped(' '.join((family.function.__doc__ or '').split()))} |"


def _type(kind: FactType) -> str:
    if kind.kind != "number":
        return f"one of {', '.join(kind.codes)}" if kind.codes else TYPES[kind.kind]
    unit = UNITS.get(kind.unit or "", kind.unit or "")
    return f"{unit}, a range" if kind.interval else unit


def outputs_markdown() -> str:
    """Files of a run, their columns with units, and the schema of the findings."""
    schema = json.dumps(findings_json_schema(), indent=2, ensure_ascii=False)
    return "\n".join([OUTPUTS_HEAD, *(_output(name) for name in OUTPUTS), SCHEMA_HEAD, f"```json\n{schema}\n```", ""])


def _output(name: str) -> str:
    rows = "\n".join(_column(column, facts) for column, facts in OUTPUTS[name].items())
    also = " In `findings.json` the same as a list of objects, `values` as an object." if name == "findings" else ""
    table = f"| Column | Type | Unit | Meaning |\n|---|---|---|---|\n{rows}\n"
    return f"## {name}.parquet\n\nSorted, one row each.{also}\n\n{table}"


def _column(name: str, column: Column) -> str:
    kind = "code" if column.codes else COLUMN_TYPES.get(str(column.type), "list of texts")
    more = [f"one of: {', '.join(column.codes)}"] * bool(column.codes) + ["may be empty"] * column.optional
    return f"| `{name}` | {kind} | {column.unit} | {'; '.join([_escaped(column.meaning), *more])} |"


def _escaped(text: str) -> str:
    return text.replace("``", "`").replace("|", "\\|").replace("<", "&lt;")

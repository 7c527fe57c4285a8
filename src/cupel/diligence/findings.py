"""Flags as rows that a person can read: clause, check, subject, state, a sentence with values, the rows that show it.

``findings`` holds flagged and unknown subjects; ``states`` all subjects a check applies to.
"""

import re
from collections.abc import Mapping

import polars as pl

from cupel.diligence.evaluate import FLAG, Verdicts, ordered
from cupel.diligence.registry import ROWS
from cupel.diligence.vocabulary import VOCABULARY
from cupel.messages import _
from cupel.standard import FactCall, Parameter
from cupel.standard.units import with_unit

STATES = ("true", "false", "unknown")
SEVERITIES = ("critical", "high", "medium", "low")
SLOT = re.compile(r"\{([A-Za-z][A-Za-z0-9_]*)(?::([a-z]))?\}")
TONNE_G = 1e6
SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "finding_id": pl.String,
    "finding_kind": pl.String,
    "clause_uid": pl.String,
    "clause_label": pl.String,
    "clause_title": pl.String,
    "check_id": pl.String,
    "subject_type": pl.String,
    "subject_id": pl.String,
    "state": pl.String,
    "severity": pl.String,
    "reason": pl.String,
    "values": pl.String,
    "rows": pl.List(pl.String),
    "missing": pl.List(pl.String),
}
"""Columns of ``findings.parquet``. ``values``: the facts as JSON; ``missing``: facts that are not known."""


def states(verdict: Verdicts) -> pl.DataFrame:
    """``finding_kind, check_id, subject_type, subject_id, state`` of every subject that the check applies to."""
    check = verdict.check.bound.check
    state = (
        pl.when(pl.col(FLAG))
        .then(pl.lit("true"))
        .when(~pl.col(FLAG))
        .then(pl.lit("false"))
        .otherwise(pl.lit("unknown"))
    )
    return verdict.frame.filter(pl.col("applies").fill_null(True)).select(
        finding_kind=pl.lit(check.finding),
        check_id=pl.lit(check.id),
        subject_type=pl.lit(check.entity),
        subject_id="subject_id",
        state=state,
    )


def findings(verdict: Verdicts) -> pl.DataFrame:
    """The flagged and unknown subjects of a check, with reasons."""
    bound, check = verdict.check.bound, verdict.check.bound.check
    calls = ordered(verdict.check.facts | verdict.check.told)
    open_ = verdict.frame.filter(pl.col(FLAG).fill_null(True) & pl.col("applies").fill_null(True))
    flagged = pl.col(FLAG).fill_null(False)
    missing = _missing(ordered(verdict.check.facts))
    sentence = _sentence(check.message.get("en", ""), calls, bound.parameters, entity=check.entity)
    unknown = pl.format(
        _("Not decided for {}: {} not known. The clause asks: {}"),
        "subject_id",
        missing.list.join(", "),
        pl.lit(_title(verdict)),
    )
    severity = pl.lit(check.severity)
    return open_.select(
        finding_id=pl.format("{}:{}", pl.lit(check.id), "subject_id"),
        finding_kind=pl.lit(check.finding),
        clause_uid=pl.lit(bound.clause.uid),
        clause_label=pl.lit(bound.label),
        clause_title=pl.lit(_title(verdict)),
        check_id=pl.lit(check.id),
        subject_type=pl.lit(check.entity),
        subject_id="subject_id",
        state=pl.when(flagged).then(pl.lit("true")).otherwise(pl.lit("unknown")),
        severity=severity,
        reason=pl.when(flagged).then(sentence).otherwise(unknown),
        values=pl.struct(_values(calls)).struct.json_encode(),
        rows=pl.col(ROWS).list.unique().list.sort(),
        missing=pl.when(flagged).then(pl.lit([], dtype=pl.List(pl.String))).otherwise(missing),
    )


def _title(verdict: Verdicts) -> str:
    return verdict.check.bound.clause.title.get("en", "")


def _missing(calls: list[FactCall]) -> pl.Expr:
    names = [pl.when(pl.col(call.column).is_null()).then(pl.lit(call.name)) for call in calls]
    return pl.concat_list(names).list.drop_nulls().list.unique().list.sort()


def _values(calls: list[FactCall]) -> list[pl.Expr]:
    return [pl.col(call.column).alias(call.name) for call in calls]


def _sentence(template: str, calls: list[FactCall], parameters: Mapping[str, Parameter], *, entity: str) -> pl.Expr:
    """The check's message with every slot filled: ``{fact}``, ``{fact:t}`` tonnes, ``{fact:p}`` percent,
    ``{parameter}``."""
    columns = {call.name: call.column for call in calls}
    parts: list[pl.Expr] = []
    plain = SLOT.sub("\0", template.replace("{{", "{").replace("}}", "}"))
    for name, style in SLOT.findall(template):
        if name == "subject":
            parts.append(pl.col("subject_id"))
        elif name in columns:
            parts.append(_printed(pl.col(columns[name]), style or _style(entity, name)))
        else:
            parts.append(pl.lit(_parameter(parameters[name])))
    texts = plain.split("\0")
    pieces = [pl.lit(texts[0])]
    for part, text in zip(parts, texts[1:], strict=True):
        pieces += [part.cast(pl.String).fill_null(_("not known")), pl.lit(text)]
    return pl.concat_str(pieces)


def _printed(value: pl.Expr, style: str) -> pl.Expr:
    """Numbers for people: at most four significant digits, with unit."""
    if style == "t":
        return (value / TONNE_G).round_sig_figs(5).cast(pl.String) + " t"
    if style == "p":
        return (value * 100).round_sig_figs(4).cast(pl.String) + " %"
    if style == "n":
        return value.round_sig_figs(4)
    return value.cast(pl.String) + f" {style}" if style else value


def _style(entity: str, name: str) -> str:
    """How a fact is printed where the message does not say: fractions as numbers, grams as tonnes, times with unit."""
    kind = VOCABULARY.fact(entity, name)
    unit = kind.type.unit if kind else None
    return {"1": "n", "g": "t", "count": "", None: ""}.get(unit, f"{unit}s")


def _parameter(parameter: Parameter) -> str:
    if isinstance(parameter.value, int | float) and not isinstance(parameter.value, bool):
        return with_unit(parameter.value, parameter.unit)
    return str(parameter.value)

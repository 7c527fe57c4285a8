"""Flags as rows that a person can read: clause, check, subject, state, a sentence with values, the rows that show it.

``findings`` holds flagged and unknown subjects; ``states`` all subjects a check applies to.
"""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

import polars as pl

from cupel.diligence import words
from cupel.diligence.columns import polars_schema
from cupel.diligence.evaluate import FLAG, Verdicts, ordered
from cupel.diligence.registry import ROWS
from cupel.diligence.remedies import REMEDIES
from cupel.diligence.vocabulary import VOCABULARY
from cupel.messages import _
from cupel.standard import POSSIBLE, FactCall, Parameter, text_in, with_unit

SLOT = re.compile(r"\{([A-Za-z][A-Za-z0-9_]*)(?::([a-z]))?\}")
STYLES = {"t": "g", "p": "%", "n": "1"}
"""Units that a message asks for beside a fact's name."""

SUBJECT = "subject"
NO_NAMES: words.Names = MappingProxyType({})
_QUESTIONS = {name: remedy.question for name, remedy in REMEDIES.items()}
SCHEMA = polars_schema("findings")


def states(verdict: Verdicts) -> pl.DataFrame:
    """``finding_kind, check_id, subject_type, subject_id, state`` of every subject that the check applies to, by
    subject; words as categories, since they repeat in millions of rows.
    """
    check = verdict.check.bound.check
    state = (
        pl.when(pl.col(FLAG))
        .then(pl.lit("true"))
        .when(~pl.col(FLAG))
        .then(pl.lit("false"))
        .otherwise(pl.lit("unknown"))
    )
    return verdict.frame.filter(pl.col("applies").fill_null(True)).select(
        finding_kind=pl.lit(check.finding, dtype=pl.Categorical),
        check_id=pl.lit(check.id, dtype=pl.Categorical),
        subject_type=pl.lit(check.entity, dtype=pl.Categorical),
        subject_id="subject_id",
        state=state.cast(pl.Categorical),
    )


def in_order(judged: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """All :func:`states` by kind, subject and check. Each frame is in order and most kinds have one check, so that no
    more than the few others is sorted.
    """
    of_kind: dict[str, list[pl.DataFrame]] = {}
    for frame in judged:
        if frame.height:
            of_kind.setdefault(frame["finding_kind"][0], []).append(frame)
    parts = [_sorted(of_kind[kind]) for kind in sorted(of_kind)]
    return pl.concat(parts or judged)


def _sorted(frames: list[pl.DataFrame]) -> pl.DataFrame:
    return frames[0] if len(frames) == 1 else pl.concat(frames).sort("subject_id", "check_id")


def findings(verdict: Verdicts, *, names: words.Names = NO_NAMES) -> pl.DataFrame:
    """The flagged and unknown subjects of a check, with reasons; ``names``: what parties and sites are called."""
    bound, check = verdict.check.bound, verdict.check.bound.check
    calls = ordered(verdict.check.facts | verdict.check.told)
    open_ = verdict.frame.filter(pl.col(FLAG).fill_null(True) & pl.col("applies").fill_null(True))
    called = [str(words.subject(check.entity, key, names)) for key in open_["subject_id"]]
    open_ = open_.with_columns(pl.Series(SUBJECT, called, dtype=pl.String))
    flagged = pl.col(FLAG).fill_null(False)
    missing = _missing(ordered(verdict.check.facts), entity=check.entity)
    sentence = _sentence(text_in(check.message), calls, bound.parameters, entity=check.entity)
    unknown = pl.format(
        _("Not decided for {}: {} The clause asks: {}."),
        SUBJECT,
        missing.list.eval(pl.element().replace_strict(_QUESTIONS)).list.unique(maintain_order=True).list.join(" "),
        pl.lit(text_in(bound.clause.title)),
    )
    severity = pl.lit(check.severity)
    return open_.select(
        finding_id=pl.format("{}:{}", pl.lit(check.id), "subject_id"),
        finding_kind=pl.lit(check.finding),
        clause_uid=pl.lit(bound.clause.uid),
        clause_label=pl.lit(bound.label),
        clause_title=pl.lit(text_in(bound.clause.title)),
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


def _missing(calls: list[FactCall], *, entity: str) -> pl.Expr:
    """Facts that are not known, or known only as a range."""
    names = [pl.when(_open(call, entity=entity)).then(pl.lit(call.name)) for call in calls]
    return pl.concat_list(names).list.drop_nulls().list.unique().list.sort()


def _open(call: FactCall, *, entity: str) -> pl.Expr:
    value = pl.col(call.column)
    fact = VOCABULARY.fact(entity, call.name)
    if fact is None or not fact.type.interval:
        return value.is_null()
    return value.ne_missing(pl.col(call.column + POSSIBLE)) | value.is_null()


def _values(calls: list[FactCall]) -> list[pl.Expr]:
    return [pl.col(call.column).alias(call.name) for call in calls]


def _sentence(template: str, calls: list[FactCall], parameters: Mapping[str, Parameter], *, entity: str) -> pl.Expr:
    """The check's message with every slot filled: ``{fact}``, ``{fact:t}`` tonnes, ``{fact:p}`` percent,
    ``{parameter}``."""
    columns = {call.name: call.column for call in calls}
    parts: list[pl.Expr] = []
    plain = SLOT.sub("\0", template.replace("{{", "{").replace("}}", "}"))
    for name, style in SLOT.findall(template):
        if name == SUBJECT:
            parts.append(pl.col(SUBJECT))
        elif name in columns:
            parts.append(_printed(pl.col(columns[name]), STYLES.get(style) or _unit(entity, name)))
        else:
            parts.append(pl.lit(_parameter(parameters[name])))
    texts = plain.split("\0")
    pieces = [pl.lit(texts[0])]
    for part, text in zip(parts, texts[1:], strict=True):
        pieces += [part.fill_null(_("not known")), pl.lit(text)]
    return pl.concat_str(pieces)


def _printed(value: pl.Expr, unit: str | None) -> pl.Expr:
    return value.map_elements(partial(words.quantity, unit=unit), return_dtype=pl.String)


def _unit(entity: str, name: str) -> str | None:
    kind = VOCABULARY.fact(entity, name)
    return kind.type.unit if kind else None


def _parameter(parameter: Parameter) -> str:
    if isinstance(parameter.value, int | float) and not isinstance(parameter.value, bool):
        return with_unit(parameter.value, parameter.unit)
    return str(parameter.value)

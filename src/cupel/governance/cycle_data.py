"""Rules of a revision as plain data, a part of a procedure's: lengths are a number and a unit, such as ``5 years``."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from cupel.governance.clocks import Unit
from cupel.governance.cycle_rules import Change, CycleRules, Length, Stage, StageRule

LENGTH = {
    "type": "string",
    "pattern": f"^[1-9][0-9]{{0,3}} ({'|'.join(unit.value for unit in Unit)})$",
    "description": "a number and a unit such as 60 days",
}
COUNT = {"type": "integer", "minimum": 0}


def _object(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


CYCLE_SCHEMA: dict[str, Any] = _object(
    ("stages",),
    review=LENGTH,
    stages={
        "type": "array",
        "minItems": 1,
        "items": _object(
            ("stage", "planned"),
            stage={"enum": [stage.value for stage in Stage]},
            number=COUNT,
            planned=LENGTH,
            least=LENGTH,
            urgent=LENGTH,
        ),
    },
    rounds=_object((), **{change.value: COUNT for change in Change}),
    inclusive={"type": "boolean"},
    zone={"type": "string", "minLength": 1},
    answers=LENGTH,
    follows={"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True},
)
"""JSON Schema of what :func:`cycle_rules_from` reads."""


def cycle_rules_from(data: Mapping[str, Any]) -> CycleRules:
    """The rules in plain data that fit :data:`CYCLE_SCHEMA`."""
    return CycleRules(
        review=_length(data.get("review")),
        stages=tuple(_stage(row) for row in data["stages"]),
        rounds=MappingProxyType({Change(change): number for change, number in data.get("rounds", {}).items()}),
        inclusive=data.get("inclusive", False),
        zone=data.get("zone", "UTC"),
        answers=_length(data.get("answers")),
        follows=tuple(data.get("follows", ())),
    )


def cycle_rules_data(rules: CycleRules) -> dict[str, Any]:
    """Everything the rules say, as :func:`cycle_rules_from` reads it."""
    return {
        **_said(review=rules.review, answers=rules.answers),
        "stages": [
            {
                "stage": rule.stage.value,
                "number": rule.number,
                **_said(planned=rule.planned, least=rule.least, urgent=rule.urgent),
            }
            for rule in rules.stages
        ],
        "rounds": {change.value: number for change, number in sorted(rules.rounds.items())},
        "inclusive": rules.inclusive,
        "zone": rules.zone,
        "follows": list(rules.follows),
    }


def length_from(text: str) -> Length:
    """A length from text such as ``60 days``."""
    number, unit = text.split(" ", 1)
    return Length(number=int(number), unit=Unit(unit))


def _length(text: str | None) -> Length | None:
    return length_from(text) if text is not None else None


def _said(**lengths: Length | None) -> dict[str, str]:
    return {name: f"{length.number} {length.unit}" for name, length in lengths.items() if length is not None}


def _stage(row: Mapping[str, Any]) -> StageRule:
    return StageRule(
        stage=Stage(row["stage"]),
        number=row.get("number", 0),
        planned=length_from(row["planned"]),
        least=_length(row.get("least")),
        urgent=_length(row.get("urgent")),
    )

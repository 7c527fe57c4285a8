"""Procedures as plain data, so that they can be stored, sent and compared; shares are text, such as ``7/10``."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from cupel.errors import Place, ProcedureError
from cupel.governance.cycle_data import CYCLE_SCHEMA, cycle_rules_data, cycle_rules_from
from cupel.governance.procedure import Balance, Base, Majority, Objections, Procedure, Quorum, VotingUnit
from cupel.messages import _

SHARE = {"type": "string", "pattern": r"^(0|1|[0-9]+/[1-9][0-9]*)$"}
COUNT = {"type": "integer", "minimum": 0}


def _part(required: tuple[str, ...] = (), **properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:cupel-procedure:1",
    "title": "Procedure of a body",
    **_part(
        ("uid", "version", "in_force", "categories", "majority"),
        uid={"type": "string", "minLength": 1},
        version={"type": "string", "minLength": 1},
        in_force={"type": "string", "format": "date"},
        categories={"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True},
        voting_unit={"enum": [unit.value for unit in VotingUnit]},
        quorum=_part(share=SHARE, of_each=COUNT),
        majority=_part(
            ("share",),
            share=SHARE,
            base={"enum": [base.value for base in Base]},
            more={"type": "boolean"},
            of_each=COUNT,
            against=SHARE,
        ),
        balance=_part(ceiling=SHARE, of_each=COUNT, refuses={"type": "boolean"}),
        by_consensus={"type": "boolean"},
        objections=_part(clause={"type": "boolean"}, overruled={"type": "boolean"}),
        holidays={"type": "array", "items": {"type": "string", "format": "date"}, "uniqueItems": True},
        cycle=CYCLE_SCHEMA,
    ),
}
"""JSON Schema of what :func:`procedure_from` reads."""

SHARES = frozenset({"share", "against", "ceiling"})
_VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def procedure_from(data: Mapping[str, Any]) -> Procedure:
    """A procedure from plain data; what is left out has the default of :class:`~cupel.governance.Procedure`.

    Raises :class:`~cupel.errors.ProcedureError` with the path of the first thing wrong.
    """
    wrong = min(
        _VALIDATOR.iter_errors(data), key=lambda error: [str(part) for part in error.absolute_path], default=None
    )
    if wrong is not None:
        raise ProcedureError(
            _("The procedure is not as the schema asks: {reason}.").format(reason=wrong.message),
            code="procedure-data",
            remedy=_("Correct it as the reference of procedures says."),
            place=Place(path=wrong.json_path),
        )
    base = data["majority"].get("base")
    return Procedure(
        uid=data["uid"],
        version=data["version"],
        in_force=date.fromisoformat(data["in_force"]),
        categories=tuple(data["categories"]),
        quorum=Quorum(**_read(data.get("quorum", {}))),
        majority=Majority(**{**_read(data["majority"]), **({"base": Base(base)} if base else {})}),
        balance=Balance(**_read(data.get("balance", {}))),
        voting_unit=VotingUnit(data.get("voting_unit", VotingUnit.SEAT)),
        by_consensus=data.get("by_consensus", True),
        objections=Objections(**data.get("objections", {})),
        holidays=frozenset(date.fromisoformat(day) for day in data.get("holidays", [])),
        cycle=cycle_rules_from(data["cycle"]) if "cycle" in data else None,
    )


def procedure_data(procedure: Procedure) -> dict[str, Any]:
    """Everything a procedure says, as :func:`procedure_from` reads it."""
    quorum, majority, balance = procedure.quorum, procedure.majority, procedure.balance
    return {
        "uid": procedure.uid,
        "version": procedure.version,
        "in_force": procedure.in_force.isoformat(),
        "categories": list(procedure.categories),
        "voting_unit": procedure.voting_unit.value,
        "quorum": {"share": str(quorum.share), "of_each": quorum.of_each},
        "majority": {
            "share": str(majority.share),
            "base": majority.base.value,
            "more": majority.more,
            "of_each": majority.of_each,
            "against": str(majority.against),
        },
        "balance": {"ceiling": str(balance.ceiling), "of_each": balance.of_each, "refuses": balance.refuses},
        "by_consensus": procedure.by_consensus,
        "objections": {"clause": procedure.objections.clause, "overruled": procedure.objections.overruled},
        "holidays": sorted(day.isoformat() for day in procedure.holidays),
        **({"cycle": cycle_rules_data(procedure.cycle)} if procedure.cycle is not None else {}),
    }


def _read(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: Fraction(value) if name in SHARES else value for name, value in part.items()}

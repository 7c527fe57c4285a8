"""A clause's parameters as values of expressions."""

from datetime import date
from typing import cast

from cupel.standard.clause import Parameter
from cupel.standard.expression.tree import Literal
from cupel.standard.expression.units import number
from cupel.standard.units import Number, conversion, to_expression_unit
from cupel.standard.vocabulary import FactType


def bound(parameter: Parameter) -> Literal:
    """The parameter's value in its expression unit: 500 TNE is bound as 500,000,000 g."""
    value, kind = parameter.value, FactType(kind=parameter.type, codes=parameter.codes)
    if parameter.type == "number":
        found = conversion(parameter.unit or "")
        assert found is not None, "the loader refuses unknown units"
        value, kind = to_expression_unit(cast("Number", value), parameter.unit or ""), number(found.unit)
    if parameter.type == "date":
        return Literal(value=date.fromisoformat(str(value)), type=kind, parameter=parameter)
    return Literal(value=value, type=kind, parameter=parameter)

"""The vocabulary of the tests: two entities with facts of every kind."""

from typing import Any

from cupel.standard import Argument, Fact, FactType, Parameter, Relation, Vocabulary
from cupel.standard.clause import ParameterType, ParameterValue
from cupel.standard.expression import CompiledExpression, compile_expression

BOOL = FactType(kind="bool")
DATE = FactType(kind="date")
TEXT = FactType(kind="text")
FORM = FactType(kind="code", codes=("ore", "matte", "scrap"))


def number(unit: str, **more: Any) -> FactType:
    """A number in a unit."""
    return FactType(kind="number", unit=unit, **more)


VOCABULARY = Vocabulary(
    [
        Fact("is_inbound", "lot", BOOL),
        Fact("is_mined", "lot", BOOL),
        Fact("erratum", "lot", BOOL),
        Fact("delay", "lot", number("day")),
        Fact("x", "lot", number("1")),
        Fact("y", "lot", number("1")),
        Fact("share", "lot", number("1", interval=True)),
        Fact("mass", "lot", number("g")),
        Fact("rows", "lot", number("count")),
        Fact("loaded_on", "lot", DATE),
        Fact("arrived_on", "lot", DATE),
        Fact("form", "lot", FORM),
        Fact("country", "lot", FactType(kind="code")),
        Fact("remark", "lot", TEXT),
        Fact(
            "distance",
            "lot",
            number("1"),
            (Argument("window", number("day")), Argument("basis", FactType(kind="code", codes=("either", "both")))),
        ),
        Fact("heavy_bills", "lot", number("count"), (Argument("above", number("g")),)),
        Fact("is_certificate", "document", BOOL),
        Fact("weight", "document", number("g", low=0)),
        Fact("change", "document", number("g")),
    ],
    [Relation("documents", "lot", "document")],
    {"covered": frozenset({"ore", "matte"}), "empty": frozenset()},
)


def parameter(
    name: str, value: ParameterValue, *, unit: str | None = None, kind: ParameterType = "number", **more: Any
) -> Parameter:
    """A parameter."""
    return Parameter(name=name, type=kind, value=value, unit=unit, **more)


PARAMETERS = {
    each.name: each
    for each in (
        parameter("limit", 0.5, unit="1"),
        parameter("percent", 5, unit="P1"),
        parameter("days", 3, unit="DAY"),
        parameter("hours", 48, unit="HUR"),
        parameter("months", 12, unit="MON"),
        parameter("tonnes", 0.1, unit="TNE"),
        parameter("count", 2, unit="C62"),
        parameter("basis", "both", kind="code", codes=("either", "both")),
        parameter("cut_off", "2024-01-31", kind="date"),
        parameter("strict", True, kind="bool"),
    )
}


def compiled(text: str, **more: Any) -> CompiledExpression:
    """The expression compiled over lots, with the parameters above."""
    names: dict[str, Any] = {"entity": "lot", "vocabulary": VOCABULARY, "parameters": PARAMETERS}
    return compile_expression(text, **(names | more))

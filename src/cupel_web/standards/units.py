"""A clause's parameters as people write them."""

from cupel.standard import Parameter, with_unit


def stated(parameter: Parameter) -> str:
    """The value with its unit: ``30 days``, ``2 %``; a code or text stays as it is."""
    return _with_unit(parameter.value, parameter.unit)


def allowed(parameter: Parameter) -> tuple[str, ...]:
    """Which values the parameter may take: its codes, or its lowest and highest value."""
    if parameter.codes:
        return parameter.codes
    bounds = (parameter.low, parameter.high)
    return tuple(_with_unit(bound, parameter.unit) for bound in bounds if bound is not None)


def _with_unit(value: object, unit: str | None) -> str:
    countable = isinstance(value, int | float) and not isinstance(value, bool)
    return with_unit(value, unit) if countable else str(value)  # type: ignore[arg-type]

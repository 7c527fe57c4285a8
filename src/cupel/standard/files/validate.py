"""A document against its schema: each violation as a mistake with line, path and what to do."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from cupel.errors import StandardError
from cupel.messages import _
from cupel.standard.dates import DatedFact
from cupel.standard.files.schema import Schema, file_schema
from cupel.standard.files.source import Document, Steps

_formats = FormatChecker(formats=("date",))


@_formats.checks("when", raises=ValueError)
def _is_when(value: object) -> bool:
    return not isinstance(value, str) or bool(DatedFact(on=value).first)


def schema_mistakes(document: Document, kind: str) -> Iterator[StandardError]:
    """Every violation of the schema of ``kind``, in the order of the file."""
    return document_mistakes(document, _validator(kind))


def validator_of(schema: Schema) -> Draft202012Validator:
    """What :func:`document_mistakes` holds a document against; ``when`` and ``date`` are checked as days there are."""
    return Draft202012Validator(schema, format_checker=_formats)


def document_mistakes(document: Document, validator: Draft202012Validator) -> Iterator[StandardError]:
    """Every violation of a schema, in the order of the file."""
    found: dict[str, StandardError] = {}
    for error in validator.iter_errors(document.data):
        for mistake in _WORDS.get(str(error.validator), _other)(document, error):
            found.setdefault(str(mistake), mistake)
    yield from sorted(found.values(), key=lambda mistake: mistake.place.line or 0)


@cache
def _validator(kind: str) -> Draft202012Validator:
    return validator_of(file_schema(kind))


def _steps(error: ValidationError) -> Steps:
    return tuple(error.absolute_path)


def _unknown_key(document: Document, error: ValidationError) -> Iterator[StandardError]:
    schema: Any = error.schema
    known = list(schema["properties"])
    instance: Any = error.instance
    for name in instance:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = _("Did you mean {name}?").format(name=near[0]) if near else _("Remove it.")
            remedy = _("{hint} Known here: {names}.").format(hint=hint, names=", ".join(known))
            message = _("The key {name} is not known here.").format(name=name)
            yield document.mistake(
                (*_steps(error), name), message, code="standard-unknown-key", remedy=remedy, key=True
            )


def _missing_key(document: Document, error: ValidationError) -> Iterator[StandardError]:
    wanted: Any = error.validator_value
    instance: Any = error.instance
    for name in wanted:
        if name not in instance:
            message = _("The key {name} is missing.").format(name=name)
            remedy = _("Add {name}.").format(name=name)
            yield document.mistake(_steps(error), message, code="standard-missing-key", remedy=remedy)


def _wrong_type(document: Document, error: ValidationError) -> Iterator[StandardError]:
    wanted: Any = error.validator_value
    names = [_TYPES[name] for name in ([wanted] if isinstance(wanted, str) else wanted)]
    expected = _described(error) or _(" or ").join(names)
    message = _("Expected {expected}, found {found}.").format(expected=expected, found=_found(error.instance))
    remedy = _("Put a text that looks like a number or a date in quotes; indent what belongs below a key.")
    yield document.mistake(_steps(error), message, code="standard-type", remedy=remedy)


def _wrong_form(document: Document, error: ValidationError) -> Iterator[StandardError]:
    expected = _described(error) or str(error.validator_value)
    message = _("{value!r} is not {expected}.").format(value=error.instance, expected=expected)
    remedy = _("Write {expected}.").format(expected=expected)
    is_key = "propertyNames" in error.absolute_schema_path
    steps = (*_steps(error), str(error.instance)) if is_key else _steps(error)
    yield document.mistake(steps, message, code="standard-form", remedy=remedy, key=is_key)


def _not_allowed(document: Document, error: ValidationError) -> Iterator[StandardError]:
    schema: Any = error.schema
    allowed = ", ".join(str(value) for value in schema.get("enum", [schema.get("const")]))
    message = _("{value!r} is not one of the values allowed here.").format(value=error.instance)
    remedy = _("Write one of {allowed}.").format(allowed=allowed)
    yield document.mistake(_steps(error), message, code="standard-value", remedy=remedy)


def _other(document: Document, error: ValidationError) -> Iterator[StandardError]:
    message = _("This value is out of its bounds: {reason}.").format(reason=error.message)
    remedy = _("See the reference of this kind of file.")
    yield document.mistake(_steps(error), message, code="standard-bounds", remedy=remedy)


def _described(error: ValidationError) -> str | None:
    schema: Any = error.schema
    text = schema.get("description")
    return _(text) if text else None


def _found(value: object) -> str:
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, _("true or false")),
        ((int, float), _("the number {value}")),
        (str, _("the text {value!r}")),
        (list, _("a list")),
        (dict, _("keys with values")),
    )
    return next((words.format(value=value) for kind, words in kinds if isinstance(value, kind)), _("nothing"))


_TYPES = {
    "object": _("keys with values"),
    "array": _("a list"),
    "string": _("a text"),
    "number": _("a number"),
    "integer": _("a whole number"),
    "boolean": _("true or false"),
}
_WORDS: dict[str, Callable[[Document, ValidationError], Iterator[StandardError]]] = {
    "additionalProperties": _unknown_key,
    "required": _missing_key,
    "type": _wrong_type,
    "pattern": _wrong_form,
    "format": _wrong_form,
    "minLength": _wrong_form,
    "enum": _not_allowed,
    "const": _not_allowed,
}

"""Bodies of requests: the fields of the pages' forms, so that a program is asked for what a person is asked for."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal, TypeVar

from django import forms
from django.http import QueryDict
from ninja import Schema
from pydantic import ConfigDict, Field, create_model
from pydantic.fields import FieldInfo

from cupel_web.api.problems import InvalidFormError

F = TypeVar("F", bound=forms.Form)


class Body(Schema):
    """What is asked for and nothing else: a field that nobody reads is a mistake of who sent it."""

    model_config = ConfigDict(extra="forbid")


UNSEEN = {"website"}
"""Fields that only machines fill in, which is how pages tell them."""

KINDS: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.BooleanField, bool),
    (forms.ModelMultipleChoiceField, list[str]),
    (forms.MultipleChoiceField, list[str]),
    (forms.DecimalField, Decimal),
    (forms.IntegerField, int),
    (forms.DateTimeField, datetime),
    (forms.DateField, date),
    (forms.TimeField, time),
)
"""Types by kind of field, the narrower before the wider; every other field is text."""


def body_of(form: type[forms.Form]) -> type[Schema]:
    """The body that says what ``form`` asks for; choices that depend on the record are checked by the form alone. Its
    name in the description is the room's and the form's.
    """
    fields: Any = {
        name: (_type(field), _info(field)) for name, field in form.base_fields.items() if _is_asked(name, field)
    }
    room = form.__module__.split(".")[1]
    return create_model(room.capitalize() + form.__name__, __base__=Body, **fields)


def filled(form: type[F], body: Schema, /, **context: Any) -> F:
    """The form as the body fills it in, valid; raises :class:`~cupel_web.api.problems.InvalidFormError`.

    Files come beside the body, by the name of their field, in ``files`` of the context.
    """
    return valid(form(data_of(body), **context))


def valid(form: F) -> F:
    """The form, if what it was given is valid; else raises InvalidFormError."""
    if not form.is_valid():
        raise InvalidFormError(form)
    return form


def data_of(body: Schema) -> QueryDict:
    """What a browser would send for the same fields."""
    data = QueryDict(mutable=True)
    for name, value in body.model_dump(mode="json").items():
        if isinstance(value, list):
            data.setlist(name, [str(each) for each in value])
        elif value is not None and value is not False:
            data[name] = "on" if value is True else str(value)
    return data


def files_of(form: type[forms.Form]) -> list[str]:
    """Fields that take a file."""
    return [name for name, field in form.base_fields.items() if isinstance(field, forms.FileField)]


def _is_asked(name: str, field: forms.Field) -> bool:
    return name not in UNSEEN and not isinstance(field, forms.FileField)


def _type(field: forms.Field) -> Any:
    for kind, told in KINDS:
        if isinstance(field, kind):
            return told if field.required or told in {bool, list[str]} else told | None
    choices = [] if isinstance(field, forms.ModelChoiceField) else _choices(field)
    if not choices:
        return str
    return Literal[tuple(choices)] if field.required else Literal[tuple({"": None, **dict.fromkeys(choices)})]


def _choices(field: forms.Field) -> list[Any]:
    """Values that are the same for every record, of the type that the form makes of them."""
    told: Any = field.choices if isinstance(field, forms.ChoiceField) else []
    kind = field.coerce if isinstance(field, forms.TypedChoiceField) else str
    return [kind(value) for value, _label in told]


def _info(field: forms.Field) -> FieldInfo:
    description = " ".join(str(part) for part in (field.label or "", field.help_text) if part)
    most = field.max_length if isinstance(field, forms.CharField) else None
    told: FieldInfo = Field(... if field.required else _default(field), description=description, max_length=most)
    return told


def _default(field: forms.Field) -> Any:
    if isinstance(field, forms.BooleanField):
        return bool(field.initial)
    if isinstance(field, (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)):
        return []
    return None if any(isinstance(field, kind) for kind, _told in KINDS) else ""

"""Two people edit at once: who saves second is told and loses nothing."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from django.db.models import F, Model
from django.forms import BooleanField, ChoiceField, Field, Form, ModelMultipleChoiceField, MultipleChoiceField
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError

if TYPE_CHECKING:
    from django.http import QueryDict


def claim(record: Model, *, revision: int) -> None:
    """Count one change of the record that somebody began to edit at ``revision``, inside the change's transaction; the
    record has a column ``revision``.

    Raises :class:`~cupel.errors.ProcedureError` with code ``stale`` if another change came in between.
    """
    changed = type(record)._default_manager.filter(pk=record.pk, revision=revision).update(revision=F("revision") + 1)
    if not changed:
        raise stale()
    record.refresh_from_db(fields=["revision"])


def stale() -> ProcedureError:
    """Another change came in between."""
    return ProcedureError(
        _("Somebody else has saved a change meanwhile."),
        code="stale",
        remedy=_("Compare theirs with yours below, then save again."),
    )


def renew(form: Form, *, revision: int, field: str = "revision") -> None:
    """Put a bound form, whose ``field`` holds what was seen, over the newest one: to save again is then a choice, made
    with both texts in sight.
    """
    data = cast("QueryDict", form.data).copy()
    data[field] = str(revision)
    form.data = data


def fields_in_words(form: Form, known: Mapping[str, Any]) -> list[tuple[str, object]]:
    """Labels and values of all fields but ``revision``, as ``kernel/parts/theirs.html`` shows them; ``known`` is what a
    form over the record as it stands would begin with.

    A value is a day, a text, or a list of texts. What the form does not offer, such as a paper that the person may not
    know of, is left out.
    """
    return [
        (str(form[name].label), _in_words(field, known[name]))
        for name, field in form.fields.items()
        if name != "revision"
    ]


def _in_words(field: Field, value: Any) -> object:
    if isinstance(field, BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, ChoiceField):
        several = isinstance(field, MultipleChoiceField | ModelMultipleChoiceField)
        chosen = field.prepare_value(value)
        wanted = {str(each) for each in chosen} if several else {str(chosen)}
        choices: Iterable[tuple[object, object]] = flatten_choices(cast("Any", field.choices))
        labels = [str(label) for key, label in choices if key != "" and str(key) in wanted]
        return labels if several else "".join(labels)
    return value

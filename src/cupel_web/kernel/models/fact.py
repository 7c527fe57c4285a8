from typing import Any, Generic, NoReturn, TypeVar

from django.db import models

from cupel_web.kernel.models.base import PublicModel

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class AppendOnlyError(Exception):
    """Somebody tried to change or remove a record that is only ever added to."""


class FactQuerySet(models.QuerySet[M_co], Generic[M_co]):
    """Rows that are added and read."""

    def redact(self, **fields: Any) -> int:
        """Blank what tells who a person is, when that person is erased: the only change that a fact knows."""
        return super().update(**fields)

    def update(self, **_fields: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model._meta.label} is never changed; add another.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError(f"{self.model._meta.label} is never removed.")


class Fact(PublicModel):
    """What was said or done once: a row that is added and never changed or removed; a change is a row of its own."""

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{self._meta.label} is never changed; add another.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self._meta.label} is never removed.")

from typing import Any

from cupel_web.kernel.models import PublicModel
from cupel_web.kernel.models.event import AppendOnlyError


class Kept(PublicModel):
    """A row that is added and never changed or removed."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{self._meta.label} is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError(f"{self._meta.label} is never removed.")

from typing import Any

from cupel_web.kernel.models import PublicModel
from cupel_web.kernel.models.event import AppendOnlyError


class Written(PublicModel):
    """What was written down once and is never saved again: what changes is a row of its own."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("This is on record; add another row.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("This is on record and is never removed.")

"""Messages for people, in their language: gettext catalogues of the engine (``locale/`` in this package)."""

import gettext
import os
from pathlib import Path

DOMAIN = "cupel"


def translation(languages: list[str] | None = None) -> gettext.NullTranslations:
    """The catalogue for ``languages``, else for the environment's; English where none fits."""
    return gettext.translation(DOMAIN, Path(__file__).parent / "locale", languages=languages, fallback=True)


_active = translation([os.environ["CUPEL_LANGUAGE"]] if os.environ.get("CUPEL_LANGUAGE") else None)


def _(message: str) -> str:
    """``message`` in the active language."""
    return _active.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of a message that fits ``count``."""
    return _active.ngettext(singular, plural, count)

"""In which language a page is.

The workspace is whole in the languages of ``settings.LANGUAGES``. What anybody meets in a consultation exists in those
of ``settings.PUBLIC_LANGUAGES``, and is shown in those that the consultation is held in.
"""

from collections.abc import Iterable, Iterator

import pycountry
from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

OFFERED = "cupel_languages"
TAGS = {"zh": "zh-hans"}
"""Of a language that is written in more than one script: the one in which our texts are."""


def language() -> str:
    """The language of the page (ISO 639-1)."""
    return (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]


def locale() -> Locale:
    """How the language of the page writes names; that of English where nobody recorded it."""
    return _locale(language()) or Locale("en")


def tag(code: str) -> str:
    """The tag (BCP 47) under which texts in a language are found."""
    return TAGS.get(code, code)


def speak(request: HttpRequest, codes: Iterable[str]) -> None:
    """Let the page be in one of these languages as well as in those of the workspace: in the one that its reader chose
    or that the browser asks for, else in English or, where nothing is said in English, in the first of them. For who
    works here, whose other pages are not in these languages, the browser alone chooses none of them.
    """
    held, whole = [tag(code) for code in codes], [code for code, _name in settings.LANGUAGES]
    offered = list(dict.fromkeys([*whole, *held]))
    fallback = settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in held or not held else held[0]
    said = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    asked = (each for each in _asked(request) if each in (whole if request.user.is_authenticated else offered))
    chosen = said if said in offered else next(asked, fallback)
    setattr(request, OFFERED, offered)
    request.LANGUAGE_CODE = chosen
    translation.activate(chosen)


def offered_names(request: HttpRequest) -> list[tuple[str, str]]:
    """The languages the page can be in, each by its own name."""
    codes = getattr(request, OFFERED, None) or [code for code, _name in settings.LANGUAGES]
    return [(code, own_name(code)) for code in codes]


def own_name(code: str) -> str:
    """What a language calls itself, beginning with a capital letter as a label does."""
    known = _locale(code)
    name = (known and known.display_name) or language_name(code)
    return name[:1].upper() + name[1:]


def language_name(code: str) -> str:
    """The name of a language in that of the page; in English where nobody recorded it."""
    if not code:
        return ""
    recorded = pycountry.languages.get(alpha_2=code)
    return str(locale().languages.get(code) or (recorded.name if recorded else code))


def _asked(request: HttpRequest) -> Iterator[str]:
    for asked, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        yield tag(asked.split("-")[0])


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return None

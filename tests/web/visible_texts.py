"""The texts of the workspace as its code holds them: those marked for translation, and those that are not."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

import cupel_web

Text: TypeAlias = str | tuple[str, ...]

ROOT = Path(cupel_web.__file__).parent
TEMPLATES = sorted([*ROOT.rglob("templates/**/*.html"), *ROOT.rglob("templates/**/*.txt")])
"""Of pages and of mails."""
CALLS = dict.fromkeys(("_", "gettext", "gettext_lazy", "ngettext"))
QUOTED = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
TEMPLATE_CALL = re.compile(rf"\b(?:_|n?gettext)\({QUOTED}(?:, *{QUOTED})?(?:, *\w+)?\)", re.DOTALL)

MARKED = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}", re.DOTALL)
UNSEEN = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<(?:style|script).*?</(?:style|script)>|<!--.*?-->", re.DOTALL)
SPOKEN = re.compile(r'\b(?:aria-label|title|alt|placeholder|data-label)="([^"]*)"')
TAG = re.compile(r"<[^<>]*>", re.DOTALL)
LETTERS = re.compile(r"[A-Za-z]{2,}")


def marked_texts() -> set[Text]:
    """Every text that the code marks for translation; singular and plural as a pair."""
    modules = (extract_python(io.BytesIO(file.read_bytes()), CALLS, [], {}) for file in ROOT.rglob("*.py"))
    templates = (extract_python(_calls(file), CALLS, [], {}) for file in TEMPLATES)
    return {_text(texts) for calls in (*modules, *templates) for _line, _call, texts, _comments in calls}


def unmarked_texts(template: Path) -> Iterator[str]:
    """Words that a template shows or speaks without marking them."""
    text = UNSEEN.sub(" ", MARKED.sub(" ", template.read_text()))
    for part in (*SPOKEN.findall(text), TAG.sub(" ", text)):
        yield from LETTERS.findall(part)


def _calls(template: Path) -> io.BytesIO:
    return io.BytesIO("\n".join(TEMPLATE_CALL.findall(templatize(template.read_text()))).encode())


def _text(texts: object) -> Text:
    return tuple(text for text in texts if text) if isinstance(texts, tuple) else str(texts)

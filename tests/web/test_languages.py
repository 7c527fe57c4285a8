"""Second languages: whole catalogues, compiled as they stand."""

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils.translation import to_locale
from tests.web.visible_texts import TEMPLATES, marked_texts, unmarked_texts

import cupel_web
from cupel_web.kernel.languages import tag

LOCALE = Path(cupel_web.__file__).parent / "locale"
SAME_IN_EVERY_LANGUAGE = {
    "Cupel", "OpenAPI", "UTC", "SHA", "XLSX", "DOCX", "PDF", "HTML", "Word", "JSON", "applies", "holds", "except",
}  # fmt: skip
"""The product's name, technical terms, names of formats, and the words of the expression language."""
LANGUAGES = sorted(folder.name for folder in LOCALE.iterdir())
WHOLE = [to_locale(code) for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PUBLIC = [to_locale(tag(code)) for code in settings.PUBLIC_LANGUAGES if code != settings.LANGUAGE_CODE]


def _catalog(language: str) -> Catalog:
    return read_po(io.BytesIO((LOCALE / language / "LC_MESSAGES" / "django.po").read_bytes()), locale=language)


def test_there_is_a_catalogue_for_each_language_that_the_settings_name_and_no_other() -> None:
    assert set(LANGUAGES) == {*WHOLE, *PUBLIC}


@pytest.mark.parametrize("language", WHOLE)
def test_a_whole_catalogue_holds_the_texts_of_the_code_and_no_others(language: str) -> None:
    assert {message.id for message in _catalog(language) if message.id} == marked_texts()


def test_catalogues_of_what_the_public_meets_hold_the_same_texts_of_the_code() -> None:
    """That they lack none is shown by walking the pages (``consultations/test_languages.py``)."""
    held = [frozenset(message.id for message in _catalog(language) if message.id) for language in PUBLIC]
    smallest = min(held, key=len)
    assert smallest <= marked_texts()
    assert set(held) <= {smallest, frozenset(marked_texts())}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_a_template_shows_no_text_that_is_not_marked_for_translation(template: Path) -> None:
    assert set(unmarked_texts(template)) <= SAME_IN_EVERY_LANGUAGE


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    lacking = [message.id for message in _catalog(language) if message.id and (message.fuzzy or not message.string)]
    assert lacking == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_for_values_are_the_same_as_in_english(language: str) -> None:
    wrong = {str(message.id): list(message.check()) for message in _catalog(language) if list(message.check())}
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_made_from_the_readable_one(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, _catalog(language))
    assert compiled.getvalue() == (LOCALE / language / "LC_MESSAGES" / "django.mo").read_bytes()


@pytest.mark.django_db
def test_a_person_chooses_the_language(visitor: Client) -> None:
    visitor.post("/language/", {"language": "de", "next": "/"})
    text = visitor.get("/").content.decode()
    assert '<html lang="de"' in text
    assert "Ein Standard, der läuft" in text


@pytest.mark.django_db
def test_the_browser_s_language_is_used_until_one_is_chosen(visitor: Client) -> None:
    assert "Anmelden" in visitor.get("/", headers={"Accept-Language": "de-CH,de;q=0.9"}).content.decode()

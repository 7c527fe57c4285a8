"""What the public meets in a consultation is in that language of the round which the reader reads."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import to_locale
from lxml import html
from tests.web.consultations_at_work import CLOSES, DAY, OPENS, Round
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.post import delivered

import cupel_web
from cupel.consultation import Decision
from cupel_web.consultations.actions import (
    Verdict,
    agree_decisions,
    order_artefacts,
    propose_decision,
    publish_decisions,
    take_step,
)
from cupel_web.consultations.forms.fields import COMMENT_FILE_BYTES
from cupel_web.consultations.jobs import write_set
from cupel_web.consultations.models import Comment, Consultation
from cupel_web.consultations.replies import reply_path
from cupel_web.consultations.states import Step
from cupel_web.kernel.clock import clock_set_to
from cupel_web.kernel.languages import tag
from cupel_web.kernel.models import User
from cupel_web.standards.queries import edition_named

pytestmark = pytest.mark.django_db

HELD_IN = ["es", "fr", "pt", "zh", "en"]
AFTER = CLOSES + DAY
TITLE = {"en": "Draft of the standard", "es": "Borrador de la norma", "zh": "标准草案"}
SPOKEN = ("aria-label", "title", "alt", "placeholder", "data-label")
OTHER_WORDS = (
    "//title | //*[@class='text'] | //*[@class='changed'] | //ins | //del | //a[starts-with(@href, 'mailto:')]"
)
"""Words in the standard's language, names made of the page's and the round's words, and addresses."""
REMARK = {"kind": "technical", "text": "Las fundiciones no llevan ese registro.", "change": "", "contributor": "B."}
WHO = {
    "name": "B. Reader", "email": "reader@example.org", "category": "labour", "country": "PE", "language": "es",
    "consent": "named", "organisation": "Example Rivers Network",
}  # fmt: skip


@pytest.fixture
def many_tongued(held: Round) -> Round:
    """The round, held in five languages."""
    Consultation.objects.filter(pk=held.consultation.pk).update(languages=HELD_IN, title=TITLE)
    return held


def reader(code: str) -> Client:
    """Somebody whose browser asks for this language."""
    return Client(headers={"Accept-Language": code})


@dataclass(frozen=True)
class Tongue:
    """What texts of the workspace look like, with values in them: in English, and in a language that has others."""

    english: re.Pattern[str]
    own: re.Pattern[str]

    def lacks(self, text: str) -> bool:
        """Whether this is said in English alone."""
        return bool(self.english.fullmatch(text)) and not self.own.fullmatch(text)


def tongue(code: str) -> Tongue:
    """The language as its catalogue has it; English as a whole catalogue names it."""
    texts = {form for message in catalogue("de") for form in _all(message.id)}
    own = {form for message in catalogue(code) for form in _all(message.string)}
    return Tongue(_any_of(texts), _any_of(own))


def _any_of(texts: set[str]) -> re.Pattern[str]:
    told = [text for text in texts if len(re.sub(r"\W", "", re.sub(PLACE, "", text))) >= FEW_LETTERS]
    return re.compile("|".join(map(_with_values, told)))


def catalogue(code: str) -> Catalog:
    folder = Path(cupel_web.__file__).parent / "locale" / to_locale(tag(code)) / "LC_MESSAGES"
    return read_po(io.BytesIO((folder / "django.po").read_bytes()), locale=to_locale(tag(code)))


def words_of_the_standard() -> set[str]:
    """Labels and titles of clauses; it is published in English."""
    return {
        name
        for edition in (edition_named("mdd", "2022"), edition_named("mdd", "2023"))
        for uid, label in edition.labels.items()
        for title in edition.clauses[uid].title.values()
        for name in (title, f"{label} {title}")
    }


FEW_LETTERS = 2
PLACE = r"{\w+}|%\(\w+\)[sd]"


def _all(texts: str | Iterable[str] | None) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts or ())


def _with_values(text: str) -> str:
    return ".+".join(re.escape(re.sub(r"\s+", " ", part)) for part in re.split(PLACE, text))


def shown(text: str) -> set[str]:
    """What a page shows and speaks."""
    tree: Any = html.fromstring(text)
    for other in tree.xpath(f"//script | //style | {OTHER_WORDS} | //form[contains(@class, 'looks')]"):
        other.drop_tree()
    spoken = [value for name in SPOKEN for value in tree.xpath(f"//@{name}")]
    return {" ".join(part.split()) for part in (*tree.xpath("//text()"), *spoken)} - {""}


def own_words() -> set[str]:
    """What the round itself is called, on its pages and in their names, and the clauses of its text."""
    return words_of_the_standard() | {name for title in TITLE.values() for name in (title, f"{title} · Cupel")}


def left_in_english(text: str, known: Tongue) -> set[str]:
    """What a page says in English although the language has words for it."""
    return {part for part in shown(text) - own_words() if known.lacks(part)}


def walk(client: Client, held: Round) -> Iterator[tuple[str, str]]:
    """Every page that somebody without an account meets while the round is open, and the forms that they get wrong."""
    one = f"/consultations/{held.consultation.public_id}/"
    paths = ("", "text/", "text/?show=changed", "general/", "upload/", "files/")
    for path in (
        "/consultations/",
        f"/groups/{held.consultation.group.slug}/consultations/",
        *(one + path for path in paths),
    ):
        yield path, page(client, path)
    clause = f"{one}clauses/{held.clause}/"
    yield clause, page(client, clause)
    yield f"{clause} wrong", client.post(clause, {}).content.decode()
    mine = client.post(clause, REMARK)["Location"]
    for path in (mine, f"{mine}send/", f"{mine}who/", f"{mine}comments/new/", f"{mine}upload/", f"{mine}withdraw/"):
        yield path, page(client, path)
    yield f"{mine}who/ wrong", client.post(f"{mine}who/", {}).content.decode()
    client.post(f"{mine}who/", WHO)
    yield f"{mine}send/", page(client, f"{mine}send/")
    client.post(f"{mine}send/")
    confirm = next(line for line in delivered()[-1].splitlines() if "?confirm=" in line)
    confirm = "/" + confirm.split("//", 1)[1].partition("/")[2]
    yield confirm, page(client, confirm)
    client.post(f"{mine}confirm/", {"token": confirm.partition("?confirm=")[2]})
    yield mine, page(client, mine)


@pytest.mark.parametrize("code", HELD_IN[:-1])
def test_pages_before_the_end_are_in_the_reader_s_language(code: str, many_tongued: Round) -> None:
    known = tongue(code)
    with clock_set_to(lambda: NOON):
        client = reader(code)
        for path, text in walk(client, many_tongued):
            assert f'<html lang="{tag(code)}"' in text, path
            assert left_in_english(text, known) == set(), path


@pytest.mark.parametrize("code", HELD_IN[:-1])
def test_what_came_of_it_is_told_in_the_reader_s_language(code: str, many_tongued: Round, chair: User) -> None:
    held, known = many_tongued, tongue(code)
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)
    comments = list(Comment.objects.filter(consultation=held.consultation).order_by("number"))
    for comment, decision in zip(comments, (Decision.PARTLY, Decision.NOT_ACCEPTED), strict=True):
        propose_decision(comment, Verdict(decision=decision, reason="Porque sí."), by=chair, now=AFTER)
    agree_decisions(comments, by=chair, now=AFTER)
    publish_decisions(comments, by=chair, now=AFTER)
    take_step(held.consultation, Step.FEEDBACK, by=None, now=AFTER)
    one = f"/consultations/{held.consultation.public_id}/"
    with clock_set_to(lambda: AFTER):
        for path in (one, f"{one}feedback/", f"{one}feedback/1/", f"{one}clauses/{held.clause}/", f"{one}files/",
                     reply_path(held.submission)):  # fmt: skip
            text = page(reader(code), path)
            assert f'<html lang="{tag(code)}"' in text, path
            assert left_in_english(text, known) == set(), path


@pytest.mark.parametrize("code", HELD_IN[:-1])
@pytest.mark.parametrize("at", [OPENS - DAY, AFTER], ids=["before it opens", "after its end"])
def test_why_nothing_is_taken_is_told_in_the_reader_s_language(code: str, at: datetime, many_tongued: Round) -> None:
    known, one = tongue(code), f"/consultations/{many_tongued.consultation.public_id}/"
    for address in ("forms@example.org", ""):
        Consultation.objects.filter(pk=many_tongued.consultation.pk).update(email=address)
        with clock_set_to(lambda: at):
            response = reader(code).post(f"{one}general/", REMARK)
        assert response.status_code == 422
        assert left_in_english(response.content.decode(), known) == set()


@pytest.mark.parametrize("code", HELD_IN[:-1])
def test_a_file_that_is_too_large_and_files_of_the_round_are_told_in_the_reader_s_language(
    code: str, many_tongued: Round, chair: User
) -> None:
    known, one = tongue(code), f"/consultations/{many_tongued.consultation.public_id}/"
    with clock_set_to(lambda: NOON):
        large = SimpleUploadedFile("comments.xlsx", b"x" * (COMMENT_FILE_BYTES + 1))
        response = reader(code).post(f"{one}upload/", {"file": large})
        assert response.status_code == 422
        assert left_in_english(response.content.decode(), known) == set()
    take_step(many_tongued.consultation, Step.DISPOSITION, by=None, now=AFTER)
    take_step(many_tongued.consultation, Step.FEEDBACK, by=None, now=AFTER)
    with clock_set_to(lambda: AFTER):
        write_set.call(order_artefacts(many_tongued.consultation, by=None, now=AFTER).public_id)
        text = page(reader(code), f"{one}files/")
    assert "SHA-256" in text
    assert left_in_english(text, known) - {"draft"} == set()


def test_who_works_here_reads_on_in_the_language_of_the_workspace_until_they_choose(
    many_tongued: Round, member_client: Client
) -> None:
    path = f"/consultations/{many_tongued.consultation.public_id}/"
    with clock_set_to(lambda: NOON):
        asked = {"Accept-Language": "es"}
        assert '<html lang="en"' in member_client.get(path, headers=asked).content.decode()
        member_client.post("/language/", {"language": "es", "next": path})
        assert '<html lang="es"' in member_client.get(path, headers=asked).content.decode()


def test_the_round_s_own_words_are_shown_in_the_language_of_the_page(many_tongued: Round) -> None:
    path = f"/consultations/{many_tongued.consultation.public_id}/"
    with clock_set_to(lambda: NOON):
        assert TITLE["es"] in page(reader("es-CL"), path)
        assert TITLE["zh"] in page(reader("zh-CN"), path)
        assert TITLE["en"] in page(reader("fr"), path)


def test_a_language_of_the_round_is_chosen_on_its_pages_and_leaves_the_workspace_as_it_was(many_tongued: Round) -> None:
    path, visitor = f"/consultations/{many_tongued.consultation.public_id}/", reader("en")
    with clock_set_to(lambda: NOON):
        assert all(f'name="language" value="{tag(code)}"' in page(visitor, path) for code in HELD_IN)
        visitor.post("/language/", {"language": "zh-hans", "next": path})
        assert '<html lang="zh-hans"' in page(visitor, path)
        assert '<html lang="en"' in page(visitor, "/groups/")


def test_a_language_of_no_round_is_not_offered(held: Round) -> None:
    path = f"/consultations/{held.consultation.public_id}/"
    with clock_set_to(lambda: NOON):
        text = page(reader("es"), path)
    assert '<html lang="en"' in text
    assert 'value="es"' not in text


@pytest.mark.parametrize("code", ["ay", "mn"])
def test_a_language_that_nobody_translated_the_pages_into_shows_the_round_s_words(code: str, held: Round) -> None:
    Consultation.objects.filter(pk=held.consultation.pk).update(languages=[code], title={code: "Qhana arunaka"})
    with clock_set_to(lambda: NOON):
        text = page(reader("fr"), f"/consultations/{held.consultation.public_id}/")
    assert f'<html lang="{code}"' in text
    assert "Qhana arunaka" in text
    assert "Comment" in text


def test_the_receipt_is_in_the_language_in_which_it_was_sent(many_tongued: Round) -> None:
    client = reader("es")
    with clock_set_to(lambda: NOON):
        mine = client.post(f"/consultations/{many_tongued.consultation.public_id}/general/", REMARK)["Location"]
        client.post(f"{mine}who/", WHO)
        client.post(f"{mine}send/")
    known = tongue("es")
    assert [line for line in delivered()[-1].splitlines() if known.lacks(line.strip())] == []
    assert TITLE["es"] in delivered()[-1]

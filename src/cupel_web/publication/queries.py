"""Reads of publication: texts put to owners, editions published."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cupel_web.decisions.models import OwnerWord
from cupel_web.decisions.queries.matrices import Standing, standing_of
from cupel_web.drafting.models import Draft
from cupel_web.drafting.queries.reading import reading_of
from cupel_web.drafting.queries.records import drafts
from cupel_web.kernel.models import User
from cupel_web.publication.models import AskedText, Publication, PublishedFile
from cupel_web.standards.models import PublishedEdition
from cupel_web.standards.register import register


def asked_of(draft: Draft) -> AskedText | None:
    """What the owners were asked about last."""
    return _asked().filter(draft=draft).first()


def standing_on(asked: AskedText) -> Standing:
    """How the owners' approval of it stands."""
    return standing_of(asked.content.matrix)


def is_as_asked(asked: AskedText) -> bool:
    """Whether the draft still says what the owners were asked about."""
    return reading_of(asked.draft).edition.manifest_hash == asked.text.manifest_hash


def draft_put_to_owners(user: User, draft: str) -> AskedText:
    """The text of a draft that the owners were asked about last, for those who may read it; else 404."""
    found = _asked().filter(draft__in=drafts().filter(public_id=draft)).first()
    if found is None or not user.has_perm("publication.read_final", found):
        raise Http404
    return found


def published_since(draft: Draft) -> PublishedEdition | None:
    """The last edition that follows the one an open draft is made from."""
    last, name = None, draft.base
    while draft.is_open and (coming := register().successors.get((draft.standard, name))):
        last, name = coming[-1], coming[-1].text.edition
    return last


def publications() -> QuerySet[Publication]:
    """Every publication, the newest first."""
    related = ("edition__text", "asked__draft__group", "asked__content__matrix", "cycle", "job")
    return Publication.objects.select_related(*related).order_by("-pk")


def publication_of(standard: str, edition: str) -> Publication:
    """The publication of an edition; 404 for one that was not published here."""
    return get_object_or_404(publications(), edition__text__standard=standard, edition__text__edition=edition)


def file_of(publication: Publication, document: str) -> PublishedFile:
    """A file of a publication; 404 while it is not written."""
    return get_object_or_404(publication.files.select_related("stored"), document=document)


def approvals_of(publication: Publication) -> list[OwnerWord]:
    """Each owner's approval, in the order in which they gave it."""
    standing = standing_on(publication.asked)
    words = [line.word for line in standing.lines if line.word is not None]
    return sorted(words, key=lambda word: word.given_at)


def _asked() -> QuerySet[AskedText]:
    related = ("draft__group", "draft__closing", "content__matrix", "text", "publication")
    return AskedText.objects.select_related(*related).order_by("-pk")

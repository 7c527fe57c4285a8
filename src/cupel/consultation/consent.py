"""What of the comments may be shown. Texts reach artefacts through :func:`published` and in no other way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cupel.consultation.data import Comment, Consent, Kind, Origin
from cupel.messages import _

MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LEAST_NAME = 3
"""Letters of a name that is looked for in a text; shorter ones are too often part of another word."""


@dataclass(frozen=True, kw_only=True)
class PublishedComment:
    """A comment as the public sees it; ``text`` and ``change`` are None where they are not published.

    ``author`` and ``organisation`` are empty unless the submission is named.
    """

    id: str
    clause: str | None
    kind: Kind
    consent: Consent
    origin: Origin
    on: date
    category: str
    country: str
    language: str
    question: str | None
    version: int
    author: str = ""
    organisation: str = ""
    label: str = ""
    text: str | None = None
    change: str | None = None


def published(comments: Iterable[Comment]) -> tuple[PublishedComment, ...]:
    """Every comment, in order, with what its submission lets be published.

    Named: everything. Anonymous: no names; where the author's own name or organisation stands in the texts, or an
    e-mail address, a blank stands there. Not published: neither names nor anything the author wrote; the comment is
    counted.
    """
    return tuple(_published(comment) for comment in comments)


def _published(comment: Comment) -> PublishedComment:
    sent = comment.submission
    counted = PublishedComment(
        id=comment.id, clause=comment.clause, kind=comment.kind, consent=sent.consent, origin=sent.origin, on=sent.on,
        category=sent.category, country=sent.country, language=sent.language, question=comment.question,
        version=comment.version,
    )  # fmt: skip
    if sent.consent is Consent.NOT_PUBLISHED:
        return counted
    texts = {"label": comment.label, "text": comment.text, "change": comment.change}
    if sent.consent is Consent.ANONYMOUS:
        names = (comment.commenter, sent.commenter, sent.organisation)
        return _with(counted, {part: _without(text, names) for part, text in texts.items()})
    return _with(counted, {**texts, "author": comment.author, "organisation": sent.organisation})


def _with(counted: PublishedComment, texts: dict[str, str]) -> PublishedComment:
    return PublishedComment(**{**vars(counted), **texts})


def _without(text: str, names: Iterable[str]) -> str:
    """``text`` with a blank for each of ``names``, the longest first, whatever their case and spacing."""
    wanted = sorted({name.strip() for name in names if len(name.strip()) >= LEAST_NAME}, key=lambda name: -len(name))
    for name in wanted:
        spaced = r"\s+".join(re.escape(word) for word in name.split())
        text = re.sub(rf"(?<!\w){spaced}(?!\w)", _("[name]"), text, flags=re.IGNORECASE)
    return MAIL.sub(_("[address]"), text)

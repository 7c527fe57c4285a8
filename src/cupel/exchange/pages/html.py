"""An edition as one HTML file: permanent anchors, no script, no network, readable on screen and on paper."""

from cupel.exchange.manuscript import Manuscript
from cupel.exchange.pages.outline import printed_clauses
from cupel.exchange.parameters import headings
from cupel.standard import Edition, content_hash, text_in
from cupel.templates import environment


def edition_html(edition: Edition, *, language: str = "en") -> str:
    """The clean edition. ``#UID`` leads to a clause in every edition that has it, ``#clause-LABEL`` to a label."""
    manuscript = Manuscript.clean(edition, language=language)
    clauses = list(printed_clauses(manuscript))
    template = environment("cupel.exchange.pages").get_template("edition.html")
    return template.render(
        edition=edition,
        language=language,
        title=text_in(edition.title, language=language),
        reference="".join(run.text for run in manuscript.reference),
        clauses=clauses,
        rows=manuscript.rows,
        columns=headings(),
        hashes={uid: content_hash(clause) for uid, clause in edition.clauses.items()},
        notes=text_in(edition.notes, language=language),
        named=named,
    )


def named(label: str) -> str:
    """The anchor of a label: spaces are no part of an address."""
    return "clause-" + "-".join(label.split())

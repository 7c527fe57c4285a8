"""The files of a published edition: for people, and for machines beside them."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from cupel.standard import Standard, canonical_json, edition_snapshot
from cupel_web.drafting.documents import DOCUMENTS, Revision, packed, written

TITLES = {
    "clean-pdf": _("the edition"),
    "changes-pdf": _("what changed"),
    "clean-word": _("the edition"),
    "changes-word": _("what changed, as tracked changes"),
    "clean-html": _("the edition, with a permanent anchor for each clause"),
    "package": _("the standard with all its editions, as files that the command line reads"),
    "data": _("the edition as data"),
}
"""What each file is, by its name in the address, which stays."""

SUFFIXES = {**{name: document.suffix for name, document in DOCUMENTS.items()}, "package": "zip", "data": "json"}


def files_of(standard: Standard, revision: Revision) -> Iterator[tuple[str, bytes]]:
    """Each file's name and bytes."""
    for name in TITLES:
        if name in DOCUMENTS:
            yield name, written(DOCUMENTS[name], revision)
    yield "package", packed(standard)
    yield "data", canonical_json(edition_snapshot(standard, revision.new))


def file_name(standard: str, edition: str, document: str) -> str:
    """What a file is called when somebody keeps it."""
    return f"{standard}-{edition}-{document}.{SUFFIXES[document]}"

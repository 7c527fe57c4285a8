"""The files of a published edition: for people, and for machines beside them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from cupel.exchange import Signature
from cupel.standard import Edition, Standard, canonical_json, edition_snapshot
from cupel_web.drafting.documents import DOCUMENTS, packed, written

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


@dataclass(frozen=True, kw_only=True)
class Released:
    """A published edition in its standard, and the edition whose place it takes."""

    standard: Standard
    old: Edition
    new: Edition
    signature: Signature
    language: str

    def files(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Each file's name, and how its bytes are made."""
        for name in TITLES:
            if name in DOCUMENTS:
                yield (
                    name,
                    lambda document=DOCUMENTS[name]: written(  # type: ignore[misc]
                        document, self.old, self.new, by=self.signature, language=self.language
                    ),
                )
        yield "package", lambda: packed(self.standard)
        yield "data", lambda: canonical_json(edition_snapshot(self.standard, self.new))


def file_name(standard: str, edition: str, document: str) -> str:
    """What a file is called when somebody keeps it."""
    return f"{standard}-{edition}-{document}.{SUFFIXES[document]}"

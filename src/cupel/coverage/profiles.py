"""Codes for standard-setters that come with the package, or in a file: read, fit to the schema, each rule once."""

from collections.abc import Iterator
from pathlib import Path

from cupel.coverage.instrument import SOURCE_MARKS
from cupel.errors import StandardError
from cupel.governance import PROFILE_SCHEMA, Profile, profile_from
from cupel.messages import _
from cupel.standard import Document, document_mistakes, read_document, shipped_folder, validator_of


def shipped_profiles() -> dict[str, Path]:
    """Key to file of every profile that comes with the package."""
    return {path.stem: path for path in sorted((shipped_folder() / "profiles").glob("*.yaml"))}


def load_profile(path: Path) -> Profile:
    """The profile in a file; raises StandardError with the first mistake's file, line, path and remedy."""
    document = read_document(path, root=path.parent)
    mistakes = list(document_mistakes(document, validator_of(PROFILE_SCHEMA))) or list(_mistakes(document))
    if mistakes:
        raise mistakes[0]
    return profile_from(document.data)


def _mistakes(document: Document) -> Iterator[StandardError]:
    seen: set[str] = set()
    for number, row in enumerate(document.data["rules"]):
        code, mark = row["code"], row["mark"]
        if code in seen:
            message = _("The rule {code} stands here twice.").format(code=code)
            remedy = _("Keep one, or rename one.")
            yield document.mistake(("rules", number, "code"), message, code="profile-twice", remedy=remedy)
        seen.add(code)
        if mark not in SOURCE_MARKS:
            message = _("There is no mark {mark}.").format(mark=mark)
            remedy = _("Write one of {marks}.").format(marks=", ".join(SOURCE_MARKS))
            yield document.mistake(("rules", number, "mark"), message, code="profile-mark", remedy=remedy)

"""Clauses and parts that edits of the tests bring."""

from cupel.standard import ClauseRevision
from cupel.standard.drafting import Part

NEW = "01J00000000000000000000099"
NEXT = "01J00000000000000000000098"
CLAUSE = ClauseRevision(
    uid=NEW, revision="1.0.0", kind="requirement", level="must", title={"en": "New"}, text={"en": "The company does."}
)
CHECK = "certificate-before-arrival"


REASON = {"en": "Why."}


def part(uid: str, text: str = "Text.") -> Part:
    """A part of a split or a merge."""
    return Part(uid=uid, title={"en": "Title"}, text={"en": text})

"""What no schema can say about one file: names that must exist, values that must fit each other."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cupel.errors import StandardError
from cupel.messages import _
from cupel.standard.clause import ClauseRevision
from cupel.standard.edition import Edition, check_key
from cupel.standard.files.loops import find_loop
from cupel.standard.files.references import expression_mistakes
from cupel.standard.files.source import Document, Steps
from cupel.standard.texts import slots

SLOTTED = ("title", "text", "guidance")
WITHOUT_LEVEL = ("section", "definition")
Revisions = Mapping[tuple[str, str], ClauseRevision]


def clause_mistakes(document: Document) -> Iterator[StandardError]:
    """Of one clause revision: its file name, slots, parameters, checks."""
    data = document.data
    if document.file != f"clauses/{data['uid']}/{data['revision']}.yaml":
        message = _("The file's name does not say the clause and revision in it.")
        remedy = _("Name it clauses/{uid}/{revision}.yaml.").format(uid=data["uid"], revision=data["revision"])
        yield document.mistake(("revision",), message, code="standard-file-name", remedy=remedy)
    if "level" in data and data["kind"] in WITHOUT_LEVEL:
        message = _("A {kind} has no level.").format(kind=data["kind"])
        yield document.mistake(("level",), message, code="standard-level", remedy=_("Remove level."), key=True)
    yield from _slot_mistakes(document)
    for name, parameter in data.get("parameters", {}).items():
        yield from _parameter_mistakes(document, ("parameters", name), parameter)
    yield from _duplicates(
        document, [(("checks", n, "id"), check["id"]) for n, check in enumerate(data.get("checks", ()))]
    )
    yield from expression_mistakes(document)


def _slot_mistakes(document: Document) -> Iterator[StandardError]:
    known = document.data.get("parameters", {})
    for part in SLOTTED:
        for language, text in document.data.get(part, {}).items():
            for name in slots(text):
                if name not in known:
                    message = _("The text has the slot {slot}, but the clause has no such parameter.")
                    yield document.mistake(
                        (part, language),
                        message.format(slot=f"{{{name}}}"),
                        code="standard-slot",
                        remedy=_("Add the parameter {name}, or correct the slot.").format(name=name),
                    )


def _parameter_mistakes(document: Document, steps: Steps, parameter: Mapping[str, Any]) -> Iterator[StandardError]:
    value = parameter["value"]
    if parameter["type"] == "code" and value not in parameter["codes"]:
        remedy = _("Write one of {allowed}.").format(allowed=", ".join(parameter["codes"]))
        message = _("{value!r} is not one of the values allowed here.").format(value=value)
        yield document.mistake((*steps, "value"), message, code="standard-value", remedy=remedy)
    for name in ("unit", "low", "high", "comparator"):
        if parameter["type"] != "number" and name in parameter:
            message = _("Only a number has {name}.").format(name=name)
            yield document.mistake(
                (*steps, name), message, code="standard-type", remedy=_("Remove it or change the type."), key=True
            )
    if parameter["type"] == "number" and not _within(value, parameter.get("low"), parameter.get("high")):
        message = _("The value {value} is outside its own bounds.").format(value=value)
        remedy = _("Change the value, low or high.")
        yield document.mistake((*steps, "value"), message, code="standard-bounds", remedy=remedy)


def _within(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or low <= value) and (high is None or value <= high)


def standard_mistakes(document: Document) -> Iterator[StandardError]:
    """Of the standard's own file: keys that stand twice."""
    data = document.data
    yield from _duplicates(
        document, [(("owners", n, "key"), item["key"]) for n, item in enumerate(data.get("owners", ()))]
    )
    scale = data.get("rating_scale", ())
    yield from _duplicates(document, [(("rating_scale", n, "code"), item["code"]) for n, item in enumerate(scale)])
    yield from _duplicates(
        document, [(("contradictions", n, "id"), item["id"]) for n, item in enumerate(data.get("contradictions", ()))]
    )


def edition_mistakes(document: Document, head: Document, clauses: Revisions) -> Iterator[StandardError]:
    """Of one edition: owners in the register, revisions on file, each clause and label once."""
    data = document.data
    owners: list[tuple[Steps, str]] = [
        (("owners", n, "owner"), item["owner"]) for n, item in enumerate(data.get("owners", ()))
    ]
    register = [owner["key"] for owner in head.data.get("owners", ())]
    for steps, owner in owners:
        if owner not in register:
            message = _("{owner} is not in the standard's register of owners.").format(owner=owner)
            remedy = _("Add it to standard.yaml; there are {known}.").format(known=", ".join(register) or "-")
            yield document.mistake(steps, message, code="standard-owner", remedy=remedy)
    yield from _duplicates(document, owners)
    entries = list(_entries(data.get("entries", ()), ("entries",)))
    if entries and data["content"] == "metadata":
        message = _("An edition of metadata only has no entries.")
        yield document.mistake(
            ("entries",), message, code="standard-content", remedy=_("Remove them, or set content: full."), key=True
        )
    for steps, entry in entries:
        if (entry["uid"], entry["revision"]) not in clauses:
            yield _no_revision(document, steps, entry, clauses)
    for name in ("uid", "label"):
        yield from _duplicates(document, [((*steps, name), entry[name]) for steps, entry in entries])


def _entries(items: Any, steps: Steps) -> Iterator[tuple[Steps, Mapping[str, Any]]]:
    for number, item in enumerate(items):
        here = (*steps, number)
        yield here, item
        yield from _entries(item.get("children", ()), (*here, "children"))


def _no_revision(document: Document, steps: Steps, entry: Mapping[str, Any], clauses: Revisions) -> StandardError:
    file = f"clauses/{entry['uid']}/{entry['revision']}.yaml"
    others = [revision for uid, revision in clauses if uid == entry["uid"]]
    remedy = _("Add it, or name a revision there is: {others}.").format(others=", ".join(others) or "-")
    message = _("There is no file {file}.").format(file=file)
    return document.mistake((*steps, "revision"), message, code="standard-no-revision", remedy=remedy)


def _duplicates(document: Document, values: Sequence[tuple[Steps, str]]) -> Iterator[StandardError]:
    seen: dict[str, int | None] = {}
    for steps, value in values:
        if value in seen:
            message = _("{value} stands here twice, first in line {line}.").format(value=value, line=seen[value])
            yield document.mistake(steps, message, code="standard-duplicate", remedy=_("Keep one, or rename one."))
        else:
            seen[value] = document.place(steps).line


def exception_mistakes(edition: Edition, document: Document) -> Iterator[StandardError]:
    """Of the exceptions within one edition: checks and granting clauses that exist, and no loops."""
    checks = {f"{clause.uid}#{check.id}" for clause in edition.clauses.values() for check in clause.checks}
    grants: dict[str, set[str]] = {}
    for uid, clause in edition.clauses.items():
        for number, exception in enumerate(clause.exceptions):
            key = check_key(exception, uid)
            place = clause.places.get(f"exceptions/{number}/when")
            if key not in checks:
                message = _("{edition}: the exception is to {check}, a check that no clause of the edition has.")
                words = message.format(edition=edition.reference, check=exception.of)
                remedy = _("Name a check of the clause, or uid#check-id of another one.")
                yield StandardError(words, code="standard-exception", remedy=remedy, place=place)
            if exception.clause not in edition.clauses:
                message = _("{edition}: the exception is granted by {clause}, which the edition does not have.")
                words = message.format(edition=edition.reference, clause=exception.clause)
                remedy = _("Name a clause of the edition, or leave clause out.")
                yield StandardError(words, code="standard-exception", remedy=remedy, place=place)
            grants.setdefault(exception.clause, set()).add(key.split("#")[0])
    loop = find_loop({granter: targets - {granter} for granter, targets in grants.items()})
    if loop:
        message = _("The exceptions of these clauses go in a loop: {loop}.").format(loop=" > ".join(loop))
        remedy = _("Let one clause grant the exception.")
        yield document.mistake(("entries",), message, code="standard-exception-loop", remedy=remedy)

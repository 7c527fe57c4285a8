"""Verbs about approvals by several owners: begin, set the content, give an owner's word, set the effective date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel.standard import Edition, Standard
from cupel_web.decisions.actions.content import require_hash
from cupel_web.decisions.models import Effect, Matrix, MatrixContent, MatrixOwner, OwnerWord
from cupel_web.decisions.queries.matrices import approved_on, content_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.notices.actions import Letter, tell_duty
from cupel_web.people.models import Membership, Organisation, Role
from cupel_web.standards.queries import standards


@dataclass(frozen=True, kw_only=True)
class NewMatrix:
    """What is to be approved, by whom; ``sha256`` of its content. ``standard`` and ``edition`` where the owners are
    those of an edition.
    """

    title: str
    sha256: str
    owners: tuple[Organisation, ...]
    standard: str = ""
    edition: str = ""
    subject_path: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnProcedure:
    """How an owner approves, in its own words, in force from a day on."""

    text: str
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Word:
    """An owner's word on the content with this hash."""

    sha256: str
    approves: bool
    reason: str = ""


def owners_of_edition(standard: str, edition: str) -> tuple[Organisation, ...]:
    """The organisations that own an edition; raises as :func:`owners_of` does, and for an edition that is not there."""
    known = standards().get(standard)
    found = known.editions.get(edition) if known else None
    if known is None or found is None:
        raise _no_owners(standard, edition)
    return owners_of(known, found)


def owners_of(standard: Standard, edition: Edition) -> tuple[Organisation, ...]:
    """The organisations that own an edition, by the public or legal name in the standard's register.

    Raises :class:`~cupel.errors.ProcedureError` naming owners that are no organisation here, and for an edition that
    names no owner.
    """
    if not edition.owners:
        raise _no_owners(standard.key, edition.edition)
    register = {owner.key: owner for owner in standard.owners}
    owners, missing = [], []
    for each in edition.owners:
        owner = register[each.owner]
        named = Organisation.objects.filter(Q(name=owner.name) | Q(name=owner.legal_name or owner.name)).first()
        owners += [named] if named else []
        missing += [] if named else [owner.name]
    if missing:
        raise ProcedureError(
            _("Not among the organisations here: {names}.").format(names=", ".join(missing)),
            code="owner-missing",
            remedy=_("Add them under exactly these names, then begin again."),
        )
    return tuple(owners)


def _no_owners(standard: str, edition: str) -> ProcedureError:
    return ProcedureError(
        _("{standard} {edition} is no edition with owners.").format(standard=standard, edition=edition),
        code="no-owners",
        remedy=_("Choose another edition, or list the owners."),
    )


def begin_matrix(new: NewMatrix, *, by: User | None, now: datetime) -> Matrix:
    """Ask the owners for their approval of one content, each delegate by mail with the one link."""
    require(by, "decisions.begin_matrix")
    digest = require_hash(new.sha256)
    if not new.owners or len(set(new.owners)) < len(new.owners):
        raise ProcedureError(
            _("An approval needs owners, each once."), code="owners", remedy=_("List every owner once.")
        )
    with transaction.atomic():
        matrix: Matrix = Matrix.objects.create(
            title=new.title, standard=new.standard, edition=new.edition, subject_path=new.subject_path, begun_at=now,
            begun_by=by,
        )  # fmt: skip
        MatrixOwner.objects.bulk_create(
            MatrixOwner(matrix=matrix, organisation=organisation) for organisation in new.owners
        )
        append_event("decisions.matrix_begun", by=by, about=matrix, now=now, owners=len(new.owners))
        _set(matrix, digest, note="", by=by, now=now)
    return matrix


def set_content(matrix: Matrix, *, sha256: str, note: str, by: User | None, now: datetime) -> MatrixContent:
    """The content changed: what owners said of the one before is void, and each is asked anew. Raises
    :class:`~cupel.errors.ProcedureError` for the content that holds already.
    """
    require(by, "decisions.keep_matrix", matrix)
    digest = require_hash(sha256)
    with transaction.atomic():
        Matrix.objects.select_for_update().get(pk=matrix.pk)
        if content_of(matrix).sha256 == digest:
            raise ProcedureError(
                _("That is the content that is asked for already."),
                code="same-content",
                remedy=_("Set it anew when it has changed."),
            )
        return _set(matrix, digest, note=note, by=by, now=now)


def give_word(owner: MatrixOwner, word: Word, *, by: User, now: datetime) -> OwnerWord:
    """Approve exactly the content with this hash, or decline it with a reason, for an owner.

    Raises :class:`~cupel.errors.ProcedureError` if the content has changed meanwhile, and for declining without reason.
    """
    require(by, "decisions.give_word", owner)
    with transaction.atomic():
        Matrix.objects.select_for_update().get(pk=owner.matrix_id)
        content = content_of(owner.matrix)
        if content.sha256 != word.sha256.strip().lower():
            raise ProcedureError(
                _("The content has changed since you read it."),
                code="content-changed",
                remedy=_("Read the one that holds now, then approve or decline it."),
            )
        if content.effects.exists():
            raise ProcedureError(
                _("The day from which this content is effective is set."),
                code="effective-set",
                remedy=_("What is to change needs a new content."),
            )
        if not word.approves and not word.reason.strip():
            raise ProcedureError(
                _("Declining needs a reason."), code="no-reason", remedy=_("Say what would have to change.")
            )
        given: OwnerWord = OwnerWord.objects.create(
            content=content, owner=owner, approves=word.approves, reason=word.reason, given_at=now, given_by=by
        )
        append_event(
            "decisions.owner_word_given", by=by, about=given, scope=owner.organisation, now=now, sha256=content.sha256,
            approves=word.approves, matrix=owner.matrix.public_id,
        )  # fmt: skip
    return given


def describe_procedure(owner: MatrixOwner, own: OwnProcedure, *, by: User | None, now: datetime) -> None:
    """Write down how the owner approves, and since when."""
    require(by, "decisions.describe_procedure", owner)
    with transaction.atomic():
        owner.procedure, owner.procedure_on = own.text, own.on
        owner.save(update_fields=["procedure", "procedure_on"])
        on = own.on.isoformat() if own.on else None
        append_event("decisions.owner_procedure", by=by, about=owner, scope=owner.organisation, now=now, on=on)


def set_effective(matrix: Matrix, *, on: date, by: User | None, now: datetime) -> Effect:
    """The approved content is effective from a day on, at the earliest that of the last approval; raises
    :class:`~cupel.errors.ProcedureError` for an earlier one and while an approval is missing.
    """
    require(by, "decisions.keep_matrix", matrix)
    with transaction.atomic():
        Matrix.objects.select_for_update().get(pk=matrix.pk)
        earliest = approved_on(matrix)
        if earliest is None:
            raise ProcedureError(
                _("Not every owner has approved this content."),
                code="not-approved",
                remedy=_("It can be effective once the last of them has."),
            )
        if on < earliest:
            raise ProcedureError(
                _("The last owner approved on {day}.").format(day=earliest),
                code="effective-before",
                remedy=_("Give that day or a later one."),
            )
        effect: Effect = Effect.objects.create(content=content_of(matrix), effective_on=on, set_at=now, set_by=by)
        append_event("decisions.effective_set", by=by, about=matrix, now=now, on=on.isoformat())
    return effect


def _set(matrix: Matrix, digest: str, *, note: str, by: User | None, now: datetime) -> MatrixContent:
    content: MatrixContent = MatrixContent.objects.create(
        matrix=matrix, number=matrix.contents.count() + 1, sha256=digest, note=note, set_at=now, set_by=by
    )
    append_event("decisions.content_set", by=by, about=matrix, now=now, number=content.number, sha256=digest)
    _ask(matrix.owners.select_related("organisation"), content, now=now)
    return content


def _ask(owners: Iterable[MatrixOwner], content: MatrixContent, *, now: datetime) -> None:
    by_organisation = {owner.organisation_id: owner for owner in owners}
    delegates = Membership.objects.current().filter(role=Role.DELEGATE, organisation__in=by_organisation)
    for membership in delegates.filter(person__is_active=True).select_related("person", "organisation"):
        owner = by_organisation[membership.organisation_id]
        address = {"matrix": content.matrix.public_id, "owner": owner.public_id}
        letter = Letter(
            template="decisions/mail/approve.txt",
            path=reverse("give_word", kwargs=address),
            values={"matrix": content.matrix, "content": content, "organisation": membership.organisation},
        )
        tell_duty(membership.person, letter, about=content, now=now)

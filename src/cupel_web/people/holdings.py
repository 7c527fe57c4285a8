"""What this app holds about a person."""

from typing import Any

from allauth.account.models import EmailAddress

from cupel_web.kernel.models import User
from cupel_web.notices.models import MailPreference, Notice, Telling
from cupel_web.people.models import Acceptance, Affiliation, Interest, Membership, Profile
from cupel_web.people.personal import holds_personal_data

GONE = "erased.invalid"
"""Domain of addresses that stand for erased ones: RFC 2606 keeps it from ever existing."""


def _account(person: User) -> list[dict[str, Any]]:
    profile = Profile.objects.filter(person=person).values("country", "about", "named_in_public", "zone").first()
    return [{"email": person.email, "name": person.name, "joined": person.joined_at.isoformat(), **(profile or {})}]


def _erase_account(person: User) -> None:
    EmailAddress.objects.filter(user=person).delete()
    Profile.objects.filter(person=person).delete()
    person.name, person.email = "", f"{person.public_id.lower()}@{GONE}"
    person.is_active = False
    person.set_unusable_password()
    person.save()


def _memberships(person: User) -> list[dict[str, Any]]:
    rows = Membership.objects.filter(person=person).select_related("organisation")
    return [
        {
            "organisation": row.organisation.name,
            "role": row.role,
            "since": row.began_at.isoformat(),
            "until": row.ended_at.isoformat() if row.ended_at else None,
        }
        for row in rows
    ]


def _affiliations(person: User) -> list[dict[str, Any]]:
    rows = Affiliation.objects.filter(person=person).select_related("organisation")
    return [
        {
            "organisation": row.organisation.name,
            "position": row.position,
            "since": row.since.isoformat(),
            "until": row.until.isoformat() if row.until else None,
        }
        for row in rows
    ]


def _interests(person: User) -> list[dict[str, Any]]:
    rows = Interest.objects.filter(person=person).select_related("organisation")
    return [
        {
            "interest": row.text,
            "organisation": row.organisation.name if row.organisation else None,
            "declared": row.declared_at.isoformat(),
            "ended": row.ended_at.isoformat() if row.ended_at else None,
        }
        for row in rows
    ]


def _acceptances(person: User) -> list[dict[str, Any]]:
    rows = Acceptance.objects.filter(person=person).select_related("undertaking")
    return [
        {
            "undertaking": row.undertaking.kind,
            "version": row.undertaking.number,
            "accepted": row.accepted_at.isoformat(),
        }
        for row in rows
    ]


def _mail_preferences(person: User) -> list[dict[str, Any]]:
    fields = ("pace", "weekday", "is_reminded", "days_before", "language")
    return list(MailPreference.objects.filter(person=person).values(*fields))


def _erase_mail_preferences(person: User) -> None:
    MailPreference.objects.filter(person=person).delete()
    Telling.objects.filter(person=person).delete()


def _mails(person: User) -> list[dict[str, Any]]:
    """Those not sent yet, or never; of the others nothing is kept that leads to a person."""
    rows = Notice.objects.filter(address__iexact=person.email)
    return [{"subject": row.subject, "text": row.text, "queued": row.queued_at.isoformat()} for row in rows]


def _erase_mails(person: User) -> None:
    Notice.objects.filter(address__iexact=person.email).delete()


def _keep(_person: User) -> None:
    """Ids, dates and texts of others: nothing in it tells who the person is."""


def _erase_affiliations(person: User) -> None:
    Affiliation.objects.filter(person=person).delete()


def _erase_interests(person: User) -> None:
    Interest.objects.filter(person=person).update(text="", organisation=None)


def declare() -> None:
    """Make known what this app holds, and the mail below it, which knows no persons."""
    holds_personal_data("account", export=_account, erase=_erase_account)
    holds_personal_data("memberships", export=_memberships, erase=_keep)
    holds_personal_data("affiliations", export=_affiliations, erase=_erase_affiliations)
    holds_personal_data("interests", export=_interests, erase=_erase_interests)
    holds_personal_data("acceptances", export=_acceptances, erase=_keep)
    holds_personal_data("mail preferences", export=_mail_preferences, erase=_erase_mail_preferences)
    holds_personal_data("mails not sent", export=_mails, erase=_erase_mails)

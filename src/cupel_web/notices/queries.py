"""How people want to be told by mail."""

from cupel_web.kernel.models import User
from cupel_web.notices.models import MailPreference


def preference_of(person: User) -> MailPreference:
    """What the person chose; what holds for everybody (not saved) where they chose nothing."""
    return MailPreference.objects.filter(person=person).first() or MailPreference(person=person)


def language_at(address: str) -> str | None:
    """The language that the person with this address chose; ``None`` where nobody did."""
    chosen = MailPreference.objects.filter(person__email=address.lower())
    return chosen.values_list("language", flat=True).first()

"""Verbs about mail: tell somebody, of an act that is theirs or of all of them; choose how one is told."""

from cupel_web.notices.actions.awaiting import tell_awaiting
from cupel_web.notices.actions.mail import Attachment, Letter, delivered, given_up, tell, tell_duty
from cupel_web.notices.actions.preferences import Wishes, choose_mail

__all__ = [
    "Attachment", "Letter", "Wishes", "choose_mail", "delivered", "given_up", "tell", "tell_awaiting", "tell_duty",
]  # fmt: skip

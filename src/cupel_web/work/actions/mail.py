"""Verb of answering by mail."""

from datetime import datetime

from cupel_web.work.actions.threads import Said, post
from cupel_web.work.incoming import BAD_DATA, NO_PERMISSION, NO_USER, Incoming, MailRefusedError
from cupel_web.work.models import Post
from cupel_web.work.replies import follow_at


def take_reply(mail: Incoming, *, now: datetime) -> Post | None:
    """Add what a person answered to the thread that the address stands for; None for a machine's answer, which adds
    nothing.

    Raises :class:`~cupel_web.work.incoming.MailRefusedError` for an address we did not make, a sender whose it is not,
    somebody who may not talk there (any more), and a mail that says nothing.
    """
    followed = next((found for address in mail.to if (found := follow_at(address))), None)
    if followed is None:
        raise MailRefusedError("No thread takes answers at this address.", code=NO_USER)
    if mail.sender != followed.person.email.lower():
        raise MailRefusedError("This address is not the sender's.", code=NO_USER)
    if mail.is_automatic:
        return None
    if not followed.person.has_perm("work.talk", followed.thread):
        raise MailRefusedError("The sender may not answer this thread.", code=NO_PERMISSION)
    if not mail.text:
        raise MailRefusedError("The mail holds no text of its own.", code=BAD_DATA)
    said = Said(text=mail.text, left_out=mail.attachments, mail=mail.message_id)
    return post(followed.thread, said, by=followed.person, now=now)

"""The address at which a commenter reads what became of their comments: signed, so that nobody can make one up.

Of the link to a submission only the hash is kept, so a mail that goes out later has an address of its own: it shows
decisions and takes answers, and changes nothing that was sent.
"""

from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.urls import reverse

from cupel_web.consultations.models import Submission


def reply_path(submission: Submission) -> str:
    """The page for the commenter."""
    return reverse("comment_replies", kwargs={"token": _signer().sign(submission.public_id)})


def submission_at(token: str) -> Submission:
    """The submission an address stands for; 404 for one that we did not make, and for one that was withdrawn."""
    try:
        public_id = _signer().unsign(token)
    except BadSignature as error:
        raise Http404 from error
    found = Submission.objects.filter(public_id=public_id, withdrawal=None)
    known = found.select_related("consultation__group", "consultation__text", "consultation__base").first()
    if known is None:
        raise Http404
    return known


def _signer() -> Signer:
    """Made when it is used: the key is not there where no server runs."""
    return Signer(sep=".", salt="cupel_web.consultations.reply")

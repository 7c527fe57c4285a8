"""What the group fills in to put proposed decisions to the vote."""

from django import forms

from cupel_web.consultations.actions import Vote
from cupel_web.decisions.forms import BallotForm


class VoteForm(BallotForm):
    """A ballot whose subject is known: ``seen`` is the hash of the proposals that the page showed."""

    subject_title = subject_path = subject_type = subject = sha256 = None  # type: ignore[assignment]
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def vote(self) -> Vote:
        """What the valid form puts to the vote."""
        given = self.cleaned_data
        return Vote(title=given["title"], text=given["text"], window=self.window(), seen=given["seen"])

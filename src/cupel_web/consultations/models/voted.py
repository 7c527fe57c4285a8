from typing import ClassVar

from django.db import models

from cupel_web.consultations.models.comment import CommentVersion
from cupel_web.consultations.models.disposition import DispositionFact
from cupel_web.decisions.models import Ballot
from cupel_web.kernel.models import Fact


class VotedProposal(Fact):
    """A proposed decision that a ballot is about, with the comment as it was then: neither ever changes, and the ballot
    has the hash of all of its proposals.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="proposals")
    disposition = models.ForeignKey(DispositionFact, on_delete=models.PROTECT, related_name="votes")
    version = models.ForeignKey(CommentVersion, on_delete=models.PROTECT, related_name="votes")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "version"], name="one_proposal_per_comment_of_a_ballot")
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.disposition_id}"

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.consultations.models.comment import Comment
from cupel_web.consultations.models.consultation import Consultation
from cupel_web.kernel.models import Fact, PublicModel


class Workflow(models.TextChoices):
    """How far the group's work is, in the words of :class:`cupel.consultation.Workflow`."""

    NEW = "new", _("new")
    ASSIGNED = "assigned", _("assigned")
    PROPOSED = "proposed", _("proposed")
    AGREED = "agreed", _("agreed")
    PUBLISHED = "published", _("published")


class Decision(models.TextChoices):
    """What the group decides, in the words of :class:`cupel.consultation.Decision`."""

    ACCEPTED = "accepted", _("accepted")
    IN_PRINCIPLE = "accepted in principle", _("accepted in principle")
    PARTLY = "partly accepted", _("partly accepted")
    NOT_ACCEPTED = "not accepted", _("not accepted")
    NOTED = "noted", _("noted")
    OUT_OF_SCOPE = "out of scope", _("out of scope")


class Answer(models.TextChoices):
    """What the commenter says to it, in the words of :class:`cupel.consultation.Answer`."""

    NONE = "none", _("none")
    SATISFIED = "satisfied", _("satisfied")
    NOT_SATISFIED = "not satisfied", _("not satisfied")
    TIMED_OUT = "timed out", _("timed out")


class DispositionFact(Fact):
    """What became of a comment from a moment on: the state after one move of :mod:`cupel.consultation`, whole, so that
    the newest row of a comment holds. ``made_by`` is empty where the commenter answered or time was over; ``batch`` is
    shared by what was decided at once.
    """

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="dispositions")
    workflow = models.CharField(_("work"), max_length=20, choices=Workflow)
    decision = models.CharField(_("decision"), max_length=40, choices=Decision, blank=True)
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    answer = models.CharField(_("answer"), max_length=20, choices=Answer, default=Answer.NONE)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    batch = models.CharField(max_length=26, blank=True, db_index=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.workflow}"

    @property
    def remark(self) -> str:
        """Why the commenter is not satisfied; prefetch ``remarks`` for lists."""
        said = list(self.remarks.all())
        return said[-1].text if said else ""


class CommentCluster(PublicModel):
    """Comments that somebody confirmed to say the same: one decision answers all. ``reason`` is the machine's where it
    suggested them. One that was taken apart stays on record, so that it is not suggested again.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="clusters")
    comments = models.ManyToManyField(Comment, related_name="clusters")
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    parted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.public_id

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models import Group
from cupel_web.kernel.models import PublicModel
from cupel_web.work.models.paper import Paper, Visibility


def new_key() -> str:
    """48 random bits: short, since an address before its @ has 64 octets at most (RFC 5321, 4.5.3.1.1)."""
    return secrets.token_hex(6)


class Thread(PublicModel):
    """Talk in a group about one thing. On a paper it is read by whoever reads the paper; else ``visibility`` says who.

    ``subject_type`` and ``subject`` are label and public id of what it is about (``clause`` and its uid, with the
    ``edition`` as ``standard@edition``); all are empty where it is about none.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="threads")
    title = models.CharField(_("title"), max_length=200)
    visibility = models.CharField(_("who may read it"), max_length=20, choices=Visibility)
    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="threads")
    subject_type = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=26, blank=True, db_index=True)
    edition = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Post(PublicModel):
    """What a person said in a thread: added, never changed; its author may withdraw the text, the mark stays.

    ``left_out`` counts attachments of a mail; ``mail`` is a salted hash of its message id, so that a mail that is
    delivered twice is one post.
    """

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="posts")
    number = models.PositiveIntegerField()
    text = models.TextField(_("text"), max_length=20000, blank=True)
    left_out = models.PositiveSmallIntegerField(default=0)
    mail = models.CharField(max_length=64, blank=True, db_index=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    posted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["thread", "number"], name="one_post_per_number")]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.number}"


class Follow(PublicModel):
    """A person gets a mail for each post of a thread; ``key`` stands for both in the address that answers go to."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="follows")
    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["thread", "person"], name="follows_once")]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.person_id}"

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.diligence.models import Version
from cupel_web.kernel.models import Job, PublicModel, StoredFile
from cupel_web.people.models import Organisation
from cupel_web.screening.models.decisions import Decision
from cupel_web.screening.models.lists import ListVersion, WatchList


class Screening(PublicModel):
    """Parties of a company against versions of lists on one day; tables of it lie in a folder of its own.

    The parties are those of a version of a data set or of an uploaded file. ``before`` is the screening that this one
    continues: only what changed since was compared. ``manifest`` and ``summary`` are null until it is over.
    """

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="screenings")
    data = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="screenings")
    party_file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    party_file_name = models.CharField(max_length=255, blank=True)
    before = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="later")
    lists = models.ManyToManyField(ListVersion, through="ScreenedList", related_name="screenings")
    threshold = models.FloatField(_("threshold"))
    on = models.DateField(_("day"))
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    manifest = models.JSONField(null=True)
    manifest_hash = models.CharField(max_length=64, blank=True)
    summary = models.JSONField(null=True)

    class Meta:
        ordering: ClassVar = ["-started_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(data=None) ^ models.Q(party_file=None), name="screening_of_data_or_a_file"
            )
        ]

    def __str__(self) -> str:
        return f"{self.parties_name} {self.on.isoformat()}"

    @property
    def parties_name(self) -> str:
        """What its parties are called."""
        return str(self.data) if self.data else self.party_file_name

    @property
    def is_done(self) -> bool:
        return self.summary is not None


class ScreenedList(models.Model):
    """A version of a list that a screening used, with the list's ``expected_days`` at that time."""

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="screened")
    version = models.ForeignKey(ListVersion, on_delete=models.PROTECT, related_name="+")
    expected_days = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["screening", "version"], name="list_screened_once")]

    def __str__(self) -> str:
        return f"{self.screening_id} {self.version_id}"


class Hit(PublicModel):
    """A party that may be an entry of a list: a proposal with evidence, and where its review stands.

    ``score``, ``name_score``, ``rarity`` in [0, 1]; ``band``: lower end of the score's band in per cent, in fives.
    ``identifier`` to ``address``: ``agrees``, ``conflicts`` or empty. ``told``: both records, names in pieces, words,
    points and the sentence. ``state`` follows from the latest ``decision`` and from the evidence of both sides; past
    ``expires_on`` it is open again. ``change``: what came of it in a screening that continues another.
    """

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="hits")
    watch_list = models.ForeignKey(WatchList, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    subject_id = models.CharField(max_length=255)
    entity_id = models.CharField(max_length=255)
    subject_name = models.TextField()
    listed_name = models.TextField()
    alias = models.CharField(max_length=20, blank=True)
    score = models.FloatField()
    name_score = models.FloatField(null=True)
    band = models.PositiveSmallIntegerField()
    rarity = models.FloatField()
    identifier = models.CharField(max_length=10, blank=True)
    birth = models.CharField(max_length=10, blank=True)
    country = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=10, blank=True)
    subject_evidence = models.JSONField()
    listed_evidence = models.JSONField()
    told = models.JSONField()
    change = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=30)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField(null=True)
    changed_subject = models.JSONField(default=list)
    changed_listed = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["screening", "place"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["screening", "place"], name="hit_place_once")]
        indexes: ClassVar = [
            models.Index(fields=["screening", "state", "place"], name="hit_queue"),
            models.Index(fields=["watch_list", "subject_id", "entity_id"], name="hit_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.entity_id}"

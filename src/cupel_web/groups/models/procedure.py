from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel.governance import Procedure, procedure_from
from cupel_web.kernel.models import PublicModel


class ProcedureVersion(PublicModel):
    """One version of the rules of one or more groups, as :func:`cupel.governance.procedure_data` writes them.

    A version is never changed; which one holds on a day follows from ``in_force``.
    """

    uid = models.CharField(_("procedure"), max_length=80)
    version = models.CharField(_("version"), max_length=40)
    in_force = models.DateField(_("in force from"))
    data = models.JSONField()
    sha256 = models.CharField(max_length=64, editable=False)
    adopted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["uid", "-in_force", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["uid", "version"], name="one_procedure_per_version")]

    def __str__(self) -> str:
        return f"{self.uid} {self.version}"

    @property
    def procedure(self) -> Procedure:
        """The rules, ready to be applied."""
        return procedure_from(self.data)

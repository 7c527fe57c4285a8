import django.db.models.deletion
from django.db import migrations, models

import cupel_web.kernel.ids


class Migration(migrations.Migration):
    dependencies = [("regulations", "0001_initial"), ("work", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="issueinstrument",
            name="instrument",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="issues",
                to="regulations.instrument",
            ),
        ),
        migrations.AddField(
            model_name="issueinstrument",
            name="event",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="issues",
                to="regulations.datedevent",
            ),
        ),
        migrations.AddField(
            model_name="issueinstrument",
            name="on",
            field=models.DateField(blank=True, null=True, verbose_name="date"),
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=cupel_web.kernel.ids.new_id, editable=False, max_length=26, unique=True),
                ),
                ("on", models.DateField(null=True)),
                (
                    "event",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="regulations.datedevent",
                    ),
                ),
                (
                    "issue",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposal", to="work.emergingissue"
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="regulations.instrumentversion",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "on"), name="one_proposal_per_date"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("event__isnull", False), ("on__isnull", False), ("version", None)),
                            models.Q(("event", None), ("on", None), ("version__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposal_for_a_date_or_a_version",
                    ),
                ],
            },
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("work", "0003_instruments_of_issues")]

    operations = [
        migrations.AlterField(
            model_name="issueinstrument",
            name="instrument",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="issues", to="regulations.instrument"
            ),
        ),
        migrations.RemoveField(model_name="issueinstrument", name="code"),
        migrations.RemoveField(model_name="issueinstrument", name="title"),
    ]

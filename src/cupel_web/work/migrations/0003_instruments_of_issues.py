"""Regulations that issues named in words become instruments; what nobody had recorded is marked as not verified."""

from django.db import migrations
from ulid import ULID

SOURCE = "named in an emerging issue"


def to_records(apps, _schema_editor):
    Instrument = apps.get_model("regulations", "Instrument")
    known = {each.code.upper(): each for each in Instrument.objects.all()}
    for link in apps.get_model("work", "IssueInstrument").objects.order_by("pk"):
        code = "".join(letter if letter.isalnum() else "-" for letter in link.code.upper())
        if code not in known:
            known[code] = Instrument.objects.create(
                public_id=str(ULID()),
                code=code,
                title={"en": link.title},
                source=SOURCE,
                mark="M-low",
                recorded_at=link.added_at,
            )
        link.instrument = known[code]
        link.save(update_fields=["instrument"])


class Migration(migrations.Migration):
    dependencies = [("work", "0002_issues_about_instruments")]

    operations = [migrations.RunPython(to_records)]

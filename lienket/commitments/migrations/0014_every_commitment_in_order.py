"""Indexes in every order of the list of all programmes, and of what was done late: read in order instead of sorted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0013_what_waits_in_order"),
        ("localities", "0001_initial"),
        ("programmes", "0002_a_party_leaves"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("completed_on__gt", models.F("deadline")), ("state", "done")),
                fields=["deadline"],
                name="commitment_done_late",
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["deadline", "id"], name="commitment_every_by_deadline"),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["number", "id"], name="commitment_every_by_number"),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["title", "id"], name="commitment_every_by_title"),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["state", "id"], name="commitment_every_by_state"),
        ),
    ]

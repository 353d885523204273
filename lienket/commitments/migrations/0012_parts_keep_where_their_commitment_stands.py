"""Every part gets its copies: its party's locality, and state and deadline of its commitment; a request its side."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

STATES = [
    ("drafted", "Drafted"),
    ("assigned", "Assigned"),
    ("accepted", "Accepted, not begun"),
    ("in_progress", "In progress"),
    ("awaiting_confirmation", "Awaiting confirmation"),
    ("done", "Done"),
    ("paused", "Paused"),
    ("stopped", "Stopped"),
    ("carried_over", "Carried over"),
]


def fill(apps: Any, _schema: Any) -> None:
    """Set-based: one statement, however many parts there are."""
    part = apps.get_model("commitments", "Responsibility")
    commitment = apps.get_model("commitments", "Commitment").objects.filter(pk=OuterRef("commitment"))
    party = apps.get_model("programmes", "Party").objects.filter(pk=OuterRef("party"))
    part.objects.update(
        side=Subquery(party.values("locality")),
        commitment_state=Subquery(commitment.values("state")),
        commitment_deadline=Subquery(commitment.values("deadline")),
    )
    whose = part.objects.filter(pk=OuterRef("responsibility"))
    apps.get_model("commitments", "Request").objects.update(side=Subquery(whose.values("side")))


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0011_totals_of_what_strangers_may_read"),
        ("localities", "0001_initial"),
        ("programmes", "0002_a_party_leaves"),
    ]

    operations = [
        migrations.AddField(
            model_name="responsibility",
            name="commitment_deadline",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="responsibility",
            name="commitment_state",
            field=models.CharField(choices=STATES, default="drafted", editable=False, max_length=22),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="responsibility",
            name="side",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="localities.locality",
            ),
        ),
        migrations.AddField(
            model_name="request",
            name="side",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="localities.locality",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

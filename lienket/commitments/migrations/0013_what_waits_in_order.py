"""Indexes over what waits: for a lead agency, for a side, and what is rare among all parts."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Case, Q, Value, When

UNFINISHED = ("drafted", "assigned", "accepted", "in_progress", "awaiting_confirmation", "paused")


class Migration(migrations.Migration):
    dependencies = [("commitments", "0012_parts_keep_where_their_commitment_stands")]

    operations = [
        migrations.AlterField(
            model_name="responsibility",
            name="side",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="localities.locality",
            ),
        ),
        migrations.AddIndex(
            model_name="responsibility",
            index=models.Index(
                condition=Q(acting=True, reported_on=None, commitment_state__in=("assigned", "accepted", "in_progress")),
                fields=["lead", "commitment_state", "commitment_deadline", "commitment"],
                name="part_a_lead_works_on",
            ),
        ),
        migrations.AddIndex(
            model_name="responsibility",
            index=models.Index(
                condition=Q(commitment_state__in=("drafted", "awaiting_confirmation")),
                fields=["side", "commitment_state", "commitment_deadline", "commitment"],
                name="part_waiting_for_a_side",
            ),
        ),
        migrations.AddField(
            model_name="responsibility",
            name="agreeing",
            field=models.GeneratedField(
                db_persist=True,
                expression=Case(
                    When(
                        Q(commitment_state__in=UNFINISHED)
                        & (Q(stopping_on__isnull=False) | Q(carrying_on__isnull=False)),
                        then=Value(True),
                    ),
                    default=Value(False),
                ),
                output_field=models.BooleanField(),
            ),
        ),
        migrations.AddIndex(
            model_name="responsibility",
            index=models.Index(condition=Q(agreeing=True), fields=["commitment"], name="part_that_agrees"),
        ),
        migrations.AlterField(
            model_name="request",
            name="side",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="localities.locality",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(condition=Q(state="pending"), fields=["side", "kind"], name="request_that_waits"),
        ),
        migrations.AddIndex(
            model_name="pause",
            index=models.Index(condition=Q(ended_on=None), fields=["expected_on"], name="pause_by_its_end"),
        ),
        migrations.AddIndex(
            model_name="responsibility",
            index=models.Index(
                condition=Q(commitment_state__in=UNFINISHED, successor_asked_on__isnull=False),
                fields=["side", "commitment_deadline"],
                name="part_without_its_lead",
            ),
        ),
        migrations.AddIndex(
            model_name="responsibility",
            index=models.Index(condition=Q(commitment_state="paused"), fields=["side"], name="part_paused"),
        ),
    ]

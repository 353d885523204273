"""Stored counts of what each locality has a part in. The start of a site without them counts them (`lienket recount`)."""


import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0014_every_commitment_in_order'),
        ('localities', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LocalityTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(choices=[('current', 'Current'), ('original', 'Original'), ('moved', 'Moved')], max_length=8)),
                ('state', models.CharField(choices=[('drafted', 'Drafted'), ('assigned', 'Assigned'), ('accepted', 'Accepted, not begun'), ('in_progress', 'In progress'), ('awaiting_confirmation', 'Awaiting confirmation'), ('done', 'Done'), ('paused', 'Paused'), ('stopped', 'Stopped'), ('carried_over', 'Carried over')], max_length=22)),
                ('outcome', models.CharField(blank=True, choices=[('', 'None'), ('on_time', 'On Time'), ('late', 'Late')], max_length=7)),
                ('day', models.DateField(blank=True, null=True)),
                ('count', models.PositiveIntegerField()),
                ('public', models.BooleanField()),
                ('locality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='localities.locality')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('locality', 'public', 'basis', 'state', 'outcome', 'day'), name='one_locality_total_per_day'), models.UniqueConstraint(condition=models.Q(('day', None)), fields=('locality', 'public', 'basis', 'state', 'outcome'), name='one_locality_total_without_a_day')],
            },
        ),
    ]

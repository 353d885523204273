"""Strangers no longer count internal commitments. The totals of before are dropped; the start counts them anew (`lienket recount`)."""

from typing import Any

from django.db import migrations


def drop_totals(apps: Any, _schema: Any) -> None:
    """Both tables, so that the start finds a site without totals."""
    for name in ("ProgrammeTotal", "PublicTotal"):
        apps.get_model("commitments", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("commitments", "0010_oldest_overdue_and_newest_done")]

    operations = [migrations.RunPython(drop_totals, migrations.RunPython.noop)]

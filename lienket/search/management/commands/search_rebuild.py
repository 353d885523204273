"""`lienket search_rebuild`: make the full text anew from the rows."""

from typing import Any

from django.core.management.base import BaseCommand

from lienket.search.actions import rebuild_fulltext


class Command(BaseCommand):
    """For after a restore. The rows themselves are kept by the deeds."""

    help = "Make the full text of the search anew from its rows."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Rebuild."""
        self.stdout.write(f"{rebuild_fulltext()} rows")

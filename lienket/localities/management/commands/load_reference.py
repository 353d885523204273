"""`lienket load_reference`: localities, sectors, types of agency and the founding localities' agencies from the data files."""

from typing import Any

from django.core.management.base import BaseCommand

from lienket.localities.reference import load_reference


class Command(BaseCommand):
    """Load or bring up to date; run as often as you like."""

    help = "Loads localities, sectors and agencies from the project's data files. Safe to run again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load everything in one transaction."""
        loaded = load_reference()
        self.stdout.write(f"Reference data: {loaded.created} rows made, {loaded.changed} changed.")

"""`lienket work`: the site's worker."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lienket.jobs.worker import Worker


class Command(BaseCommand):
    """Runs jobs, sends mail and keeps the timetable until SIGTERM. Run several for more jobs at once."""

    help = "Run background jobs, outgoing mail and periodic functions until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long to wait for work, and for the last job."""
        parser.add_argument("--poll", type=float, default=0.5, help="seconds between two looks for work (default: 0.5)")
        parser.add_argument(
            "--patience",
            type=float,
            default=30.0,
            help="seconds the running job has to end after SIGTERM (default: 30)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Work."""
        Worker(poll=options["poll"], patience=options["patience"]).work()

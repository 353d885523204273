"""`lienket recount`: are the stored totals what the commitments themselves give? Mends them where not."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lienket.commitments.recounting import Recount, recount
from lienket.indicators.models import Indicator, Report


class Command(BaseCommand):
    """Prints what differed and what was looked at; with `--check` mends nothing and exits 1 on any difference."""

    help = "Hold the stored totals against the commitments and mend what differs; --check only says so and exits 1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--check` for monitoring."""
        parser.add_argument("--check", action="store_true", help="mend nothing; exit 1 when a stored total is wrong")

    def handle(self, *_args: Any, **options: Any) -> None:
        """One line per difference, then one line per room."""
        found = Recount()
        for difference in recount(found, mend=not options["check"]):
            self.stdout.write(str(difference))
        done = "wrong" if options["check"] else "mended"
        self.stdout.write(
            f"commitments: {found.commitments} in {found.programmes} programmes held against {found.totals} stored "
            f"totals, {found.differences} {done}"
        )
        self.stdout.write(
            f"indicators: nothing is stored; every total of {Indicator.objects.count()} indicators is reckoned from "
            f"{Report.objects.counted().count()} approved reports when it is shown"
        )
        if options["check"] and found.differences:
            sys.exit(1)

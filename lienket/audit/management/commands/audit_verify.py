"""`lienket audit_verify`: does the history still stand as it was written?"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lienket.audit.models import Event
from lienket.audit.verify import verify_chain


class Command(BaseCommand):
    """Walks the chain; prints the end of it, or the first broken line and exits 1."""

    help = "Verify the hash chain of the history; exit 1 and name the first broken line when it does not hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--anchor 120:9f2c…`, as an earlier run printed it."""
        parser.add_argument(
            "--anchor", help="NUMBER:HASH kept from an earlier run; that line must still have that hash"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the result; the exit code is for cron and monitoring."""
        if broken := verify_chain():
            self.stderr.write(f"BROKEN at line {broken.sequence} ({broken.problem}): {broken.words}")
            sys.exit(1)
        if options["anchor"]:
            self._hold_against(options["anchor"])
        last = Event.objects.order_by("-sequence").first()
        self.stdout.write(f"OK {last.sequence}:{last.hash}" if last else "OK, no lines yet")

    def _hold_against(self, anchor: str) -> None:
        number, _, kept = anchor.partition(":")
        if not number.isdigit() or not kept:
            raise CommandError(f"--anchor: expected NUMBER:HASH as printed by an earlier run, found {anchor!r}")
        found = Event.objects.filter(sequence=int(number)).values_list("hash", flat=True).first()
        if found is None or not found.startswith(kept):
            self.stderr.write(f"BROKEN at line {number} (rewritten): the kept hash was {kept}, found {found}")
            sys.exit(1)

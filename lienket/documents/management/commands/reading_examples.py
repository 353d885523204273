"""`lienket reading_examples --out DIR`: what people corrected, as files from which the reading is put right."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lienket.documents.corrections import write_examples


class Command(BaseCommand):
    """Writes the corrections of public papers, or of all but the locked ones."""

    help = "Write what people changed or rejected in proposals as example files (format: vanban/examples.py)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to, and whether papers that are not public may leave the house."""
        parser.add_argument(
            "--out", type=Path, required=True, metavar="DIR", help="folder for the files, one a correction"
        )
        parser.add_argument(
            "--internal",
            action="store_true",
            help="also papers that are not public: their words leave the site, keep the files as you keep the papers",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write and say how many. Raises CommandError where the folder cannot be written."""
        try:
            count = write_examples(options["out"], internal=options["internal"])
        except OSError as problem:
            raise CommandError(
                f"Expected a folder that can be written, found {options['out']}: {problem.strerror}. Choose another."
            ) from problem
        self.stdout.write(f"{count} example(s) written to {options['out']}")

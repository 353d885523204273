"""`lienket verify_files`: hold every stored file against its hash; name those that were altered or are gone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lienket.files.actions import verify
from lienket.files.models import StoredFile


class Command(BaseCommand):
    """Ends with an error when a file is not what was handed in, so that a nightly job is heard."""

    help = "Check that the stored bytes of every file still have the hash they were handed in with."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Walk all files in the order they came; memory does not grow with their number or size."""
        checked, altered = 0, 0
        for file in StoredFile.objects.order_by("pk").iterator(chunk_size=200):
            checked += 1
            if not verify(file, by=None):
                altered += 1
                self.stdout.write(f"{file.label}: bytes are not those handed in ({file.stored_as})")
        if altered:
            raise CommandError(f"{altered} of {checked} files are not what was handed in.")
        self.stdout.write(f"{checked} files, all as they were handed in.")

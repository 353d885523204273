"""What must be there before the site starts: tables, reference data, the illustrative programme, static files. Run by `tools.run` in a process of its own."""

import hashlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

# In this order. Each may be run again at any time: what is there stays.
COMMANDS = ("migrate", "createcachetable", "load_reference")


def main() -> int:
    """Run the commands, then lay out static files when they changed. Returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lienket.settings")
    import django

    django.setup()
    fill(COMMANDS)
    if totals_missing():
        fill(["recount"])
    fill(["load_demo"])
    collect_static()
    return 0


def fill(commands: Sequence[str]) -> None:
    """Run the commands quietly; what goes wrong is raised."""
    from django.core.management import call_command

    for name in commands:
        call_command(name, verbosity=0, stdout=io.StringIO())


def totals_missing() -> bool:
    """Whether the site is older than its stored totals: commitments and not one total of a kind. Later on the deeds keep them, and a
    start neither walks every commitment nor mends in silence what `lienket recount --check` should have told.
    """
    from lienket.commitments.models import Commitment, LocalityTotal, ProgrammeTotal

    return Commitment.objects.exists() and not (ProgrammeTotal.objects.exists() and LocalityTotal.objects.exists())


def collect_static() -> None:
    """Static files under hashed names and compressed, as a real site serves them; skipped while nothing changed, and under DEBUG."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    if settings.DEBUG:
        return
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            seen.update(f"{name} {storage.size(name)} {storage.get_modified_time(name).timestamp()}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / "made-from"
    if stamp.exists() and stamp.read_text() == seen.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(seen.hexdigest())


if __name__ == "__main__":
    sys.exit(main())

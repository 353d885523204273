"""What must be there before the site starts: tables, reference data, the illustrative programme, static files. Run by `tools.run` in a process of its own."""

import hashlib
import os
import sys
from pathlib import Path

# In this order. Each may be run again at any time: what is there stays.
COMMANDS: tuple[tuple[str, dict[str, object]], ...] = (
    ("migrate", {"interactive": False}),
    ("createcachetable", {}),
    ("load_reference", {}),
    ("load_demo", {}),
)


def main() -> int:
    """Run the commands, then lay out static files when they changed. Returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lienket.settings")
    import django
    from django.core.management import call_command

    django.setup()
    for name, options in COMMANDS:
        call_command(name, verbosity=0, **options)
    collect_static()
    return 0


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

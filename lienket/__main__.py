"""The `lienket` command: Django's management commands under the product's own name."""

import os
import sys


def main() -> None:
    """Run a management command, e.g. `lienket read FILE --programme SLUG`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lienket.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

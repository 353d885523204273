"""A site of the benchmark's own: production settings, an empty database in a folder that goes away afterwards."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def own_site(database_url: str = "") -> Iterator[None]:
    """Django is set up inside, with every table and the reference data; once in a process. On SQLite unless a database is named."""
    with tempfile.TemporaryDirectory(prefix="lienket-bench-") as state:
        os.environ.update(STATE_DIR=state, INSECURE_HTTP="on", SECRET_KEY="only-for-this-benchmark-" + "x" * 40)
        for name in ("DATABASE_URL", "DEBUG", "LIENKET_TESTING"):
            os.environ.pop(name, None)
        if database_url:
            os.environ["DATABASE_URL"] = database_url
        os.environ["DJANGO_SETTINGS_MODULE"] = "lienket.settings"
        import logging

        import django

        django.setup()
        from tools.prepare import COMMANDS, collect_static, fill

        logging.disable(logging.WARNING)
        fill(COMMANDS)
        collect_static()
        yield

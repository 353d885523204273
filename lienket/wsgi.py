"""The door gunicorn knocks at."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lienket.settings")
application = get_wsgi_application()


def keep_what_is_loaded() -> None:
    """Code and templates stay for the process's life: the collector need not walk them again with every page it helps to build.

    A page makes tens of thousands of short-lived objects; at Python's own thresholds that sets the collector off dozens of times.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


keep_what_is_loaded()

"""What a site keeps: rows of every table and files on its disk, counted, so that a test can say "nothing was stored"."""

from pathlib import Path

from django.apps import apps
from django.core.files.storage import default_storage


def stored() -> dict[str, int]:
    """Rows of every model and files in the upload folder; compare two of them."""
    rows = {model._meta.label: model._default_manager.count() for model in apps.get_models()}
    folder = Path(default_storage.location)
    return rows | {"files on disk": sum(1 for file in folder.rglob("*") if file.is_file())}

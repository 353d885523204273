from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "lienket.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Rules are known from the start."""
        from . import policy  # noqa: F401 - registers this room's rules

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "lienket.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register this room's rules."""
        from . import policy  # noqa: F401 -- importing it adds its rules

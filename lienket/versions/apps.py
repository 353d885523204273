from django.apps import AppConfig


class VersionsConfig(AppConfig):
    name = "lienket.versions"
    label = "versions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register this room's rules."""
        from . import policy  # noqa: F401 - imported for its rules

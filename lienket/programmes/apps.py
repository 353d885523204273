from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "lienket.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register this room's rules."""
        from . import policy  # noqa: F401 - imported for its rules

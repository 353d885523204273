from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lienket.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the rules."""
        from . import policy  # noqa: F401 - its rules register themselves

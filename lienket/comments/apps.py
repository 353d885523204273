from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "lienket.comments"
    label = "comments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register this room's rules."""
        from . import policy  # noqa: F401 - imported for its rules

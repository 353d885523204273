from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lienket.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Rules are known from the start."""
        from . import policy  # noqa: F401 - registers this room's rules

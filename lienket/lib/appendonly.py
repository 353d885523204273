"""Rows that are written once: corrected by the next row, never edited and never removed."""

from typing import Any, ClassVar, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class WrittenOnce(Exception):
    """Somebody tried to change a row that is written once. A fault of the program, never of the person."""


class AppendOnlyQuerySet(models.QuerySet[Row]):
    """Rows can be added and read; changing or removing many at once is refused like changing one."""

    def update(self, **kwargs: Any) -> int:
        raise WrittenOnce(f"{self.model._meta.label}: expected only new rows, found an update of {sorted(kwargs)}.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise WrittenOnce(f"{self.model._meta.label}: expected only new rows, found a removal.")


class AppendOnly(models.Model):
    """The trail of a thing: `save` on a stored row raises WrittenOnce, so does `delete`."""

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(AppendOnlyQuerySet)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new row; a stored one is never changed."""
        if not self._state.adding:
            raise WrittenOnce(f"{self._meta.label} {self.pk}: expected a new row, found one already stored.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never."""
        del args, kwargs
        raise WrittenOnce(f"{self._meta.label} {self.pk}: the trail is kept.")

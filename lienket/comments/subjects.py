"""What remarks hang on: a plain value, found through the gate of the room it lives in (settings.COMMENTED)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.module_loading import import_string

from lienket.localities.models import Locality

Finder = Callable[..., "list[Subject]"]


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing officers talk about, as one reader may see it.

    `sides` share it and read its remarks; `agencies` (ids) are nearest to the work, their people are offered first.
    `quiet` keeps its title out of mailboxes. `key` is what stands in its address; `number` is how people call it.
    """

    kind: str
    pk: int
    key: str
    number: str
    title: str
    url: str
    thing: Model
    sides: tuple[Locality, ...]
    agencies: frozenset[int] = frozenset()
    quiet: bool = False
    illustrative: bool = False

    @property
    def discussion_url(self) -> str:
        """Where all remarks on it stand."""
        return reverse(f"comments:on_{self.kind}", args=[self.key])

    @property
    def people_url(self) -> str:
        """Where people who can be mentioned are looked up."""
        return reverse(f"comments:people_of_{self.kind}", args=[self.key])


def find_all(kind: str, user: Any, **where: Any) -> list[Subject]:
    """The subjects of `kind` that fit `where` (pk, pk__in, slug) and that `user` may see whole."""
    finder: Finder = import_string(settings.COMMENTED[kind])
    return finder(user, **where)


def find(kind: str, user: Any, **where: Any) -> Subject | None:
    """The one subject, or None where it is absent or not for this reader: both look the same."""
    return next(iter(find_all(kind, user, **where)), None)

"""Where things on a page come from: every list that shows facts gives each its way back to the words, in one query."""

from collections.abc import Iterable
from typing import Any, TypeVar

from lienket.documents.citations import resolve
from lienket.lib.citations import Cited

Thing = TypeVar("Thing", bound=Cited)


def with_sources(things: Iterable[Thing], user: Any) -> list[Thing]:
    """The things, each with `.shown_sources`: its citations as this reader may see them. One query for all of them."""
    listed = [(thing, thing.sources) for thing in things]
    views = iter(resolve([citation for _thing, sources in listed for citation in sources], user))
    for thing, sources in listed:
        thing.shown_sources = [next(views) for _citation in sources]  # type: ignore[attr-defined]  # for the template only
    return [thing for thing, _sources in listed]

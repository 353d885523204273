"""Filters people keep: saved, renamed, made the one a list opens with, dropped. One's own only, so they leave no line in the history."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete, save_clean
from lienket.lib.text import is_blank

from .models import SavedFilter

MOST = 30  # for one list: more are no help any more
LONGEST = 1000  # characters of a query
# What says where in the list one stands, not what is looked for.
NOT_KEPT = {"trang", "dang", "bo-loc", "csrfmiddlewaretoken"}


def asked(pairs: Iterable[tuple[str, object]]) -> str:
    """A query in one order, without what is empty and what only says where in the list one stands."""
    return urlencode(sorted((name, str(value)) for name, value in pairs if value and name not in NOT_KEPT))


@transaction.atomic
def save_filter(*, place: str, query: str, name: str, opens: bool = False, by: Officer) -> SavedFilter:
    """Keep what is asked of the list at `place` under a name. Raises Incomplete."""
    own = _own(place, by)
    problems: dict[str, str] = {}
    if is_blank(name):
        problems["name"] = _("Give the filter a name you will know it by.")
    if not query:
        problems["query"] = _("Nothing is filtered, so there is nothing to keep. Filter the list first.")
    elif len(query) > LONGEST:
        problems["query"] = _("This filter is too long to be kept. Take some of it away.")
    if len(own) >= MOST:
        problems["name"] = _("You keep %(most)s filters here already. Drop one you no longer use.") % {"most": MOST}
    if problems:
        raise Incomplete(problems)
    kept = SavedFilter(owner=by, place=place, query=query, name=name)
    save_clean(kept)
    if opens:
        open_with(kept, by=by)
    return kept


@transaction.atomic
def rename_filter(kept: SavedFilter, *, name: str, by: Officer) -> SavedFilter:
    """Call it something else. Raises Incomplete, also where another of one's own has the name."""
    _own(kept.place, by)
    _must_own(kept, by)
    if is_blank(name):
        raise Incomplete({"name": _("Give the filter a name you will know it by.")})
    kept.name = name
    save_clean(kept, only=["name"])
    return kept


@transaction.atomic
def open_with(kept: SavedFilter, *, by: Officer) -> SavedFilter:
    """From now on the list opens with it, instead of whatever it opened with."""
    _must_own(kept, by)
    for other in _own(kept.place, by):
        if other.opens and other.pk != kept.pk:
            other.opens = False
            save_clean(other, only=["opens"])
    kept.opens = True
    save_clean(kept, only=["opens"])
    return kept


@transaction.atomic
def open_plain(kept: SavedFilter, *, by: Officer) -> SavedFilter:
    """The list opens unfiltered again."""
    _must_own(kept, by)
    kept.opens = False
    save_clean(kept, only=["opens"])
    return kept


def drop_filter(kept: SavedFilter, *, by: Officer) -> None:
    """Keep it no longer."""
    _must_own(kept, by)
    kept.delete()


def _own(place: str, by: Officer) -> list[SavedFilter]:
    """One's own of the list. The owner's row is held, so that two windows take turns."""
    Officer.objects.select_for_update().get(pk=by.pk)
    return list(SavedFilter.objects.visible_to(by).of(place))


def _must_own(kept: SavedFilter, by: Officer) -> None:
    if kept.owner_id != by.pk:
        raise NotAllowed

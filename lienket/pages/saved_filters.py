"""Filters an officer keeps: as links above the list they belong to, and on a page where they are renamed and dropped."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.predicates import is_officer
from lienket.lib.questions import Given
from lienket.lib.refusals import DeedRefused
from lienket.lib.templatetags.lists import PLAIN
from lienket.programmes.models import Programme
from lienket.search import saved
from lienket.search.models import SavedFilter


@dataclass(frozen=True, slots=True)
class Kept:
    """What a list shows of the filters kept for it. `query` is what is asked now, "" where nothing is."""

    filters: list[SavedFilter]
    query: str
    place: str

    @property
    def current(self) -> SavedFilter | None:
        """The kept filter that is shown now."""
        return next((one for one in self.filters if one.query == self.query), None)

    @property
    def opens_with(self) -> SavedFilter | None:
        """The one the list opens with."""
        return next((one for one in self.filters if one.opens), None)


def keeps_filters(owner: Given) -> Exists:
    """Whether the reader (an id) keeps any filter of a programme's table: asked with the programme, so that most pages need not ask."""
    slug = OuterRef("slug")
    place = Concat(Value(reverse("programmes:list")), slug, Value("/"), output_field=CharField())
    return Exists(SavedFilter.objects.filter(owner=owner, place=place))


def kept_for(request: HttpRequest, place: str, some: bool) -> Kept | None:
    """The reader's own filters of the list at `place`; None for visitors. One query where there are `some`."""
    if not is_officer(request.user):
        return None
    filters = list(SavedFilter.objects.visible_to(request.user).of(place)) if some else []
    return Kept(filters, saved.asked(request.GET.items()), place)


@signed_in
def filters(request: OfficerRequest) -> HttpResponse:
    """All of one's own, list by list."""
    own = SavedFilter.objects.visible_to(request.user)
    names = {p.get_absolute_url(): p.title for p in Programme.objects.visible_to(request.user)} if own.exists() else {}
    lists: dict[str, list[SavedFilter]] = {}
    for one in own:
        lists.setdefault(one.place, []).append(one)
    context = {"lists": [(names.get(place, place), found) for place, found in lists.items()]}
    return render(request, "pages/saved_filters_page.html", context)


@require_POST
@signed_in
def save(request: OfficerRequest, slug: str) -> HttpResponse:
    """Keep what the programme's table is narrowed to."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    place = programme.get_absolute_url()
    query = saved.asked(QueryDict(request.POST.get("query", "")[: 2 * saved.LONGEST]).items())
    name, opens = request.POST.get("name", ""), request.POST.get("opens") == "on"
    _try(
        request,
        lambda: saved.save_filter(place=place, query=query, name=name, opens=opens, by=request.user),
        _("The filter is kept. It stands above the table."),
    )
    return redirect(f"{place}?{query or f'{PLAIN}=0'}")


@require_POST
@signed_in
def change(request: OfficerRequest, pk: int) -> HttpResponse:
    """Rename it, let the list open with it or not, or drop it."""
    one = get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=pk)
    match request.POST.get("viec"):
        case "bo":
            _try(request, lambda: saved.drop_filter(one, by=request.user), _("The filter is no longer kept."))
        case "mo-san":
            _try(
                request,
                lambda: saved.open_with(one, by=request.user),
                _("The table opens with this filter from now on."),
            )
        case "mo-thuong":
            _try(request, lambda: saved.open_plain(one, by=request.user), _("The table opens unfiltered again."))
        case _:
            name = request.POST.get("name", "")
            _try(request, lambda: saved.rename_filter(one, name=name, by=request.user), _("The filter has a new name."))
    return redirect("pages:filters")


def _try(request: HttpRequest, do: Any, said: str) -> None:
    try:
        do()
    except DeedRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)

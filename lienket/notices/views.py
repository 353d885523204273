"""The page on which an officer chooses how to be told."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.lib.answering import attempt, status_of

from . import actions
from .forms import ChannelsForm
from .kinds import USUAL
from .models import Preference


@signed_in
def channels(request: OfficerRequest) -> HttpResponse:
    """Mail at once, the daily digest, or the desk only, for each kind of notice."""
    officer = request.user
    own = dict(Preference.objects.filter(officer=officer).values_list("kind", "channel"))
    form = ChannelsForm(request.POST or None, initial={**USUAL, **own})
    if form.is_valid():
        refusal = attempt(form, lambda data: actions.choose_channels(officer, channels=data, by=officer))
        if refusal is None and form.is_valid():
            messages.success(request, _("Your choice is saved."))
            return redirect("notices:channels")
    return render(request, "notices/channels.html", {"form": form}, status=status_of(None, form))

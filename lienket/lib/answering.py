"""Doing a deed from a page: what is wrong with a field stands beside it, any other refusal at the top, nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm

from lienket.lib.refusals import DeedRefused, NotAllowed
from lienket.lib.saving import Incomplete


def attempt(form: BaseForm | None, do: Callable[[dict[str, Any]], Any]) -> DeedRefused | None:
    """Do the deed with the form's cleaned data; None when it was done, else why not.

    Sentences about fields are put beside them. NotAllowed becomes the 403 page in its own words.
    """
    try:
        do(form.cleaned_data if form is not None else {})
    except Incomplete as incomplete:
        if form is None:
            return incomplete
        for name, sentence in incomplete.fields.items():
            form.add_error(name if name in form.fields else None, sentence)
        return None
    except NotAllowed as refusal:
        raise PermissionDenied(refusal.message) from refusal
    except DeedRefused as refusal:
        return refusal
    return None


def status_of(refusal: DeedRefused | None, form: BaseForm | None = None) -> int:
    """409 and the like for a refusal, 422 for what is wrong in a field, else 200."""
    if refusal is not None:
        return refusal.status
    return 422 if form is not None and form.is_bound and form.errors else 200

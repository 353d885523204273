"""Form fields: label, help, errors beside the field and how to mend, files to drop, drafts kept in the browser."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.template import Context, Library
from django.utils.translation import gettext

register = Library()


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, wide: bool = False, label: str = "") -> dict[str, Any]:
    """One field with everything that belongs to it; hidden fields are just themselves."""
    widget = bound.field.widget
    kind = "check" if isinstance(widget, forms.CheckboxInput) else "group" if widget.use_fieldset else "plain"
    # Of radio buttons one of which is chosen already, one stays chosen: nobody needs to be told to choose.
    chosen = isinstance(widget, forms.RadioSelect) and bound.initial not in (None, "")
    return {"field": bound, "kind": kind, "wide": wide, "label": label or bound.label, "chosen": chosen}


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, Any]:
    """What is wrong in the whole form, each with a link to its field; nothing when nothing is."""
    wrong = [(bound, bound.errors) for bound in form if bound.errors] if form.is_bound else []
    return {"form": form, "wrong": wrong, "general": form.non_field_errors() if form.is_bound else []}


@register.inclusion_tag("components/file_drop.html")
def file_drop(bound: BoundField, accept_note: str = "") -> dict[str, Any]:
    """A file box that a file can also be dropped on; names the chosen file."""
    return {"field": bound, "note": accept_note}


@register.inclusion_tag("components/autosave.html", takes_context=True)
def autosave(context: Context, key: str) -> dict[str, Any]:
    """Inside a form: keeps what is typed in this browser, apart for each officer, until the deed succeeded."""
    user = getattr(context.get("request"), "user", None)
    return {
        "key": f"{getattr(user, 'pk', None) or 'guest'}:{key}",
        "restored": gettext("A draft of yours was kept in this browser."),
    }

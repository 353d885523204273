"""Form fields that speak the office's language: composed text, dd/mm/yyyy, figures with a decimal comma."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from lienket.lib.numbers import format_date, format_number, parse_date, parse_number
from lienket.lib.text import clean


class NfcCharField(forms.CharField):
    """Text normalised to NFC and freed of control marks before it is measured or validated."""

    def to_python(self, value: Any) -> Any:
        """Clean first, so that `max_length` counts what will be stored."""
        return super().to_python(clean(value) if isinstance(value, str) else value)


class DayInput(forms.DateInput):
    """A text box for dd/mm/yyyy: a native date picker would show the browser's language, not the page's."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off", "class": "short"}
            | (attrs or {})
        )

    def format_value(self, value: Any) -> Any:
        """The day as dd/mm/yyyy; what a person typed stays as typed."""
        return format_date(value) if isinstance(value, dt.date) else value


class DayField(forms.DateField):
    """A day: 23/11/2026 (also with - or . between) or 2026-11-23."""

    widget = DayInput
    default_error_messages = {"invalid": _("Write the day as dd/mm/yyyy, for example 23/11/2026.")}

    def to_python(self, value: Any) -> dt.date | None:
        """The day, or None where nothing was typed. Raises ValidationError for anything else."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return super().to_python(value)
        try:
            return parse_date(str(value))
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class QuickSelect(forms.Select):
    """A drop-down written in one go. Django renders every option through templates of its own: most of a long list's page."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The element with its options, everything escaped."""
        del renderer
        chosen = {str(one) for one in ([value] if not isinstance(value, list) else value) if one is not None} or {""}
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((code, mark_safe(" selected") if str(code) in chosen else "", label) for code, label in self.choices),
        )
        attributes = flatatt(self.build_attrs(self.attrs, attrs) | {"name": name})
        return format_html("<select{}>{}</select>", attributes, options)


class QuickChoiceField(forms.ChoiceField):
    """A choice from a list that may be long."""

    widget = QuickSelect


class FigureInput(forms.TextInput):
    """A text box for a figure in the page's own writing."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "class": "short number"} | (attrs or {}))

    def format_value(self, value: Any) -> Any:
        """Grouped by thousands; what a person typed stays as typed."""
        return format_number(value) if isinstance(value, int | Decimal) else value


class FigureField(forms.DecimalField):
    """A figure as the page's language writes it: "37.700" or "33,6" in Vietnamese, "37,700" or "33.6" in English."""

    widget = FigureInput
    default_error_messages = {"invalid": _("Write a figure, for example %(example)s.")}

    def to_python(self, value: Any) -> Any:
        """The exact value, or None where nothing was typed. Raises ValidationError for anything else."""
        if value in self.empty_values or isinstance(value, int | Decimal):
            return super().to_python(value)
        try:
            return parse_number(str(value))
        except ValueError as error:
            example = {"example": format_number(Decimal("1234.5"))}
            raise ValidationError(self.error_messages["invalid"], code="invalid", params=example) from error

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Only those of any field: min, max and step belong to a number box, and ours is a text box."""
        return forms.Field.widget_attrs(self, widget)


class CleanTextMixin:
    """Put before Form or ModelForm: every plain text field cleans what it receives, also those a ModelForm makes itself."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and not isinstance(field, NfcCharField):
                field.to_python = _cleaned_first(field.to_python)  # type: ignore[method-assign]  # a form's own copy of the field


def _cleaned_first(inner: Any) -> Any:
    def to_python(value: Any) -> Any:
        return inner(clean(value) if isinstance(value, str) else value)

    return to_python


class Form(CleanTextMixin, forms.Form):
    """The house's plain form."""


class ModelForm(CleanTextMixin, forms.ModelForm):  # type: ignore[type-arg]  # rooms subscript their own
    """The house's form for a model."""

"""Fields that speak the office's language."""

import datetime as dt
import unicodedata
from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from lienket.lib.forms import DayField, FigureField, Form, NfcCharField


class Sample(Form):
    title = NfcCharField(max_length=7)
    note = forms.CharField(required=False)
    day = DayField(required=False)
    value = FigureField(required=False, max_digits=12, decimal_places=3)


def fill(**values):
    return Sample({"title": "x"} | values)


def test_text_is_composed_before_it_is_measured():
    form = fill(title=unicodedata.normalize("NFD", "Hà Tĩnh"), note="a\x00" + unicodedata.normalize("NFD", "ổ"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["title"] == "Hà Tĩnh"
    assert form.cleaned_data["note"] == "aổ"


def test_two_forms_of_a_class_do_not_share_their_fields():
    assert fill().fields["note"] is not fill().fields["note"]


@pytest.mark.parametrize("typed", ["23/11/2026", "2026-11-23", "23.11.2026"])
def test_days(typed):
    form = fill(day=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == dt.date(2026, 11, 23)


def test_a_wrong_day_says_how_to_mend_and_is_shown_again():
    with translation.override("vi"):
        form = fill(day="11/23/2026")
        assert form.errors["day"] == ["Hãy ghi ngày theo dạng ngày/tháng/năm, ví dụ 23/11/2026."]
        assert 'value="11/23/2026"' in str(form["day"])


@pytest.mark.parametrize(("language", "typed"), [("vi", "1.234,5"), ("en", "1,234.5")])
def test_figures_in_and_out(language, typed):
    with translation.override(language):
        form = fill(value=typed)
        assert form.is_valid(), form.errors
        assert form.cleaned_data["value"] == Decimal("1234.5")
        assert f'value="{typed}"' in str(Sample(initial={"value": Decimal("1234.5")})["value"])
        assert 'type="text"' in str(form["value"])


def test_a_wrong_figure_says_how_to_mend():
    with translation.override("vi"):
        assert fill(value="khoảng 5").errors["value"] == ["Hãy ghi một con số, ví dụ 1.234,5."]
    with translation.override("en"):
        assert fill(value="many").errors["value"] == ["Write a figure, for example 1,234.5."]


def test_nothing_is_not_zero():
    form = fill(value="", day="")
    assert form.is_valid()
    assert form.cleaned_data["value"] is None
    assert form.cleaned_data["day"] is None


def test_limits_of_a_figure_hold():
    assert "value" in fill(value="0,1234").errors
    assert "value" in fill(value="9" * 13).errors

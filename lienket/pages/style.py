"""The style page: every component in every state, with invented content, so that the look is judged in one place."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from lienket.lib import clock
from lienket.lib.errors import bad_request, server_error
from lienket.lib.forms import DayField, FigureField, Form, NfcCharField
from lienket.lib.templatetags.marks import STATES, TIMELINESS


class SampleForm(Form):
    """One field of each sort."""

    title = NfcCharField(label=_("Content"), max_length=60, help_text=_("One sentence that says who does what."))
    deadline = DayField(label=_("Deadline"), help_text=_("Leave it empty where the paper gives none."), required=False)
    value = FigureField(label=_("Target value"), required=False)
    lead = forms.ChoiceField(
        label=_("Lead agency"), choices=[("", "—"), ("sct", "Sở Công Thương"), ("stc", "Sở Tài chính")]
    )
    audience = forms.ChoiceField(
        label=_("Who may see it"),
        choices=[("public", _("Everybody")), ("parties", _("Officers of the parties"))],
        widget=forms.RadioSelect,
    )
    parties = forms.MultipleChoiceField(
        label=_("Parties"),
        choices=[("01", "Hà Nội"), ("42", "Hà Tĩnh")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    result = NfcCharField(label=_("Result so far"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    checked = forms.BooleanField(label=_("I have compared this with the signed paper"))
    file = forms.FileField(label=_("Document"), required=False)


class FilterForm(forms.Form):
    """A filter bar's fields."""

    q = forms.CharField(label=_("Words"), required=False)
    nhom = forms.ChoiceField(
        label=_("Content group"),
        required=False,
        choices=[("", _("all")), ("1", "Xúc tiến đầu tư"), ("2", "Nông nghiệp, OCOP")],
    )
    han = forms.ChoiceField(
        label=_("Timeliness"),
        required=False,
        choices=[("", _("all")), *((code, row[2]) for code, row in TIMELINESS.items())],
    )


def _rows(today: dt.date) -> list[dict[str, Any]]:
    day = dt.timedelta(days=1)
    return [
        {
            "number": "CK-01",
            "title": "Giới thiệu doanh nghiệp khảo sát, đầu tư tại Khu kinh tế Vũng Áng",
            "lead": "Sở Tài chính Hà Nội · Ban Quản lý Khu kinh tế Hà Tĩnh",
            "state": "in_progress",
            "state_label": _("In progress"),
            "timeliness": "in_time",
            "due": today + 64 * day,
        },
        {
            "number": "CK-02",
            "title": "Đưa nông sản và sản phẩm OCOP của Hà Tĩnh vào hệ thống phân phối của Hà Nội",
            "lead": "Sở Công Thương hai bên",
            "state": "in_progress",
            "state_label": _("In progress"),
            "timeliness": "due_soon",
            "due": today + 5 * day,
        },
        {
            "number": "CK-03",
            "title": "Tổ chức tuần văn hóa, du lịch tại không gian đi bộ hồ Hoàn Kiếm",
            "lead": "Sở Văn hóa và Thể thao Hà Nội · Sở Văn hóa, Thể thao và Du lịch Hà Tĩnh",
            "state": "accepted",
            "state_label": _("Accepted, not begun"),
            "timeliness": "overdue",
            "due": today - 3 * day,
        },
        {
            "number": "CK-04",
            "title": "Tập huấn về dịch vụ công trực tuyến và chính quyền điện tử",
            "lead": "Sở Khoa học và Công nghệ hai bên",
            "state": "done",
            "state_label": _("Done"),
            "timeliness": "done_on_time",
            "due": today - 40 * day,
        },
        {
            "number": "CK-05",
            "title": "Chia sẻ kinh nghiệm bố trí, sắp xếp tổ chức bộ máy",
            "lead": "Sở Nội vụ hai bên",
            "state": "done",
            "state_label": _("Done"),
            "timeliness": "done_late",
            "due": today - 70 * day,
        },
    ]


def show(request: HttpRequest) -> HttpResponse:
    """Everything on one page."""
    today = clock.today()
    wrong = SampleForm(
        {
            "title": "x" * 70,
            "deadline": "31/02/2026",
            "value": "khoảng 5",
            "lead": "",
            "result": "Đã ký 03 biên bản ghi nhớ.",
        }
    )
    context = {
        "today": today,
        "moment": clock.now(),
        "year": today.year,
        "amount": Decimal(37_700_000_000_000),
        "dollars": Decimal(16_000_000_000),
        "figures": [
            SimpleNamespace(value=Decimal(1300), unit="dự án", bound="more_than", as_of=dt.date(2019, 11, 30)),
            SimpleNamespace(value=Decimal(37_700_000_000_000), unit="VND", bound="exact", year=2019),
            SimpleNamespace(value=Decimal(20), value_to=Decimal(25), unit="%", bound="range", year=2018),
            SimpleNamespace(value=Decimal(60_000), unit="hộ", bound="almost", as_of=None),
        ],
        "counts": {
            "done_on_time": 9,
            "done_late": 3,
            "open_in_time": 12,
            "overdue": 4,
            "due_soon": 2,
            "no_deadline": 1,
            "paused": 1,
            "stopped": 1,
        },
        "few": {"done_on_time": 1, "done_late": 0, "open_in_time": 0, "overdue": 0},
        "none": {"done_on_time": 0, "done_late": 0, "open_in_time": 0, "overdue": 0},
        "groups": [
            {"code": "I", "label": "Xúc tiến, thu hút đầu tư", "done": 3, "total": 7, "overdue": 1, "url": "#nhom"},
            {
                "code": "II",
                "label": "Nông nghiệp, sản phẩm OCOP, kết nối cung cầu",
                "done": 4,
                "total": 8,
                "overdue": 2,
            },
            {"code": "III", "label": "Văn hóa, thể thao và du lịch", "done": 5, "total": 5},
            {"code": "IV", "label": "Cải cách hành chính, công nghệ thông tin", "done": 0, "total": 4, "overdue": 1},
            {"code": "V", "label": "An sinh xã hội", "done": 0, "total": 0},
        ],
        "period": (today.replace(month=1, day=1), today.replace(year=today.year + 2, month=12, day=31)),
        "events": [
            {"day": today.replace(month=2, day=1), "label": "Ký chương trình", "tone": "done", "url": "#duong"},
            {"day": today.replace(month=6, day=15), "label": "Giao ban giữa kỳ"},
            {"day": today.replace(year=today.year + 1, month=6, day=30), "label": "Sơ kết năm thứ nhất"},
        ],
        "rows": _rows(today),
        "states": [(code, code.replace("_", " ")) for code in STATES],
        "timeliness_codes": list(TIMELINESS),
        "soon": today + dt.timedelta(days=5),
        "past": today - dt.timedelta(days=3),
        "form": SampleForm(
            initial={"deadline": today, "value": Decimal("1234.5"), "audience": "parties", "lead": "sct"}
        ),
        "wrong": wrong,
        "filters": FilterForm(request.GET or None),
        "page": Paginator(range(480), 20).get_page(request.GET.get("trang", "7")),
        "tabs": [
            {"label": _("Commitments"), "url": "#", "current": True, "count": 28},
            {"label": _("Documents"), "url": "#", "current": False, "count": 3},
            {"label": _("Figures"), "url": "#", "current": False, "count": None},
        ],
    }
    return render(request, "pages/style.html", context)


def dialog_page(request: HttpRequest) -> HttpResponse:
    """Where a dialog's link leads without JavaScript."""
    return render(request, "pages/style_dialog.html")


def working(request: HttpRequest) -> HttpResponse:
    """The answer that takes the place of a running job: here it is always finished."""
    return render(request, "pages/style_working.html")


@require_POST
def received(request: HttpRequest) -> HttpResponse:
    """The sample form's deed: says that it was done."""
    messages.success(request, _("The sample form arrived. Nothing was stored."))
    return redirect("style:show")


def error(request: HttpRequest, status: int) -> HttpResponse:
    """The error pages, to be looked at."""
    if status == 403:
        raise PermissionDenied
    if status == 400:
        return bad_request(request)
    if status == 500:
        return server_error(request)
    raise Http404

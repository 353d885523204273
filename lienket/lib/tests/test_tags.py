"""The vocabulary of the pages, tag by tag."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from lienket.lib import charts, clock
from lienket.lib.templatetags.marks import STATES, TIMELINESS

TODAY = dt.date(2026, 11, 24)


def draw(source, path="/", language="vi", **context):
    request = RequestFactory().get(path)
    with translation.override(language), clock.set_to(TODAY):
        return Template(source).render(Context({"request": request} | context))


def test_icons_are_silent_unless_named():
    assert 'aria-hidden="true"' in draw('{% icon "check" %}')
    spoken = draw('{% icon "lock-closed" label="Nội bộ & kín" %}')
    assert 'role="img"' in spoken
    assert "Nội bộ &amp; kín" in spoken


def test_every_icon_named_in_the_tables_exists():
    for name in {row[1] for row in TIMELINESS.values()} | {row[1] for row in STATES.values()}:
        assert "<svg" in draw("{% icon name %}", name=name)


@pytest.mark.parametrize("code", list(TIMELINESS))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_timeliness_is_never_colour_alone(code, language):
    shown = draw("{% timeliness code due=day %}", code=code, day=TODAY, language=language)
    assert "<svg" in shown
    assert Template("{{ x|striptags }}").render(Context({"x": shown})).strip()


def test_timeliness_tells_the_days():
    assert "còn 5 ngày" in draw('{% timeliness "due_soon" due=day %}', day=TODAY + dt.timedelta(days=5))
    assert "Quá hạn 3 ngày" in draw('{% timeliness "overdue" due=day %}', day=TODAY - dt.timedelta(days=3))
    assert "ngày" not in draw('{% timeliness "done_late" due=day %}', day=TODAY)


def test_a_figure_is_never_bare():
    figure = SimpleNamespace(value=1300, unit="dự án", bound="more_than", as_of=dt.date(2019, 11, 30))
    shown = draw('{% figure_value figure source="/van-ban/7/" %}', figure=figure)
    assert "trên 1.300 dự án" in shown
    assert "tính đến 30/11/2019" in shown
    assert 'href="/van-ban/7/"' in shown
    assert "năm 2019" in draw("{% figure_value figure %}", figure={"value": 21, "unit": "dự án", "year": 2019})
    assert "in 2019" in draw("{% figure_value figure %}", language="en", figure={"value": 21, "year": 2019})


def test_not_reported_is_not_zero():
    assert "chưa báo cáo" in draw("{% figure_value figure %}", figure=SimpleNamespace(value=None, unit="hộ"))
    assert ">0 hộ<" in draw("{% figure_value figure %}", figure=SimpleNamespace(value=0, unit="hộ"))
    assert (
        draw("{{ nothing|vi_number }}|{{ nothing|money }}|{{ nothing|vi_date }}|{{ nothing|days_left }}", nothing=None)
        == "|||"
    )


def test_what_people_wrote_is_escaped():
    for source in (
        "{% badge x %}",
        "{% figure_value value=1 unit=x %}",
        '{% post_button "/" x %}',
        "{% kbd x %}",
        "{% crumb x %}",
    ):
        assert "<b>" not in draw(source, x="<b>")


def test_years_are_not_grouped():
    assert draw("{{ year|plain }} {{ year }}", year=2026) == "2026 2.026"


def test_four_states_add_up_and_say_what_is_left_out():
    counts = {
        "done_on_time": 9,
        "done_late": 3,
        "open_in_time": 12,
        "overdue": 4,
        "due_soon": 2,
        "paused": 1,
        "no_deadline": 0,
    }
    bar = charts.four_states(counts)
    assert bar.total == 28
    assert sum(part.width for part in bar.parts) == charts.WIDTH
    assert [part.x for part in bar.parts] == [0, 321, 428, 857]
    assert [count for _label, count in bar.outside] == [1]
    shown = draw("{% four_states counts links=links %}", counts=counts, links={"overdue": "?han=overdue"})
    assert "28" in shown
    assert "2 sắp đến hạn" in shown
    assert 'href="?han=overdue"' in shown


def test_four_states_of_nothing_divide_by_nothing():
    bar = charts.four_states(SimpleNamespace(done_on_time=0, done_late=0, open_in_time=0, overdue=0))
    assert bar.total == bar.parts[0].percent == 0
    assert "0" in draw("{% four_states counts %}", counts={})


def test_group_bars_put_overdue_at_the_end():
    row = charts.group_rows([{"label": "I", "done": 3, "overdue": 1, "total": 4}])[0]
    assert (row.done_width, row.overdue_x, row.percent) == (750, 750, 75)


def test_a_period_places_today_and_what_lies_outside_at_the_edge():
    line = charts.period_line(
        dt.date(2026, 1, 1), dt.date(2028, 12, 31), TODAY, [{"day": dt.date(2030, 1, 1), "label": "sau"}]
    )
    assert [year for year, _x in line.years] == [2027, 2028]
    assert line.today_x == 298
    assert line.events[0].x == charts.WIDTH
    assert charts.period_line(dt.date(2020, 1, 1), dt.date(2020, 1, 1), TODAY, []).today_x is None


def test_post_button_is_a_whole_form_with_its_token():
    shown = draw('{% post_button "/giao/" "Giao" kind="primary" confirm="Giao thật?" lead=7 empty="" %}')
    assert 'method="post"' in shown
    assert 'name="csrfmiddlewaretoken"' in shown
    assert 'name="lead" value="7"' in shown
    assert 'data-confirm="Giao thật?"' in shown
    assert 'name="empty"' not in shown


def test_sorting_turns_at_the_second_press_and_keeps_the_rest():
    assert 'href="?q=a&amp;sap-xep=han"' in draw('{% sort_link "han" "Hạn" %}', "/?q=a&trang=3")
    turned = draw('{% sort_link "han" "Hạn" %}', "/?q=a&sap-xep=han")
    assert "sap-xep=-han" in turned
    assert "đang xếp tăng dần" in turned


def test_pages_of_a_list_keep_the_query():
    page = Paginator(range(100), 10).page(2)
    shown = draw("{% pagination page %}", "/?q=a&trang=2", page=page)
    assert 'href="?q=a&amp;trang=3"' in shown
    assert "11–20 trong 100" in shown
    assert "5 mục" in draw("{% pagination page %}", page=Paginator(range(5), 10).page(1))


def test_query_tags():
    assert draw('{% query_with nhom="2" %}', "/?q=a&trang=2") == "?q=a&amp;nhom=2"
    assert draw('{% query_without "q" %}', "/?q=a&nhom=2") == "?nhom=2"


def test_blocks_wrap_their_content():
    assert 'role="alert"' in draw('{% notice "danger" "Hỏng" %}<p>x</p>{% endnotice %}')
    assert "<p>x</p>" in draw('{% dialog "a" "Lý do" %}<p>x</p>{% enddialog %}')
    assert 'datetime="2026-11-24"' in draw('{% trail_item day=day title="Giao" %}{% endtrail_item %}', day=TODAY)


def test_an_unknown_notice_is_a_mistake_of_the_page():
    with pytest.raises((KeyError, TemplateSyntaxError)):
        draw('{% notice "odd" %}{% endnotice %}')


def test_drafts_are_kept_apart_by_officer():
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(pk=7)
    assert 'data-autosave="7:x"' in Template('{% autosave "x" %}').render(Context({"request": request}))
    assert 'data-autosave="guest:x"' in draw('{% autosave "x" %}')

"""Lists: sorting, paging, filtering, tabs, exports, breadcrumbs, trails. Every one keeps the rest of the address."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.template import Context, Library
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lienket.lib import numbers
from lienket.lib.forms import DayField
from lienket.lib.templatetags.marks import icon as draw

register = Library()
SORT, PAGE, EXPORT = "sap-xep", "trang", "dang"
PLAIN = "bo-loc"  # `?bo-loc=0`: the whole list, whatever it opens with


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if request is not None else QueryDict(mutable=True)


def _address(query: QueryDict) -> str:
    return "?" + query.urlencode()


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    """The present query with these values set (`_` in a keyword stands for `-`); None takes a value away. Back to page one."""
    query = _query(context)
    query.pop(PAGE, None)
    for name, value in changes.items():
        key = name.replace("_", "-")
        query.pop(key, None)
        if value is not None:
            query[key] = str(value)
    return _address(query)


@register.simple_tag(takes_context=True)
def query_without(context: Context, *names: str) -> str:
    """The present query without these keys."""
    query = _query(context)
    for name in (*names, PAGE):
        query.pop(name, None)
    return _address(query)


@register.simple_tag(takes_context=True)
def sort_link(context: Context, key: str, text: str) -> SafeString:
    """A column's heading that sorts by it, and the other way at the second press."""
    query = _query(context)
    now = query.get(SORT, "")
    query.pop(PAGE, None)
    query[SORT] = f"-{key}" if now == key else key
    arrow = {key: "chevron-up", f"-{key}": "chevron-down"}.get(now, "chevron-up-down")
    said = {key: gettext("sorted upwards"), f"-{key}": gettext("sorted downwards")}.get(now, "")
    spoken = format_html('<span class="visually-hidden">, {}</span>', said) if said else ""
    return format_html('<a class="sort" href="{}">{}{}{}</a>', _address(query), text, draw(arrow, size=16), spoken)


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the pages of a list, numbers around the present one."""
    query = _query(context)

    def to(number: int) -> str:
        query[PAGE] = str(number)
        return _address(query)

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [(n, to(n) if isinstance(n, int) else "", n == page.number) for n in shown]
    return {
        "page": page,
        "links": links,
        "previous": to(page.previous_page_number()) if page.has_previous() else "",
        "next": to(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("components/filter_bar.html", takes_context=True)
def filter_bar(context: Context, form: Any, target: str = "") -> dict[str, Any]:
    """A GET form of filters: works alone; with htmx it exchanges `target` and keeps the address."""
    query = _query(context)
    for name in (*form.fields, PAGE):
        query.pop(name, None)
    kept = [(name, value) for name, values in query.lists() for value in values]
    narrowed = any(form.data.get(name) for name in form.fields) if form.is_bound else False
    if context.get("kept_filters"):
        query[PLAIN] = "0"  # cleared is cleared, also where the list opens with a filter its reader keeps
    clear = _address(query)
    groups: list[list[Any]] = []
    for bound in form.visible_fields():  # two days that follow each other are from and to: they stay side by side
        day = isinstance(bound.field, DayField)
        if day and groups and len(groups[-1]) == 1 and isinstance(groups[-1][0].field, DayField):
            groups[-1].append(bound)
        else:
            groups.append([bound])
    return {
        "form": form,
        "groups": groups,
        "target": target,
        "kept": kept,
        "narrowed": narrowed,
        "clear": clear,
        "path": context["request"].path,
    }


@register.inclusion_tag("components/export_links.html", takes_context=True)
def export_links(context: Context, **which: str) -> dict[str, Any]:
    """The list as shown, as xlsx and csv (`?dang=`). Where a page has several lists, a keyword says which."""
    query = _query(context)
    query.pop(PAGE, None)
    for name, value in which.items():
        query[name] = value
    links = []
    for kind in ("xlsx", "csv"):
        query[EXPORT] = kind
        links.append((kind, _address(query)))
    return {"links": links}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[Any], label: str = "") -> dict[str, Any]:
    """Links to the parts of a thing. Each item: `label`, `url`, `current`, optional `count`."""
    return {"items": items, "label": label or gettext("Parts of this page")}


@register.simple_tag
def crumb(text: str, address: str = "", *args: Any) -> SafeString:
    """One step of the breadcrumbs: a name of an address (with its arguments) or a path; none for the present page."""
    if not address:
        return format_html('<li aria-current="page">{}</li>', text)
    url = address if address.startswith("/") else reverse(address, args=args)
    return format_html('<li><a href="{}">{}</a></li>', url, text)


@register.simple_block_tag(end_name="endtrail_item")
def trail_item(
    content: str, *, day: dt.date | dt.datetime, title: str, who: str = "", tone: str = "", icon: str = "", id: str = ""
) -> SafeString:
    """One dated line of a trail; what stands between the tags goes under it."""
    shown = numbers.format_moment(day) if isinstance(day, dt.datetime) else numbers.format_date(day)
    return format_html(
        '<li class="trail-item {}"{}><span class="trail-mark">{}</span><div class="trail-body">'
        '<p class="trail-head"><time datetime="{}">{}</time> <strong>{}</strong>{}</p>{}</div></li>',
        tone,
        format_html(' id="{}"', id) if id else "",
        draw(icon, size=16) if icon else "",
        day.isoformat(),
        shown,
        title,
        format_html(' <span class="muted">{}</span>', who) if who else "",
        format_html('<div class="trail-text">{}</div>', content) if content.strip() else "",
    )


@register.simple_block_tag(end_name="enddefinition")
def definition(content: str, label: str) -> SafeString:
    """One pair of a `<dl class="facts">`."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, content)

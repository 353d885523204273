"""Lists of which nobody turns all pages: so much of them is counted and cut into pages, and that there is more is said."""

from typing import Any

from django.core.paginator import Page, Paginator

_DIGITS = 9  # of a longer number the first ones are enough to know that there is no such page


class CountedTo(Paginator[Any]):
    """The pages of a list that was counted no further than `most`; `more` says that it goes on, and the pages' component tells it."""

    def __init__(self, per_page: int, *, many: int, most: int) -> None:
        super().__init__([], per_page)
        self.count, self.more = min(many, most), many > most

    def of(self, rows: list[Any], number: int) -> Page[Any]:
        """The page with this number, whose rows are at hand."""
        return Page(rows, min(number, self.num_pages), self)


def page_number(asked: str | None, most: int) -> int:
    """The page an address asks for: from 1 to `most`, the first where it asks for none."""
    if not asked or not asked.isdecimal():
        return 1
    return min(most, max(1, int(asked[:_DIGITS])))

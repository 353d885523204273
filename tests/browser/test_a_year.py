"""A year of two sides: officers, heads, focal agencies, Offices and a leader use the site from January to December 2026.

Most deeds are posted at their pages' addresses; the decisive one of each role and quarter is done, and its page looked at, in
the browser. Every deed through pages, every day's digest and axe on every page are the campaign "year" of `make soak`.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from lienket.accounts.tests.cast import Cast
from lienket.commitments.models import Commitment
from tests.year.calendar import calendar
from tests.year.hands import Poster, Typist
from tests.year.visits import Visitors
from tests.year.year import Year

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_nothing_promised_is_forgotten_within_a_year(open_page: Callable[..., Page], axe: Any, cast: Cast):
    with calendar() as days:
        visitors = Visitors(open_page, axe)
        year = Year(cast, days, post=Poster(), show=Typist(visitors.page_of))
        year.pass_by(visits=visitors.visits())
        year.ended_as_told()
        year.books_are_right()
        assert sum(year.done.values()) == 66
        assert Commitment.objects.count() == 5

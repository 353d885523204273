"""The campaign "year" of `make soak`: every deed of the year through pages, a round and a digest each day, every page judged.

The seed chooses for each officer a wide or a narrow window and a light or a dark page.
"""

import os
import random
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from lienket.accounts.models import Officer
from lienket.accounts.tests.cast import build_cast
from lienket.localities.reference import load_reference
from tests.browser.opening import a_chromium, new_context, overflow, violations

from .calendar import calendar
from .hands import Typist
from .visits import Visitors
from .year import Year

# The server of this campaign hands out style sheets and scripts from where they are written, under their own names.
AS_WRITTEN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def play(seed: int) -> str:
    """One year on an empty site. Raises where a page, a number or the end of the story is not as it should be."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's own event loop runs in this thread
    call_command("flush", interactive=False, verbosity=0)
    cache.clear()
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)  # WhiteNoise warns when it is missing
    load_reference()
    server = LiveServer("localhost")
    try:
        with override_settings(STORAGES=settings.STORAGES | AS_WRITTEN), a_chromium() as browser, calendar() as days:
            windows = _Windows(browser, server.url, random.Random(seed))
            visitors = Visitors(windows.open, windows.judge)
            typist = Typist(visitors.page_of, windows.judge)
            year = Year(build_cast(), days, post=typist, show=typist)
            year.pass_by(visits=visitors.visits(), every_day=True, monthly=Year.books_are_right)
            year.ended_as_told()
            year.books_are_right()
            assert not windows.errors, "the browser reported errors: " + "; ".join(windows.errors)
        return f"{year.done.total()} deeds of {len(year.done)} kinds through pages, {windows.judged} pages judged"
    finally:
        server.stop()


class _Windows:
    """Opens a window for an officer as the dice fall, and judges every page shown in one."""

    def __init__(self, browser: Browser, url: str, dice: random.Random) -> None:
        self._browser, self._url, self._dice = browser, url, dice
        self.errors: list[str] = []
        self.judged = 0

    def open(self, path: str, officer: Officer | None = None) -> Page:
        context = new_context(
            self._browser, self._url, officer=officer, scripts=True, width=self._dice.choice([1280, 390]),
            theme=self._dice.choice(["light", "dark"]), language="vi",
        )  # fmt: skip
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.goto(path)
        return page

    def judge(self, page: Page) -> None:
        """Accessible and within its window, or it raises."""
        self.judged += 1
        found = violations(page)
        assert not found, f"{page.url}\n" + "\n".join(found)
        assert not overflow(page), f"{page.url} is wider than its window"

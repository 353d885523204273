"""A real Chromium for the tests marked `browser`: pages at both widths, in both colours and languages, as visitor or officer.

    @pytest.mark.browser
    def test_desk(open_page, axe, cast):
        page = open_page("/ban-lam-viec/", width=390, theme="dark", officer=cast.hn.desk)
        axe(page)

Every page opened here fails its test when the browser reports an error: a script that broke, a file that is missing,
something the content policy blocked.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.browser.opening import a_chromium, new_context, overflow, violations

__all__ = ["overflow"]

# Playwright's own event loop runs in this thread, and Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each page has a context of its own."""
    with a_chromium() as browser:
        yield browser


@pytest.fixture
def allowed_errors() -> list[str]:
    """Parts of browser errors a test expects, e.g. the status of an error page it opens on purpose: append to it."""
    return []


@pytest.fixture
def open_page(chromium: Browser, live_server: Any, allowed_errors: list[str]) -> Iterator[Callable[..., Page]]:
    """`open_page(path, width=1280, theme="light", language="vi", officer=None, scripts=True)` → a page, already there."""
    contexts, errors = [], []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"{message.text} ({message.location.get('url')})")

    def open_(
        path: str = "/",
        *,
        width: int = 1280,
        theme: str = "light",
        language: str = "vi",
        officer: Any = None,
        scripts: bool = True,
    ) -> Page:
        context = new_context(
            chromium, live_server.url, width=width, theme=theme, language=language, officer=officer, scripts=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    unexpected = [e for e in errors if not any(part in e for part in allowed_errors)]
    assert not unexpected, "the browser reported errors: " + "; ".join(unexpected)


@pytest.fixture
def axe() -> Callable[..., None]:
    """`axe(page)` fails with every accessibility violation found on the page, and where; `contrast_only=True` asks about contrast alone."""

    def check(page: Page, *, contrast_only: bool = False) -> None:
        lines = violations(page, contrast_only=contrast_only)
        assert not lines, f"{page.url}\n" + "\n".join(lines)

    return check

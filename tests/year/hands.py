"""Two ways of doing the same deed at the same address: a form posted without a browser, or typed and clicked in one.

Both get the fields by name, so that the story says once what is written into a form.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page

from lienket.accounts.models import Officer
from lienket.files.tests.samples import PNG

Fields = Mapping[str, str]
UNFOLD = (
    "node => { for (let up = node.closest('details'); up; up = up.parentElement.closest('details')) up.open = true }"
)
BACKEND = "django.contrib.auth.backends.ModelBackend"


class Hand(Protocol):
    """Does one deed of one officer: `address` is its form's, `opened_from` the page that leads there."""

    def do(self, officer: Officer, address: str, fields: Fields, *, opened_from: str = "", file: str = "") -> None: ...


class Poster:
    """Posts the form and looks that it was taken. Quick: no page is drawn."""

    def __init__(self) -> None:
        self._clients: dict[int, Client] = {}

    def do(self, officer: Officer, address: str, fields: Fields, *, opened_from: str = "", file: str = "") -> None:
        client = self._clients.get(officer.pk)
        if client is None:
            client = self._clients[officer.pk] = Client()
            client.force_login(officer, backend=BACKEND)
        data: dict[str, Any] = dict(fields)
        if file:
            data["evidence"] = SimpleUploadedFile(file, PNG, "image/png")
        answer = client.post(address, data)
        assert answer.status_code == 302, f"{officer.email} at {address}: {answer.status_code}, {_said(answer)}"


def _said(answer: Any) -> str:
    context = answer.context or {}
    form, refusal = context.get("form"), context.get("refusal")
    return str(form.errors if form is not None and form.errors else refusal or "no reason given")


class Typist:
    """Opens the page, finds the way to the form, types, clicks. `look(page)` is called wherever a page stands open."""

    def __init__(self, page_of: Callable[[Officer], Page], look: Callable[[Page], None] = lambda _page: None) -> None:
        self._page_of, self._look = page_of, look

    def do(self, officer: Officer, address: str, fields: Fields, *, opened_from: str = "", file: str = "") -> None:
        page = self._page_of(officer)
        if opened_from:
            page.goto(opened_from)
            self._look(page)
        form = page.locator(f"main form[action='{address}']") if opened_from else None
        if form is None or not form.count():
            page.goto(self._way(page, officer, address, opened_from) if opened_from else address)
            self._look(page)
            form = page.locator("main form[method=post]").filter(has=page.locator(f"[name={next(iter(fields))}]")).first
        form.evaluate(UNFOLD)
        for name, value in fields.items():
            _fill(form, name, value)
        if file:
            form.locator("[type=file]").set_input_files([{"name": file, "mimeType": "image/png", "buffer": PNG}])
        with page.expect_navigation():
            form.locator("button.primary").click()
        problems = page.locator("main .form-errors, main .field.wrong, main .notice.warning")
        assert problems.count() == 0, f"{officer.email} at {address}: {problems.all_inner_texts()}"
        self._look(page)

    def _way(self, page: Page, officer: Officer, address: str, opened_from: str) -> str:
        """Where the link leads that offers this deed to the officer. It is not clicked: it may stand folded up."""
        links = page.locator(f"main a[href^='{address.split('?', maxsplit=1)[0]}']")
        assert links.count(), f"{officer.email}: nothing on {opened_from} leads to {address}"
        return address if "?" in address else links.first.get_attribute("href") or address


def _fill(form: Any, name: str, value: str) -> None:
    field = form.locator(f"[name={name}]")
    kind = field.first.evaluate("node => node.tagName === 'INPUT' ? node.type : node.tagName.toLowerCase()")
    if kind in {"radio", "checkbox"}:
        one = form.locator(f"[name={name}][value='{value}']") if field.count() > 1 or value != "on" else field
        one.evaluate(UNFOLD)
        one.check()
    elif kind == "select":
        field.select_option(value)
    elif kind != "hidden":  # a button's own word travels in a hidden field
        field.fill(value)

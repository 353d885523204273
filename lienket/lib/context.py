"""What the frame around every page needs: language, colours, where one can go, and who is here."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from rules.rulesets import test_rule

from lienket.lib import clock
from lienket.lib.language import chosen_theme

# Label, name of the address, icon, rule that opens it (None: everybody; "": whoever is signed in).
PLACES = (
    (gettext_lazy("My desk"), "pages:desk", "inbox-stack", ""),
    (gettext_lazy("Programmes"), "programmes:list", "document-check", None),
    (gettext_lazy("Localities"), "pages:localities", "map-pin", None),
    (gettext_lazy("Documents"), "documents:list", "folder-open", ""),
    (gettext_lazy("Read a document"), "documents:read_public", "document-magnifying-glass", None),
)
# Pages of other addresses that one reaches through a place: it is lit there too.
WITHIN = {
    "programmes:list": ("/cam-ket/", "/chi-tieu/", "/ban-chinh-sua/", "/y-kien/"),
    "pages:localities": ("/so-lieu/",),
}
ACCOUNT = (
    (gettext_lazy("My account"), "accounts:profile", "identification", ""),
    (gettext_lazy("Officers"), "accounts:people", "users", "accounts.manage"),
    (gettext_lazy("History"), "pages:history", "clock", "audit.read"),
    (gettext_lazy("Failed jobs"), "jobs:failed", "wrench-screwdriver", "jobs.manage"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    label: Any
    url: str
    icon: str
    here: bool


class Frame:
    """Computed when the template asks, so that a fragment for htmx pays for nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.theme = chosen_theme(request)
        self.language = get_language() or settings.LANGUAGE_CODE

    @property
    def other_language(self) -> tuple[str, str]:
        """Code and own name of the language one can switch to."""
        return next((code, name) for code, name in settings.LANGUAGES if code != self.language)

    @property
    def address(self) -> str:
        """The present page with its query, to return to."""
        return self.request.get_full_path()

    @property
    def user(self) -> Any:
        """Who is here; None for a visitor."""
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @property
    def places(self) -> list[Place]:
        """The main navigation for whoever is here."""
        return list(self._open(PLACES))

    @property
    def account(self) -> list[Place]:
        """The officer's menu; administration only for those who administer."""
        return list(self._open(ACCOUNT))

    @property
    def sign_in(self) -> str:
        """The sign-in page, leading back here afterwards."""
        return f"{self.sign_in_address}?{urlencode({'next': self.address})}"

    @property
    def sign_in_address(self) -> str:
        """The sign-in page itself, so that a part that was answered by it can be told."""
        return reverse("accounts:sign_in")

    @property
    def search(self) -> str:
        """Where the search box asks."""
        return reverse("pages:search")

    @property
    def sign_out(self) -> str:
        """Where the sign-out form posts to."""
        return reverse("accounts:sign_out")

    @property
    def today(self) -> dt.date:
        """For the dateline."""
        return clock.today()

    def _open(self, table: tuple[tuple[Any, str, str, str | None], ...]) -> Iterator[Place]:
        for label, name, icon, rule in table:
            if rule is not None and self.user is None:
                continue
            if rule and not test_rule(rule, self.user):
                continue
            url = reverse(name)
            yield Place(label, url, icon, here=self.request.path_info.startswith((url, *WITHIN.get(name, ()))))


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor: `{{ frame }}`."""
    return {"frame": Frame(request)}

"""A letterbox for tests of this room: mails end up in a list. The real outbox stands on the floor above."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """One mail."""

    to: str
    subject: str
    body: str

    @property
    def path(self) -> str:
        """The path of its first link."""
        return re.search(r"https?://[^/\s]+(/\S+)", self.body).group(1)


RECEIVED: list[Letter] = []


def keep(*, to, subject, body):
    """What settings.LETTERBOX names in these tests."""
    RECEIVED.append(Letter(to, subject, body))

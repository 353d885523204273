"""Where a fact stands in a paper. A citation is a plain value, so no fact points up at the documents room."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a stored document (`document`, `start`, `end`), or a page of a paper that exists only as a scan (`paper`, `page`).

    `start`/`end` are a half-open range of code points in the document's text; `page` counts from 1.
    """

    document: int | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None
    quote: str = ""
    paper: str = ""  # number or name of the paper, "512/TB-VP"
    paper_date: str = ""  # ISO date of the paper
    clause: str = ""  # "II.3"
    rule: str = ""  # the reading rule that found it, "" when typed by hand
    accepted_on: str = ""  # ISO date on which a person said yes

    def as_json(self) -> dict[str, Any]:
        """The value as stored: empty fields left out, and NUL, which no database keeps in JSON."""
        kept = {k: v.replace("\0", "") if isinstance(v, str) else v for k, v in asdict(self).items()}
        return {k: v for k, v in kept.items() if v not in (None, "")}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Citation":
        """Back from storage; unknown keys are dropped so that old rows stay readable."""
        return cls(**{k: v for k, v in data.items() if k in cls.__dataclass_fields__})

    @property
    def paper_day(self) -> dt.date | None:
        """The paper's date, where it is known."""
        return dt.date.fromisoformat(self.paper_date) if self.paper_date else None


class Cited(models.Model):
    """A fact that can be walked back to its words. The first citation is where it came from, later ones support or change it."""

    citations = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True

    @property
    def sources(self) -> list[Citation]:
        """The citations as values, oldest first."""
        return [Citation.from_json(c) for c in self.citations]

    def cite(self, citation: Citation | None) -> None:
        """Add a citation unless the same words are cited already. Does not save."""
        if citation is not None and citation.as_json() not in self.citations:
            self.citations = [*self.citations, citation.as_json()]

"""The table of a programme's commitments: what is read for it, a page at a time. As a file it goes out by sheets/columns.py."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.db.models import DateField, QuerySet

from lienket.commitments.models import Commitment, Responsibility
from lienket.commitments.policy import reads_as
from lienket.commitments.querysets import CommitmentQuerySet
from lienket.lib.questions import Given, ask, shared_out
from lienket.localities.models import Agency
from lienket.programmes.models import Programme

from .programme_filter import given_for, narrow, sorted_by

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class TableRows:
    """The commitments a programme's table is narrowed to, as its pages are cut from them."""

    programme: Programme
    reader: Any
    chosen: Mapping[str, Any]
    sort: str
    today: dt.date

    def all(self) -> CommitmentQuerySet:
        """The whole of it, to count or to hand out."""
        listed = Commitment.objects.listed_under(self.programme, self.reader)
        return sorted_by(narrow(listed, self.chosen, self.today), self.sort)

    def count(self) -> int:
        """How many they are. One query."""
        return self.all().count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Commitment]:
        """One page of the screen: the columns it shows, and every part of it as ids, whose sides and leads are at hand already."""
        if "q" in self.chosen:  # words are no values of one question: each of them narrows it further
            rows = list(self._shown(self.all()[part], self.today))
        else:
            values, stand_ins = given_for(self.chosen)
            reading, ids = reads_as(self.reader, self.programme)

            def question() -> QuerySet[Commitment]:
                listed = Commitment.objects.listed_under(self.programme, self.reader, asked_again=True)
                today = Given("today", DateField())
                return self._shown(sorted_by(narrow(listed, stand_ins, today), self.sort)[part], today)

            form = (
                "table", reading, self.sort, part.start, part.stop, settings.DUE_SOON_DAYS, settings.SILENT_DAYS,
                *((name, name in values or one) for name, one in stand_ins.items()),
            )  # fmt: skip
            rows = ask(form, question, **values, **ids, today=self.today)
        if rows:
            # As many places as a page has rows: the last id fills up what is left.
            places = {f"id{n}": rows[min(n, len(rows) - 1)].pk for n in range(PAGE_SIZE)}
            shared_out(rows, "responsibilities", "commitment_id", ask("parts of a page", _parts_of_a_page, **places))
        return rows

    def _shown(self, page: CommitmentQuerySet, today: dt.date | Given) -> QuerySet[Commitment]:
        """The rows of a page with the columns the screen shows: reckoned for them, not for all they were chosen from."""
        chosen = Commitment.objects.filter(pk__in=page.values("pk")).telling_what_is_seen(self.programme, self.reader)
        shown = sorted_by(chosen, self.sort).with_timeliness(today).with_progress().select_related("sector")
        return shown.only("number", "title", "state", "deadline", "sector__name_vi", "sector__name_en")


def _parts_of_a_page() -> QuerySet[Responsibility]:
    ids: Any = [Given(f"id{n}") for n in range(PAGE_SIZE)]
    parts = Responsibility.objects.filter(commitment__pk__in=ids)
    return parts.only("commitment_id", "acting", "party_id", "lead_id")


def with_sides(page: Page[Commitment], programme: Programme, leads: Mapping[int, Agency]) -> Page[Commitment]:
    """Each part's party and lead, from what was read for the head of the page and the filters."""
    parties = {party.pk: party for party in programme.parties.all()}
    for commitment in page:
        for part in commitment.responsibilities.all():
            part.party = parties[part.party_id]
            if part.lead_id is not None and part.lead_id in leads:
                part.lead = leads[part.lead_id]
    return page

"""Questions about commitments, as words that chain and read aloud."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Left, Length
from django.db.models.lookups import IsNull

from lienket.accounts.predicates import sides
from lienket.lib.audience import Audience
from lienket.lib.questions import Given
from lienket.lib.text import searchable
from lienket.programmes.models import Meeting, Party
from lienket.programmes.policy import own_parties
from lienket.search.narrowing import found_at_hand, found_by

from . import policy
from .timeliness import OPEN_STATES, FourStates, Timeliness, four_counts, soon, standings_in_sql, timeliness_in_sql

if TYPE_CHECKING:
    from lienket.localities.models import Agency, Locality
    from lienket.programmes.models import Programme

    from .models import Commitment, Responsibility  # noqa: F401 - named in the annotations below


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """One word per rule; who sees and who edits stands in policy.py."""

    def visible_to(self, user: Any) -> "CommitmentQuerySet":
        """Commitments `user` may read whole."""
        return self.filter(policy.sees(user))

    def listed_to(self, user: Any) -> "CommitmentQuerySet":
        """Those, and the internal ones of public programmes, of which strangers read the public face.

        `seen_whole` on each row says which; where it is False show `public_face()` and nothing else.
        """
        whole = policy.sees(user)
        return self.filter(whole | policy.shows_its_face()).annotate(seen_whole=_whether(whole))

    def faces_to(self, user: Any) -> "CommitmentQuerySet":
        """Of those that are listed, the ones of which `user` reads the public face alone."""
        return self.filter(policy.shows_its_face()).exclude(policy.sees(user)).annotate(seen_whole=Value(False))

    def listed_under(self, programme: "Programme", user: Any, *, asked_again: bool = False) -> "CommitmentQuerySet":
        """The same within one programme `user` may read: who its parties are is asked once, not of every row.

        With `parties` prefetched it costs no query. In a question that is `asked_again` (lib/questions.py) the ids are given each
        time: how the rows depend on programme and user, and those ids, is `policy.reads_as`.
        """
        own: list[Any] = [party.pk for party in own_parties(user, programme)]
        rows = self.filter(programme=Given("programme") if asked_again else programme)
        if own:
            if asked_again:
                own = [Given(f"own{n}") for n in range(len(own))]
            rows = rows.filter(~Q(audience=Audience.SIDE) | policy.takes_part(own))
        elif programme.audience != Audience.PUBLIC:
            return rows.none()
        else:
            rows = rows.exclude(audience=Audience.SIDE)
        return rows.telling_what_is_seen(programme, user)

    def telling_what_is_seen(self, programme: "Programme", user: Any) -> "CommitmentQuerySet":
        """Each row carries `seen_whole`: for rows that `listed_under` has chosen."""
        whole: Any = Value(True) if own_parties(user, programme) else _whether(Q(audience=Audience.PUBLIC))
        return self.annotate(seen_whole=whole)

    def told_whole(self) -> "CommitmentQuerySet":
        """Of rows that are listed, those the reader may read whole: what is counted, and what answers to anything but its face."""
        return self.filter(Q(seen_whole=True)) if self.has_faces else self

    @property
    def has_faces(self) -> bool:
        """Whether rows that are listed can be faces of internal commitments: never for a reader who is of a party."""
        seen_whole = self.query.annotations.get("seen_whole")
        return not (isinstance(seen_whole, Value) and seen_whole.value)

    @property
    def _only_faces(self) -> bool:
        seen_whole = self.query.annotations.get("seen_whole")
        return isinstance(seen_whole, Value) and not seen_whole.value

    def editable_by(self, user: Any) -> "CommitmentQuerySet":
        """Commitments whose record `user` writes: focal agency or Office of a party of the programme."""
        return self.filter(policy.edits(user))

    def own_to(self, user: Any) -> "CommitmentQuerySet":
        """Commitments in which a side of `user` has a responsibility: the ones its deeds can concern."""
        return self.filter(policy.has_a_part(user))

    def under(self, programme: "Programme") -> "CommitmentQuerySet":
        """Commitments of one programme."""
        return self.filter(programme=programme)

    def saying(self, words: str) -> "CommitmentQuerySet":
        """Commitments whose title or details hold every one of the words, written with or without diacritics."""
        found = self
        for word in searchable(words).split():
            found = found.filter(folded__contains=word)
        return found

    def saying_to_readers(self, words: str) -> "CommitmentQuerySet":
        """The same of rows that are listed: where only the face is shown, its title alone answers."""
        if not self.has_faces:
            return self.saying(words)
        found = self.alias(
            title_folded=Left("folded", Length("title"))
        )  # folding keeps the length, the title stands first
        for word in searchable(words).split():
            found = found.filter(Q(seen_whole=True, folded__contains=word) | Q(title_folded__contains=word))
        return found

    def found_by(self, words: str) -> "CommitmentQuerySet":
        """Commitments that the search's index finds by these words; where rows are faces, by their titles alone."""
        return self.filter(found_by("commitment", words, face=self._only_faces))

    def found_at_hand(self, words: str) -> "CommitmentQuerySet":
        """The same, asked of each row by itself: for a list that most rows fit, and of which the first are read."""
        whole, face = (found_at_hand("commitment", words, face=one) for one in (False, True))
        if not self.has_faces:
            return self.filter(whole)
        return self.filter(face if self._only_faces else (Q(seen_whole=True) & whole) | (Q(seen_whole=False) & face))

    def of_agency(self, agency: "Agency") -> "CommitmentQuerySet":
        """Commitments this agency leads or coordinates."""
        return self.filter(_part(Q(lead=agency) | Q(coordinators=agency)))

    def of_locality(self, locality: "Locality") -> "CommitmentQuerySet":
        """Commitments in which this locality has a part, acting or receiving: found through its programmes. A query for these."""
        theirs = Party.objects.filter(locality=locality).order_by().values_list("programme", flat=True)
        return self.filter(programme__in=list(theirs)).of_locality_at_hand(locality)

    def of_locality_at_hand(self, locality: "Locality") -> "CommitmentQuerySet":
        """The same, asked of each row by itself: for a list that most rows fit, and of which the first are read."""
        from .models import Responsibility

        part = Responsibility.objects.filter(commitment=OuterRef("pk"), side=locality).order_by()
        # A value: PostgreSQL turns an EXISTS into a list of everything the locality has a part in.
        return self.filter(IsNull(Subquery(part.values("commitment")[:1]), False))

    def open(self) -> "CommitmentQuerySet":
        """Given out and not done: the clock runs."""
        return self.filter(state__in=OPEN_STATES)

    def overdue(self, today: dt.date) -> "CommitmentQuerySet":
        """Open, with a deadline before `today`."""
        return self.open().filter(deadline__lt=today)

    def due_soon(self, today: dt.date) -> "CommitmentQuerySet":
        """Open, with a deadline from `today` on, within DUE_SOON_DAYS."""
        return self.open().filter(deadline__gte=today, deadline__lte=soon(today))

    def silent(self, today: dt.date | Given, *, days: int | None = None) -> "CommitmentQuerySet":
        """Open, and for `days` days (SILENT_DAYS) no update on it, no paper of it and no meeting of its programme."""
        since = today - dt.timedelta(days=settings.SILENT_DAYS if days is None else days)
        met = Meeting.objects.filter(held_on__gt=since, held_on__lte=today)
        quiet = Q(last_activity_on__lte=since) | Q(last_activity_on=None, created_at__date__lte=since)
        return self.open().filter(quiet).exclude(programme__in=met.values("programme"))

    def with_timeliness(self, today: dt.date | Given) -> "CommitmentQuerySet":
        """Each row carries `timeliness`, a code of Timeliness."""
        return self.annotate(timeliness=timeliness_in_sql(today))

    def with_progress(self) -> "CommitmentQuerySet":
        """Each row carries what its one percentage is made of: `by_hand`, `by_indicator` (it has a main one), `by_milestones`.

        The first that is there holds, as in progress.py; how far an indicator is costs queries and stands on the commitment's page.
        """
        from .models import CommitmentIndicator, Milestone, ProgressOverride

        own = {"commitment": OuterRef("pk")}
        reached = Coalesce(Sum("weight", filter=~Q(reached_on=None)), 0)
        weighed: Any = (
            Milestone.objects.filter(**own)
            .order_by()
            .values("commitment")
            .annotate(share=100 * reached / Sum("weight"))
        )
        return self.annotate(
            by_hand=Subquery(ProgressOverride.objects.filter(**own, lifted_at=None).values("percent")[:1]),
            by_indicator=Exists(CommitmentIndicator.objects.filter(**own, main=True)),
            by_milestones=Subquery(weighed.values("share")),
        )

    def standing(self, *kinds: Timeliness | str, today: dt.date | Given) -> "CommitmentQuerySet":
        """Only rows whose timeliness is one of `kinds`."""
        rules, wanted = standings_in_sql(today), Q(pk__in=[])
        for kind in kinds:
            wanted |= rules[str(kind)]
        return self.filter(wanted).with_timeliness(today)

    def four_states(self, today: dt.date) -> FourStates:
        """The four published counts with their denominator, and what is left out, in one query."""
        return FourStates(**self.order_by().aggregate(**four_counts(today)))

    def four_states_by_group(self, today: dt.date) -> dict[int | None, FourStates]:
        """The same by content group id (None: without a group), in one query."""
        return self._four_states_by(F("group_id"), today)

    def four_states_by_sector(self, today: dt.date) -> dict[str, FourStates]:
        """The same by code of the level-1 sector ("": without a sector), in one query."""
        return self._four_states_by(Coalesce("sector__parent__code", "sector__code", Value("")), today)

    def four_states_by_locality(self, today: dt.date) -> dict[int, FourStates]:
        """The same by id of each acting locality, in one query; a shared commitment counts for every side that acts."""
        acting = self.filter(responsibilities__acting=True, responsibilities__released_on=None)
        return acting._four_states_by(F("responsibilities__party__locality_id"), today)

    def four_states_by_lead(self, today: dt.date) -> dict[int, FourStates]:
        """The same by id of each lead agency, in one query; a shared commitment counts for every lead."""
        led = self.filter(
            responsibilities__acting=True, responsibilities__released_on=None, responsibilities__lead__isnull=False
        )
        return led._four_states_by(F("responsibilities__lead_id"), today)

    def _four_states_by(self, key: Any, today: dt.date) -> dict[Any, FourStates]:
        rows: Any = self.order_by().annotate(counted_by=key).values("counted_by").annotate(**four_counts(today))
        return {row.pop("counted_by"): FourStates(**row) for row in rows}


class ResponsibilityQuerySet(models.QuerySet["Responsibility"]):
    """Words of responsibilities."""

    def own_to(self, user: Any) -> "ResponsibilityQuerySet":
        """Responsibilities of the sides `user` acts for today."""
        return self.filter(party__locality__in=sides(user))

    def with_people(self) -> "ResponsibilityQuerySet":
        """With everything a page or a rule asks of them, in two queries."""
        return self.select_related(
            "commitment__programme",
            "party__locality",
            "party__focal_agency__type",
            "party__focal_agency__locality",
            "lead__type",
            "lead__locality",
        ).prefetch_related("coordinators__type", "coordinators__locality")


def _whether(rule: Q) -> Case:
    return Case(When(rule, then=True), default=False, output_field=BooleanField())


def _part(rule: Q) -> Q:
    from .models import Responsibility

    return Q(pk__in=Responsibility.objects.filter(rule).values("commitment"))

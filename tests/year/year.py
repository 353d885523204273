"""The year as it passes: the table's deeds on their days, the rounds and digests of the working days between, what is then true."""

import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Iterator

from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from lienket.accounts.models import Officer
from lienket.accounts.tests.cast import Cast, Side
from lienket.audit.verify import verify_chain
from lienket.commitments.chase import Chase
from lienket.commitments.chasing import chase_daily
from lienket.commitments.models import Commitment
from lienket.commitments.timeliness import FourStates
from lienket.commitments.totals import everything_counted_for
from lienket.indicators.gathering import one_series
from lienket.indicators.models import Indicator
from lienket.lib import clock
from lienket.localities.models import Sector
from lienket.notices.digest import digest_daily
from lienket.notices.models import Digest
from lienket.programmes.models import Programme
from lienket.programmes.tests.builders import a_programme, party_of

from .calendar import Calendar
from .hands import Hand
from .story import PROMISES, SIDES, YEAR, Deed, whole_year

LAST = dt.date(YEAR, 12, 31)
Visit = Callable[["Year"], None]


class Year:
    """One programme's year. `post` does what is only posted, `show` what is done in a browser (the same hand for all of it where wanted)."""

    def __init__(self, cast: Cast, calendar: Calendar, *, post: Hand, show: Hand) -> None:
        self.cast, self.calendar = cast, calendar
        self._post, self._show = post, show
        calendar.turn_to(dt.date(YEAR, 1, 5))
        self.programme: Programme = a_programme(cast)
        self.done: Counter[str] = Counter()
        self._lasting = self._lasting_names()

    def pass_by(self, *, visits: dict[dt.date, Visit], every_day: bool = False, monthly: Visit | None = None) -> None:
        """Let the days go by. A `visit` looks at the site on its day, after the day's deeds; `monthly` on each month's last one.

        The daily round and the digest run on days with visits and every other Monday, or on `every_day`: a round makes up for
        the days before it.
        """
        by_day: dict[dt.date, list[Deed]] = {}
        for deed in whole_year():
            by_day.setdefault(deed.on, []).append(deed)
        for today in _days():
            self.calendar.turn_to(today)
            if today in visits or every_day or (today.weekday() == 0 and today.isocalendar().week % 2):
                chase_daily()
                digest_daily()
            for deed in by_day.get(today, []):
                self.do(deed)
            if today in visits:
                visits[today](self)
            if monthly is not None and (today + dt.timedelta(days=1)).day == 1:
                monthly(self)
        self.calendar.turn_to(LAST, dt.time(17))

    def do(self, deed: Deed) -> None:
        """One line of the table, by its officer."""
        hand = self._show if deed.shown else self._post
        names = self.names()
        fields = {name.format_map(names): value.format_map(names) for name, value in deed.fields.items()}
        hand.do(
            self.officer(deed.who),
            deed.address.format_map(names),
            fields,
            opened_from=deed.opened_from.format_map(names),
            file=deed.file,
        )
        self.done[deed.address.split("}")[-1].split("?")[0].strip("/")] += 1

    # -- names of the table ---------------------------------------------------------------------------------------------

    def side(self, short: str) -> Side:
        return {"hn": self.cast.hn, "ht": self.cast.ht}[short]

    def officer(self, who: str) -> Officer:
        """ "hn.desk" → the desk officer of Hà Nội."""
        short, _, part = who.partition(".")
        return self.side(short).officers[part]

    def promise(self, letter: str) -> Commitment:
        title = next(one.title for one in PROMISES if one.letter == letter)
        return Commitment.objects.get(programme=self.programme, title=title)

    @property
    def week(self) -> Indicator:
        """The indicator both sides report on."""
        return Indicator.objects.get(programme=self.programme)

    def names(self) -> dict[str, str]:
        """What stands in braces in the table, as far as it exists today."""
        known = dict(self._lasting)
        for one in Commitment.objects.filter(programme=self.programme).prefetch_related(
            "responsibilities__party__locality"
        ):
            letter = next(p.letter for p in PROMISES if p.title == one.title)
            known[letter] = one.get_absolute_url()
            for part in one.responsibilities.all():
                known[f"{letter}_{'hn' if part.party.locality_id == self.cast.hn.locality.pk else 'ht'}"] = str(part.pk)
        for indicator in Indicator.objects.filter(programme=self.programme):
            known |= {"week": indicator.get_absolute_url(), "week_pk": str(indicator.pk)}
            for report in indicator.reports.select_related("party"):
                short = "hn" if report.party.locality_id == self.cast.hn.locality.pk else "ht"
                known[f"{short}_value"] = str(report.pk)
        return known

    def _lasting_names(self) -> dict[str, str]:
        known = {"programme": self.programme.get_absolute_url()}
        for short in SIDES:
            side = self.side(short)
            known[short] = str(party_of(self.programme, side).pk)
            known[f"{short}_desk_address"] = side.desk.email
        sectors = Sector.objects.filter(code__in={one.sector for one in PROMISES})
        return known | {code.replace(".", "_"): str(pk) for code, pk in sectors.values_list("code", "pk")}

    # -- what is true ---------------------------------------------------------------------------------------------------

    def four(self) -> FourStates:
        return Commitment.objects.filter(programme=self.programme).four_states(clock.today())

    def rungs(self, letter: str, short: str) -> list[str]:
        """Whom the system has reminded of a side's part, in the order it climbed."""
        made = Chase.objects.filter(
            commitment=self.promise(letter), by=None, responsibility__party__locality=self.side(short).locality
        )
        return list(dict.fromkeys(made.order_by("sent_on", "pk").values_list("rung", flat=True)))

    def books_are_right(self) -> None:
        """The four states add up, stored totals are what `recount --check` derives, the history's chain is whole."""
        counts = self.four()
        assert counts.of == counts.done_on_time + counts.done_late + counts.open_in_time + counts.overdue
        assert counts.total == counts.of + counts.left_out == len(PROMISES)
        said = io.StringIO()
        call_command("recount", check=True, stdout=said)  # exits 1, and so fails, on any difference
        assert ", 0 wrong" in said.getvalue()
        assert everything_counted_for(AnonymousUser(), clock.today()) == Commitment.objects.visible_to(
            AnonymousUser()
        ).four_states(clock.today())
        assert verify_chain() is None

    def ended_as_told(self) -> None:
        """What the story says of its end."""
        counts = self.four()
        assert (counts.done_on_time, counts.done_late, counts.open_in_time, counts.overdue) == (2, 1, 1, 1)
        first = counts.by_original  # C was kept in time only because it stood still for a month
        assert (first.done_on_time, first.done_late, first.open_in_time, first.overdue) == (1, 2, 1, 1)
        assert self.promise("B").deadline_changes.get(kind="extension").old == dt.date(YEAR, 5, 29)
        assert self.promise("C").deadline == dt.date(YEAR, 10, 30)
        total = one_series(self.week, clock.today()).total
        assert total is not None
        assert total.number == 7
        assert self.rungs("B", "hn")[:4] == ["officer", "head", "focal", "office"]
        assert set(self.rungs("D", "hn")) == {"officer", "head", "focal", "office"}
        assert not Digest.objects.filter(mail__isnull=False, count=0).exists()


def _days() -> Iterator[dt.date]:
    today = dt.date(YEAR, 1, 5)
    while today <= LAST:
        yield today
        today += dt.timedelta(days=1)

"""When somebody is reminded: the table of days, days off, ends of years, 29 February, the ladder."""

import datetime as dt

import pytest

from lienket.commitments.chase import Reason, Rung
from lienket.commitments.occasions import (
    Standing,
    Window,
    activity_touched_when_late,
    deadlines_touched,
    due,
    silence_touched,
)
from lienket.lib.working_days import previous_working_day

D = dt.date
DAY = dt.timedelta(days=1)
DEADLINE = D(2026, 12, 31)  # a Thursday


def on(day: dt.date, **facts) -> list[tuple[str, str, str]]:
    """What is due on `day` as (rung, reason, the occasion's last word), heard of yesterday unless said otherwise."""
    facts = {"deadline": DEADLINE, "last_activity_on": day - DAY, "quiet_since": day - DAY} | facts
    window = Window(previous_working_day(day), day)
    return [(one.rung, one.reason, one.key.split()[-1]) for one in due(Standing(**facts), window)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (D(2026, 12, 15), []),
        (D(2026, 12, 16), [(Rung.OFFICER, Reason.DUE_SOON, "-15")]),
        (D(2026, 12, 17), []),
        (D(2026, 12, 24), [(Rung.OFFICER, Reason.DUE_SOON, "-7")]),
        (D(2026, 12, 30), [(Rung.OFFICER, Reason.DUE_SOON, "-1")]),
        (D(2026, 12, 31), [(Rung.OFFICER, Reason.DUE_SOON, "+0")]),
        (D(2027, 1, 4), []),  # the first working day of the year; nothing fell on the days off
        (D(2027, 1, 7), [(Rung.OFFICER, Reason.OVERDUE, "+7")]),
        (D(2027, 1, 8), []),
        (D(2027, 1, 14), [(Rung.OFFICER, Reason.OVERDUE, "+14")]),
    ],
)
def test_fifteen_seven_one_the_day_and_weekly_after(day, expected):
    assert on(day) == expected


def test_before_a_deadline_a_day_off_moves_to_the_working_day_before_it():
    # 15 days before Sunday 10 January 2027 is Saturday 26 December
    assert on(D(2026, 12, 25), deadline=D(2027, 1, 10)) == [(Rung.OFFICER, Reason.DUE_SOON, "-15")]
    assert on(D(2026, 12, 28), deadline=D(2027, 1, 10)) == []


def test_after_a_deadline_a_day_off_moves_to_the_next_working_day():
    # a week after Saturday 5 December 2026 is a Saturday again
    assert on(D(2026, 12, 14), deadline=D(2026, 12, 5)) == [(Rung.OFFICER, Reason.OVERDUE, "+7")]


def test_a_deadline_in_the_holidays_is_told_on_the_last_working_day_before_them():
    """Deadline 17 February 2026, the first of Tết; offices close from the 14th to the 22nd."""
    assert on(D(2026, 2, 10), deadline=D(2026, 2, 17)) == [(Rung.OFFICER, Reason.DUE_SOON, "-7")]
    assert on(D(2026, 2, 13), deadline=D(2026, 2, 17)) == [(Rung.OFFICER, Reason.DUE_SOON, "+0")]
    assert on(D(2026, 2, 23), deadline=D(2026, 2, 17)) == []
    assert on(D(2026, 2, 24), deadline=D(2026, 2, 17)) == [(Rung.OFFICER, Reason.OVERDUE, "+7")]


def test_after_an_outage_over_the_holidays_it_is_told_as_what_it_is_by_then():
    window = Window(D(2026, 2, 12), D(2026, 2, 23))
    heard = D(2026, 2, 11)
    (one,) = due(Standing(deadline=D(2026, 2, 17), last_activity_on=heard, quiet_since=heard), window)
    assert (one.reason, one.key.split()[-1]) == (Reason.OVERDUE, "+0")


def test_29_february():
    assert on(D(2028, 2, 29), deadline=D(2028, 2, 29)) == [(Rung.OFFICER, Reason.DUE_SOON, "+0")]
    assert on(D(2028, 2, 28), deadline=D(2028, 2, 29)) == [(Rung.OFFICER, Reason.DUE_SOON, "-1")]
    assert on(D(2028, 3, 7), deadline=D(2028, 2, 29)) == [(Rung.OFFICER, Reason.OVERDUE, "+7")]
    assert on(D(2028, 2, 29), deadline=D(2028, 3, 15)) == [(Rung.OFFICER, Reason.DUE_SOON, "-15")]


def late(days: int, **facts) -> list[tuple[str, str, str]]:
    """What is due `days` after Monday 2 March 2026, nothing having been heard since January."""
    quiet = D(2026, 1, 12)
    return on(
        D(2026, 3, 2) + days * DAY,
        **{"deadline": D(2026, 3, 2), "last_activity_on": quiet, "quiet_since": quiet} | facts,
    )


def test_the_ladder_of_an_overdue_part():
    assert late(7) == [(Rung.OFFICER, Reason.OVERDUE, "+7"), (Rung.HEAD, Reason.OVERDUE, "+7")]
    assert late(14) == [(Rung.OFFICER, Reason.OVERDUE, "+14"), (Rung.FOCAL, Reason.OVERDUE, "+14")]
    assert late(30) == [(Rung.OFFICE, Reason.OVERDUE, "+30")]


def test_the_rungs_above_are_told_again_for_as_long_as_it_lasts():
    assert late(35) == [(Rung.OFFICER, Reason.OVERDUE, "+35"), (Rung.HEAD, Reason.OVERDUE, "+35")]
    assert late(42) == [(Rung.OFFICER, Reason.OVERDUE, "+42"), (Rung.FOCAL, Reason.OVERDUE, "+42")]
    assert late(58) == [(Rung.OFFICE, Reason.OVERDUE, "+58")]


def test_an_update_brings_the_ladder_down_to_the_officer():
    reported = D(2026, 3, 11)  # nine days late
    heard = {"last_activity_on": reported, "quiet_since": reported}
    assert late(14, **heard) == [(Rung.OFFICER, Reason.OVERDUE, "+14")]
    assert late(16, **heard) == [(Rung.HEAD, Reason.OVERDUE, "+7")]
    assert late(23, **heard) == [(Rung.FOCAL, Reason.OVERDUE, "+14")]


def test_another_deadline_is_another_occasion():
    window = Window(D(2026, 12, 23), D(2026, 12, 24))
    heard = {"last_activity_on": D(2026, 12, 20), "quiet_since": D(2026, 12, 20)}
    (first,) = due(Standing(deadline=DEADLINE, **heard), window)
    (second,) = due(Standing(deadline=D(2027, 1, 8), **heard), window)
    assert first.key != second.key


def silent(days: int, **facts) -> list[tuple[str, str, str]]:
    """What is due after so many days of silence that ends on Wednesday 20 May 2026."""
    day = D(2026, 5, 20)
    since = day - days * DAY
    return on(day, **{"deadline": None, "last_activity_on": since, "quiet_since": since} | facts)


def test_silence_and_its_ladder():
    assert silent(29) == []
    assert silent(30) == [(Rung.OFFICER, Reason.SILENT, "+30")]
    assert silent(31) == []
    assert silent(44) == [(Rung.OFFICER, Reason.SILENT, "+44"), (Rung.HEAD, Reason.SILENT, "+44")]
    assert silent(60) == [(Rung.FOCAL, Reason.SILENT, "+60")]
    assert silent(90) == [(Rung.OFFICE, Reason.SILENT, "+90")]


def test_a_meeting_breaks_the_silence():
    assert silent(30, quiet_since=D(2026, 5, 4)) == []


def test_what_waits_for_confirmation_presses_the_focal_agency_and_the_office_only():
    assert silent(30, confirming=True) == [(Rung.FOCAL, Reason.SILENT, "+30")]
    assert silent(44, confirming=True) == [(Rung.FOCAL, Reason.SILENT, "+44")]
    assert silent(90, confirming=True) == [(Rung.OFFICE, Reason.SILENT, "+90")]
    assert late(7, confirming=True, quiet_since=D(2026, 3, 1)) == []


def test_one_reminder_a_rung_and_the_deadline_speaks_before_silence():
    day = D(2026, 5, 20)
    since = day - 30 * DAY
    assert on(day, deadline=day + 7 * DAY, last_activity_on=since, quiet_since=since) == [
        (Rung.OFFICER, Reason.DUE_SOON, "-7")
    ]


def test_after_an_outage_the_last_occasion_is_told():
    window = Window(D(2026, 12, 15), D(2026, 12, 28))
    heard = D(2026, 12, 14)
    (one,) = due(Standing(deadline=DEADLINE, last_activity_on=heard, quiet_since=heard), window)
    assert one.key.endswith("-7")


@pytest.mark.parametrize("start", [D(2027, 12, 1), D(2028, 2, 1), D(2026, 2, 1)])
def test_the_days_asked_of_the_database_are_those_with_an_occasion(start):
    """Whatever is due is found by one of the three questions a round asks."""
    for day in (start + n * DAY for n in range(40)):
        window = Window(previous_working_day(day), day)
        deadlines, heard = deadlines_touched(window), activity_touched_when_late(window)
        quiet = silence_touched(window)
        for back in range(0, 120):
            for ahead in (-100, -31, -30, -14, -7, 0, 1, 15, 40):
                last, deadline = day - back * DAY, day + ahead * DAY
                if due(Standing(deadline, last, last), window):
                    assert deadline in deadlines or (deadline < day and last in heard) or last in quiet

"""The illustrative data, really loaded: alive on any day, cited to the last fact, and never beside real data."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from lienket.accounts.models import Officer, Role
from lienket.accounts.tests.cast import build_side
from lienket.audit.models import Event
from lienket.audit.verify import verify_chain
from lienket.commitments.models import Commitment, CommitmentState, ProgressUpdate, Responsibility
from lienket.demo.loading import DemoRefused, Report, load_demo
from lienket.documents.models import Document, DocumentState, Proposal, ProposalState
from lienket.indicators.models import Figure
from lienket.lib import clock
from lienket.programmes.models import Clause, Meeting, Programme, ProgrammeState

pytestmark = pytest.mark.django_db
LEAP_DAY, YEARS_END = dt.date(2028, 2, 29), dt.date(2027, 12, 31)


def load_on(day: dt.date | None) -> Report:
    with clock.set_to(day or clock.today()):
        report = load_demo()
    assert report is not None
    return report


@pytest.mark.parametrize("day", [LEAP_DAY, YEARS_END], ids=["leap day", "end of the year"])
def test_on_any_day_the_programme_is_alive(day):
    is_alive(load_on(day), day)


def is_alive(report: Report, today: dt.date) -> None:
    programme = Programme.objects.get()
    counts = Commitment.objects.under(programme).four_states(today)
    assert min(counts.done_on_time, counts.done_late, counts.overdue, counts.open_in_time, counts.due_soon) > 0
    assert Commitment.objects.under(programme).silent(today).exists()
    states = set(Commitment.objects.values_list("state", flat=True))
    waiting = {CommitmentState.DRAFTED, CommitmentState.ASSIGNED, CommitmentState.IN_PROGRESS}
    assert states >= waiting | {CommitmentState.AWAITING_CONFIRMATION, CommitmentState.DONE}
    assert programme.state == ProgrammeState.IN_FORCE
    assert report.accepted == Proposal.objects.filter(state=ProposalState.ACCEPTED).count() >= 40
    assert report.officers == 26
    everything_is_cited()
    everything_is_marked_illustrative()
    nothing_happens_before_it_could(today)
    assert verify_chain() is None


def everything_is_cited():
    """No fact is typed in by hand: each stands in a paper of the demo, at the words it quotes."""
    texts = dict(Document.objects.values_list("pk", "text"))
    for model in (Programme, Clause, Meeting, Commitment, Figure):
        assert model.objects.exists()
        for thing in model.objects.all():
            (source, *_more) = thing.sources
            assert texts[source.document][source.start : source.end] == source.quote != ""


def everything_is_marked_illustrative():
    for model in (Officer, Document, Programme, Commitment, Figure):
        assert not model.objects.filter(illustrative=False).exists(), model.__name__


def nothing_happens_before_it_could(today):
    """History reads forwards: assigned, accepted, reported, confirmed; and nothing of it lies ahead."""
    for part in Responsibility.objects.all():
        days = [d for d in (part.assigned_on, part.accepted_on, part.reported_on, part.confirmed_on) if d]
        assert days == sorted(days)
        assert all(d <= today for d in days)
    assert all(clock.timezone.localtime(update.at).date() <= today for update in ProgressUpdate.objects.all())
    assert list(Event.objects.order_by("sequence").values_list("sequence", flat=True)) == list(
        range(1, Event.objects.count() + 1)
    )


def test_a_second_load_changes_nothing_and_the_news_waits_for_review(django_assert_max_num_queries):
    is_alive(load_on(None), clock.today())
    before = (Event.objects.count(), Officer.objects.count(), Document.objects.count())
    with django_assert_max_num_queries(5):
        assert load_demo() is None
    assert (Event.objects.count(), Officer.objects.count(), Document.objects.count()) == before
    news = Document.objects.latest("received_at")
    assert news.state == DocumentState.READ
    assert not news.proposals.exclude(state=ProposalState.PENDING).exists()
    assert news.proposals.exclude(match_id=None).exists(), "the news speaks of what the programme has already"
    for code in ("01", "42"):
        for role in (Role.DESK, Role.HEAD, Role.FOCAL, Role.OFFICE):
            assert Officer.objects.filter(
                appointments__agency__locality__code=code, appointments__role=role
            ).exists(), f"nobody is {role} for {code}"


def test_beside_real_data_it_refuses_and_leaves_everything_as_it_was():
    build_side("hn", "01")
    officers = Officer.objects.count()
    with pytest.raises(DemoRefused):
        load_demo()
    with pytest.raises(CommandError, match="DATABASE_URL"):
        call_command("load_demo")
    assert Officer.objects.count() == officers
    assert not Programme.objects.exists()

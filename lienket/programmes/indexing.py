"""What search knows of programmes and meetings."""

from lienket.lib.audience import Audience
from lienket.search import actions as search

from .models import Meeting, Programme


def index_programme(programme: Programme) -> None:
    """Put the programme's row into the index, as it stands now."""
    parties = list(programme.parties.select_related("locality"))
    search.put(
        kind="programme",
        thing_id=programme.pk,
        url=programme.get_absolute_url(),
        title=programme.title,
        detail=programme.promise[:500],
        words=" ".join([programme.promise, *(f"{p.locality.short_name} {p.locality.name_en}" for p in parties)]),
        audience=programme.audience,
        sides=[p.locality for p in parties],
        day=programme.period_from,
        illustrative=programme.illustrative,
    )


def index_meeting(meeting: Meeting) -> None:
    """Put the meeting's row into the index; it is read on its programme's page."""
    programme = meeting.programme
    public = meeting.audience == Audience.PUBLIC and programme.audience == Audience.PUBLIC
    search.put(
        kind="meeting",
        thing_id=meeting.pk,
        url=programme.get_absolute_url(),
        title=meeting.title,
        detail=programme.title,
        words=f"{meeting.place} {meeting.purpose}",
        audience=Audience.PUBLIC if public else Audience.PARTIES,
        sides=[p.locality for p in programme.parties.select_related("locality")],
        day=meeting.held_on,
        illustrative=programme.illustrative,
    )


def index_all_of_programme(programme: Programme) -> None:
    """The programme's row and those of its meetings, after its title or audience changed."""
    index_programme(programme)
    for meeting in programme.meetings.select_related("programme"):
        index_meeting(meeting)

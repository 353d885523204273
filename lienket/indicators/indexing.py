"""What search knows of shared indicators."""

from lienket.lib.audience import Audience
from lienket.programmes.models import Programme
from lienket.search import actions as search

from .models import Indicator


def index_indicator(indicator: Indicator) -> None:
    """Put the indicator's row into the index, as it stands now."""
    programme, sector = indicator.programme, indicator.sector
    public = indicator.audience == Audience.PUBLIC and programme.audience == Audience.PUBLIC
    search.put(
        kind="indicator",
        thing_id=indicator.pk,
        url=indicator.get_absolute_url(),
        title=indicator.name,
        detail=programme.title[:500],
        words=f"{indicator.unit} {f'{sector.name_vi} {sector.name_en}' if sector else ''}",
        audience=Audience.PUBLIC if public else Audience.PARTIES,
        sides=[party.locality for party in programme.parties.select_related("locality")],
        illustrative=indicator.illustrative,
    )


def index_all_of_programme(programme: Programme) -> None:
    """Every indicator's row, after the programme's title or audience changed."""
    for indicator in Indicator.objects.filter(programme=programme).select_related("sector"):
        indicator.programme = programme
        index_indicator(indicator)

"""Who else keeps rows that repeat a programme's title or depend on who may see it: the index, stored totals.

Rooms above this one cannot be imported here, so they stand in the table by name; each takes the programme.
"""

from django.utils.module_loading import import_string

from .models import Programme

FOLLOWERS = (
    "lienket.programmes.indexing.index_all_of_programme",
    "lienket.indicators.indexing.index_all_of_programme",
    "lienket.commitments.indexing.index_all_of_programme",
    "lienket.commitments.totals.follow_programme",
)


def tell_followers(programme: Programme) -> None:
    """Bring every row that depends on the programme up to date, in the transaction of the deed."""
    for path in FOLLOWERS:
        import_string(path)(programme)

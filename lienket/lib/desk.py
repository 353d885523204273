"""What waits for an officer: one plain value, so that each room can say what it has and the desk page can sort it."""

import datetime as dt
from dataclasses import dataclass

# Nobody works through more in a day; what is done makes room for the next. Of one state of commitments, and of one sort of what is
# to be decided or reported.
MOST_OF_A_STATE, MOST_OF_A_SORT = 40, 20


@dataclass(frozen=True, slots=True)
class DeskItem:
    """One thing to do. Rooms offer them in `desk.py: waiting_for(officer, today)`; pages gather and sort them.

    `kind` is a code the page groups by ("to_accept"); `why` is the translated reason it waits for this officer;
    `urgency` counts from 0, most urgent; `due` is the day it should be done by, where there is one.
    """

    kind: str
    title: str
    url: str
    why: str
    due: dt.date | None = None
    urgency: int = 5
    illustrative: bool = False

    @property
    def order(self) -> tuple[int, dt.date, str]:
        """The desk's order: most urgent first, then the earliest day, things without a day last."""
        return (self.urgency, self.due or dt.date.max, self.title)

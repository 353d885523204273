"""Days of the Vietnamese lunar calendar, from the reading engine: `to_solar(day, month, year)`."""

from vanban.parse.lunar import FIRST_YEAR, LAST_YEAR, to_solar

__all__ = ["FIRST_YEAR", "LAST_YEAR", "to_solar"]

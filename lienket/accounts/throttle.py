"""How often a link for a new password may be asked for, counted in the shared cache: no mail flood to anybody's box."""

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from lienket.lib import clock

PERIOD = 60 * 60  # seconds
PER_ADDRESS = 3
PER_MACHINE = 30


def may_ask(request: HttpRequest, address: str) -> bool:
    """Whether this address, and this machine, have not asked too often within this hour of the clock. Asking counts."""
    machine = get_client_ip_address(request) or ""
    # Both are counted whatever the first says, and neither is kept in words.
    within = [_count(address.strip().lower()) <= PER_ADDRESS, _count(f"machine {machine}") <= PER_MACHINE]
    return all(within)


def _count(what: str) -> int:
    hour = int(clock.now().timestamp()) // PERIOD  # in the key: the cache's own counter would begin its time anew
    key = "reset:" + salted_hmac("lienket.accounts.throttle", f"{hour} {what}").hexdigest()[:32]
    asked = int(cache.get(key, 0)) + 1
    cache.set(key, asked, PERIOD)
    return asked

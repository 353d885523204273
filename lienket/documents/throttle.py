"""How often one address may ask, counted over the shared cache in fixed windows. Addresses are never stored, only a keyed hash."""

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from lienket.lib import clock

# (readings, seconds): a person trying things out never meets these; a script does.
PUBLIC_READING = ((20, 60), (200, 24 * 60 * 60))


def client_address(request: HttpRequest) -> str:
    """The address asking, told the same way as at sign-in."""
    return str(get_client_ip_address(request) or "")


def wait_before(what: str, address: str, *, limits: tuple[tuple[int, int], ...] = PUBLIC_READING) -> int:
    """Count one asking; 0 when it is allowed, else the seconds to wait until the fullest window ends."""
    now = int(clock.now().timestamp())
    waits = [0]
    for allowed, seconds in limits:
        window, passed = divmod(now, seconds)
        key = salted_hmac("lienket.throttle", f"{what}:{seconds}:{window}:{address}").hexdigest()
        count = int(cache.get(key) or 0) + 1
        cache.set(key, count, seconds)
        if count > allowed:
            waits.append(seconds - passed)
    return max(waits)

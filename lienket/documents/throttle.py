"""How often one address may ask, counted over the shared cache in fixed windows. Addresses are never stored, only a keyed hash."""

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

# (readings, seconds): a person trying things out never meets these; a script does.
PUBLIC_READING = ((20, 60), (200, 24 * 60 * 60))


def client_address(request: HttpRequest) -> str:
    """The address asking: the peer's, or what our own proxy says where one is configured (its last entry; earlier ones can be forged)."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def wait_before(what: str, address: str, *, limits: tuple[tuple[int, int], ...] = PUBLIC_READING) -> int:
    """Count one asking; 0 when it is allowed, else the seconds to wait until the fullest window ends."""
    now = time.time()
    waits = [0]
    for allowed, seconds in limits:
        window, passed = divmod(int(now), seconds)
        key = salted_hmac("lienket.throttle", f"{what}:{seconds}:{window}:{address}").hexdigest()
        cache.add(key, 0, seconds)
        count = (cache.get(key) or 0) + 1
        cache.set(key, count, seconds)
        if count > allowed:
            waits.append(seconds - passed)
    return max(waits)

"""One structured line for each request, without personal data: the route's pattern, never the address with what was typed."""

import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

logger = structlog.get_logger("lienket.request")


class RequestLogMiddleware:
    """Gives the request an id (`request.request_id`, header X-Request-ID, every log line inside) and logs how it went."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = uuid.uuid4().hex[:12]
        request.request_id = request_id  # type: ignore[attr-defined]  # ours, read by the error pages
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request=request_id):
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id
            if not request.path.startswith(settings.STATIC_URL):
                logger.info(
                    "request",
                    method=request.method,
                    route=_route(request),
                    status=response.status_code,
                    ms=round((time.perf_counter() - started) * 1000, 1),
                    officer=_officer(request),
                )
        return response


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return "/" + match.route if match else "(none)"


def _officer(request: HttpRequest) -> int | None:
    # Only where the page looked at the session already; logging must not cost a query.
    user = request.__dict__.get("_cached_user")
    return getattr(user, "pk", None)

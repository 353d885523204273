"""Whether the site can work, for whatever watches over it."""

import structlog
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = structlog.get_logger("lienket.health")


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 "ok" when the database answers, else 503. Plain words, no details for strangers: those are in the log."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError as error:
        logger.error("database unavailable", error=type(error).__name__)
        return HttpResponse("database unavailable\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")

"""The pages for what went wrong, in both languages: what happened, what to do, and the number under which it is logged."""

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext

logger = structlog.get_logger("lienket.errors")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request was not understood. Drawn without the frame, since what is wrong may be the host or the session."""
    del exception  # said to the log by Django, not to a stranger
    return _bare(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a person who is known but may not. `exception`'s own sentence is shown, it says who may."""
    reason = str(exception) if exception and str(exception) else ""
    return render(request, "403.html", {"reason": reason}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: absent and not-yours look alike, so the page never says which."""
    del exception
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: ours to mend. Uses neither database nor session, both may be what broke."""
    return _bare(request, "500.html", 500)


def _bare(request: HttpRequest, template: str, status: int) -> HttpResponse:
    context = {"request_id": getattr(request, "request_id", "")}
    try:
        page = loader.get_template(template).render(
            context
        )  # no request: no context processor, no session, no database
    except Exception:
        logger.exception("error page failed", template=template)
        words = gettext("Something went wrong on our side")
        page = f"<!doctype html><title>{status}</title><p>{words}</p>"
    return HttpResponse(page, status=status)

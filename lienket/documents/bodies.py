"""Request bodies bounded before a byte of them is parsed: 60 MB are refused at the door, not after they were written to disk."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

SLACK = 256 * 1024  # boundaries and other fields around the file


def declared_length(request: HttpRequest) -> int:
    """The length of the body as the browser declares it; 0 where it does not."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def bounded_body(
    limit: int, refuse: Callable[[HttpRequest, int], HttpResponse]
) -> Callable[[Callable[..., HttpResponseBase]], Any]:
    """Answer a longer body with `refuse(request, length)`. The CSRF check, which reads the body, comes after."""

    def around(view: Callable[..., HttpResponseBase]) -> Any:
        protected = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def bounded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            length = declared_length(request)
            if length > limit + SLACK:
                # The CSRF check of the refusal's own form has nothing to read here.
                return refuse(request, length)
            answer: HttpResponseBase = protected(request, *args, **kwargs)
            return answer

        return bounded

    return around

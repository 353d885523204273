"""Opening a stored file through the gate, and locking one."""

import structlog
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.policy import can
from lienket.files import actions, kinds, storage
from lienket.files.models import StoredFile
from lienket.files.refusals import FileLocked

log = structlog.get_logger("lienket.files")

# What a stranger's file may do in our name when a browser shows it: nothing.
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@require_safe
def open_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes, to those who may have them: pictures in the page, everything else as a download."""
    file = get_object_or_404(StoredFile.objects.visible_to(request.user), pk=pk)
    if file.locked_at:
        context = {"message": FileLocked().message, "locked_at": file.locked_at}
        return render(request, "files/locked.html", context, status=FileLocked.status)
    try:
        content = storage.path_of(file.stored_as).open("rb")
    except FileNotFoundError as error:
        log.error("file_missing", file=file.pk)
        raise Http404 from error
    as_attachment = file.content_type not in kinds.IMAGES
    response = FileResponse(content, as_attachment=as_attachment, filename=file.name, content_type=file.content_type)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"  # a file locked today must not come out of a cache tomorrow
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@signed_in
def lock(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask, then lock a file in which a secret was found."""
    file = get_object_or_404(StoredFile.objects.open_to(request.user), pk=pk)
    if not can(request.user, "files.lock", file):
        raise Http404
    if request.method == "POST":
        actions.lock(file, request.user)
        messages.success(request, _("The file is locked and the security officers have been told."))
        return redirect(file)
    return render(request, "files/lock.html", {"file": file})

"""Opening a stored file through the gate, and locking one."""

import structlog
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.policy import can
from lienket.accounts.predicates import is_officer
from lienket.audit.models import Event
from lienket.files import actions, kinds, storage
from lienket.files.models import StoredFile
from lienket.files.preview import preview
from lienket.files.refusals import FileLocked

log = structlog.get_logger("lienket.files")

# What a stranger's file may do in our name when a browser shows it: nothing.
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@require_safe
def open_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes, to those who may have them: pictures in the page, everything else as a download."""
    file = get_object_or_404(StoredFile.objects.visible_to(request.user), pk=pk)
    if file.locked_at:
        return _locked(request, file)
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


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of a file, and with `?xem=1` a look into it: asked for by itself, because it can take seconds."""
    file = get_object_or_404(StoredFile.objects.visible_to(request.user).select_related("side"), pk=pk)
    if file.locked_at:
        return _locked(request, file)
    stored = Event.objects.of(file).filter(verb="files.stored").first()
    context = {
        "file": file,
        "kind": kinds.NAMES.get(file.content_type, file.content_type),
        # The office as it was on that day. The public learns the side, as everywhere.
        "given_by": stored.actor_label if stored and is_officer(request.user) else "",
        "preview": preview(file) if request.GET.get("xem") else None,
        "may_verify": is_officer(request.user),
        "may_lock": can(request.user, "files.lock", file),
    }
    return render(request, "files/file.html", context)


@signed_in
@require_POST
def verify(request: OfficerRequest, pk: int) -> HttpResponse:
    """Hold the stored bytes against their hash, now."""
    file = get_object_or_404(StoredFile.objects.open_to(request.user), pk=pk)
    if actions.verify(file, by=request.user):
        messages.success(request, _("The stored bytes are exactly those that were handed in."))
    else:
        messages.error(
            request, _("The stored bytes are NOT those that were handed in. Tell your administrator at once.")
        )
    return redirect(file.page_url)


def _locked(request: HttpRequest, file: StoredFile) -> HttpResponse:
    context = {"message": FileLocked().message, "locked_at": file.locked_at}
    return render(request, "files/locked.html", context, status=FileLocked.status)


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

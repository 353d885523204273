"""Pages of the documents room for officers and readers: the list, handing in, one document. The review stands in views_review.py."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.policy import can
from lienket.accounts.predicates import is_officer
from lienket.lib.forms import Form, NfcCharField
from lienket.lib.refusals import DeedRefused, NotAllowed
from lienket.lib.text import plain

from . import actions
from .bodies import bounded_body
from .forms.papers import ProgrammeChoiceForm, ShareForm, UploadForm
from .intake import PaperRefused
from .lit import lit_text
from .models import Document, DocumentState
from .problems import Spoken, megabytes, notes_in_words, spoken
from .reading import codes_in, names_of
from .refusals import AlreadyHere
from .review import progress_of
from .summary import summarise

PAGE_SIZE = 25
UNREAD = {DocumentState.RECEIVED, DocumentState.READING}


class ListFilter(Form):
    """Filters of the list; every value stands in the address."""

    q = NfcCharField(label=gettext_lazy("Words"), required=False, max_length=100)
    trang_thai = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("All states")), *DocumentState.choices]
    )


@require_GET
def document_list(request: HttpRequest) -> HttpResponse:
    """The documents this reader may open, newest first."""
    form = ListFilter(request.GET)
    rows = Document.objects.visible_to(request.user).for_lists().with_progress()
    if form.is_valid():
        for word in plain(form.cleaned_data["q"]).split():
            rows = rows.filter(folded__contains=word)
        if state := form.cleaned_data["trang_thai"]:
            rows = rows.filter(state=state)
    page = Paginator(rows.order_by("-received_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("trang"))
    may_upload = request.user.is_authenticated and can(request.user, "documents.receive")
    return render(request, "documents/list.html", {"form": form, "page_obj": page, "may_upload": may_upload})


def _body_too_large(request: HttpRequest, length: int) -> HttpResponse:
    problem = spoken("too_large", limit=settings.MAX_UPLOAD_BYTES, found=length)
    if not is_officer(request.user):
        return redirect("accounts:sign_in")
    return _upload_page(request, UploadForm(officer=request.user), problem=problem)


@bounded_body(settings.MAX_UPLOAD_BYTES, _body_too_large)
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: OfficerRequest) -> HttpResponse:
    """Hand in a paper for one's own side."""
    officer = request.user
    side = officer.side
    if side is None or not can(officer, "documents.receive", side):
        raise PermissionDenied(
            _(
                "Officers who handle papers hand them in: desk officers, heads, the focal agency, the Office and records clerks."
            )
        )
    form = UploadForm(
        request.POST or None, request.FILES or None, officer=officer, programme=request.GET.get("chuong-trinh", "")
    )
    if request.method != "POST" or not form.is_valid():
        return _upload_page(request, form)
    file = form.cleaned_data["file"]
    try:
        if file is not None and file.size > settings.MAX_UPLOAD_BYTES:
            raise PaperRefused("too_large", limit=settings.MAX_UPLOAD_BYTES, found=file.size)
        document = actions.receive_document(
            content=file.read() if file is not None else None,
            text=form.cleaned_data["text"] or None,
            name=(file.name if file is not None else form.cleaned_data["name"]) or "",
            side=side,
            by=officer,
            programme=form.cleaned_data["programme"],
            declared_not_secret=form.cleaned_data["declared_not_secret"],
        )
    except AlreadyHere as already:
        return _upload_page(request, form, problem=already.problem, twin=already.document)
    except PaperRefused as refused:
        return _upload_page(request, form, problem=refused.problem)
    except DeedRefused as refused:
        form.add_error(None, refused.message)
        return _upload_page(request, form)
    return redirect(document)


def _upload_page(
    request: HttpRequest, form: UploadForm, problem: Spoken | None = None, twin: Document | None = None
) -> HttpResponse:
    status = problem.status if problem else (422 if form.is_bound and form.errors else 200)
    context = {"form": form, "problem": problem, "twin": twin, "max_size": megabytes(settings.MAX_UPLOAD_BYTES)}
    return render(request, "documents/upload.html", context, status=status)


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: what it says, lit, with the words the address points at (`?tu=…&den=…`)."""
    found = get_object_or_404(
        Document.objects.visible_to(request.user).select_related("side", "programme", "file"), pk=pk
    )
    officer: Any = request.user
    context: dict[str, Any] = {
        "document": found,
        "unread": found.state in UNREAD,
        "may_decide": can(officer, "documents.decide", found),
        "may_edit": can(officer, "documents.edit", found),
        "may_lock": can(officer, "documents.lock", found) and found.state != DocumentState.LOCKED,
        "may_share": can(officer, "documents.share", found) and found.audience != "public",
        "notes": notes_in_words(found.notes),
        "problem": spoken(found.problem) if found.problem and found.state != DocumentState.ATTACHMENT else None,
    }
    if found.state == DocumentState.READ:
        reading = found.latest_reading
        facts: dict[str, Any] = (reading.facts if reading else {}) | {"text": found.text}
        context |= {
            "summary": summarise(facts, names_of(codes_in(facts))),
            "paragraphs": lit_text(found.text, facts, pages=found.pages, here=_pointed_at(request, found)),
            "progress": progress_of(found) if context["may_edit"] else None,
        }
    elif found.state != DocumentState.LOCKED and found.text:
        context["paragraphs"] = lit_text(found.text, {}, pages=found.pages)
    return render(
        request, "documents/document.html", context, status=410 if found.state == DocumentState.LOCKED else 200
    )


def _pointed_at(request: HttpRequest, document: Document) -> tuple[int, int] | None:
    try:
        start, end = int(request.GET["tu"]), int(request.GET["den"])
    except (KeyError, ValueError):
        return None
    return (start, end) if 0 <= start < end <= len(document.text) else None


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the reading stands: a fragment asked for every two seconds, which reloads the page once it is done."""
    found = get_object_or_404(Document.objects.visible_to(request.user).for_lists(), pk=pk)
    if not request.headers.get("HX-Request"):
        return redirect(found)
    if found.state not in UNREAD:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "documents/parts/reading_progress.html", {"document": found})


@signed_in
@require_POST
def read_again(request: OfficerRequest, pk: int) -> HttpResponse:
    """Have the paper read once more."""
    found = get_object_or_404(Document.objects.editable_by(request.user).select_related("side"), pk=pk)
    return _done(request, found, lambda by: actions.read_again(found, by=by), _("The document is being read again."))


@signed_in
@require_POST
def lock(request: OfficerRequest, pk: int) -> HttpResponse:
    """An officer locks a paper in which the reading saw no mark."""
    found = get_object_or_404(Document.objects.editable_by(request.user).select_related("side", "file"), pk=pk)
    words = _("Locked. Its text was removed, and the security officers of your side have been told.")
    return _done(request, found, lambda by: actions.lock_for_secret(found, by=by), words)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let the other parties or the public see a paper: a page that asks whether one is sure."""
    officer = request.user
    found = get_object_or_404(Document.objects.editable_by(officer).select_related("side", "programme", "file"), pk=pk)
    if not can(officer, "documents.share", found):
        raise PermissionDenied
    form = ShareForm(request.POST or None)
    if form.is_valid():
        try:
            actions.share_document(found, audience=form.cleaned_data["audience"], by=officer)
        except DeedRefused as refused:
            form.add_error("audience", refused.message)
        else:
            messages.success(
                request, _("Shared. Whoever may see the document finds it by search and in its programme.")
            )
            return redirect(found)
    return render(
        request, "documents/share.html", {"document": found, "form": form}, status=422 if form.errors else 200
    )


@signed_in
@require_POST
def place(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say to which programme a paper belongs; back to the review."""
    officer = request.user
    found = get_object_or_404(Document.objects.editable_by(officer).select_related("side", "programme"), pk=pk)
    form = ProgrammeChoiceForm(request.POST, document=found, officer=officer)
    if form.is_valid():
        _done(
            request,
            found,
            lambda by: actions.place_in_programme(found, form.cleaned_data["programme"], by=by),
            _("Noted. The proposals were held against what this programme has already."),
        )
    return redirect(reverse("documents:review", args=[found.pk]))


def _done(request: OfficerRequest, found: Document, deed: Any, words: str) -> HttpResponse:
    try:
        deed(request.user)
    except NotAllowed as refused:
        raise PermissionDenied(refused.message) from refused
    except DeedRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, words)
    return redirect(found)

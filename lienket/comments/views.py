"""The pages of a discussion: all of it, a remark put right or taken back, people to mention."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.policy import can
from lienket.lib.answering import attempt, status_of
from lienket.lib.refusals import DeedRefused

from . import actions, people, policy, subjects
from .forms import EditForm, RemarkForm
from .models import Remark
from .refusals import WordsStand
from .showing import show, show_all
from .subjects import Subject

PAGE_SIZE = 20


@signed_in
def discussion(request: OfficerRequest, kind: str, pk: int = 0, slug: str = "") -> HttpResponse:
    """Every remark on a subject, oldest first, and the form to add one."""
    subject = _subject(request, kind, pk, slug)
    form = RemarkForm(request.POST or None, subject=subject, author=request.user)
    refusal = None
    if request.method == "POST" and form.is_valid():
        made: list[Remark] = []
        refusal = attempt(form, lambda data: made.append(actions.add_remark(subject, **data, by=request.user)))
        if made and form.is_valid():
            messages.success(request, _("Your remark stands."))
            return redirect(f"{subject.url}#y-kien-{made[0].pk}")
    pages = Paginator(Remark.objects.on(subject, request.user), PAGE_SIZE)
    page = pages.get_page(request.GET.get("trang") or pages.num_pages)
    context = {
        "subject": subject,
        "form": form,
        "refusal": refusal,
        "page": page,
        "remarks": show_all(page, request.user),
    }
    return render(request, "comments/discussion.html", context, status=status_of(refusal, form))


@signed_in
@require_safe
def place(request: OfficerRequest, pk: int) -> HttpResponse:
    """The page of the discussion on which this remark stands: what mail and the desk lead to."""
    remark, subject = _remark(request, pk)
    before = Remark.objects.about(subject.kind, subject.pk).visible_to(request.user)
    earlier = before.filter(Q(at__lt=remark.at) | Q(at=remark.at, pk__lt=remark.pk)).count()
    return redirect(f"{subject.discussion_url}?trang={earlier // PAGE_SIZE + 1}#y-kien-{remark.pk}")


@signed_in
@require_safe
def suggest(request: OfficerRequest, kind: str, pk: int = 0, slug: str = "") -> JsonResponse:
    """People who can be mentioned and whose name or address fits `q`: for the list that opens at "@"."""
    subject = _subject(request, kind, pk, slug)
    found = people.matching(subject, request.GET.get("q", "")[:60])
    return JsonResponse(
        {"people": [{"address": one.email, "name": one.full_name, "office": office} for one, office in found]}
    )


@signed_in
def edit(request: OfficerRequest, pk: int) -> HttpResponse:
    """One's own remark put right, while that is open."""
    remark, subject = _remark(request, pk)
    if not policy.is_author(request.user, remark):
        raise Http404
    form = EditForm(request.POST or None, initial={"text": remark.text})
    refusal: DeedRefused | None = None
    if not can(request.user, "comments.edit", remark):
        refusal = WordsStand(remark)
    elif request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda data: actions.edit_remark(remark, **data, by=request.user))
        if refusal is None and form.is_valid():
            messages.success(request, _("The remark has been put right; its earlier words are kept."))
            return redirect(f"{subject.url}#y-kien-{remark.pk}")
    context = {"subject": subject, "shown": show(remark, request.user), "form": form, "refusal": refusal}
    return render(request, "comments/edit.html", context, status=status_of(refusal, form))


@signed_in
def withdraw(request: OfficerRequest, pk: int) -> HttpResponse:
    """A remark taken back, after a question."""
    remark, subject = _remark(request, pk)
    if not can(request.user, "comments.withdraw", remark):
        raise Http404
    if request.method == "POST":
        actions.withdraw_remark(remark, by=request.user)
        messages.success(request, _("The remark has been withdrawn."))
        return redirect(f"{subject.url}#y-kien-{remark.pk}")
    return render(request, "comments/withdraw.html", {"subject": subject, "shown": show(remark, request.user)})


@signed_in
@require_POST
def see(request: OfficerRequest, pk: int) -> HttpResponse:
    """The mention has been seen: it leaves the desk."""
    remark, _subject_seen = _remark(request, pk)
    actions.see(remark, by=request.user)
    return redirect("comments:place", remark.pk)


def _subject(request: OfficerRequest, kind: str, pk: int, slug: str) -> Subject:
    """Through the gate of the subject's room; who has no part in the talk finds nothing here."""
    found = subjects.find(kind, request.user, **({"slug": slug} if slug else {"pk": pk}))
    if found is None or not can(request.user, "comments.remark", found):
        raise Http404
    return found


def _remark(request: OfficerRequest, pk: int) -> tuple[Remark, Subject]:
    remark = get_object_or_404(Remark.objects.visible_to(request.user).select_related("side"), pk=pk)
    found = subjects.find(remark.subject_kind, request.user, pk=remark.subject_id)
    if found is None or not can(request.user, "comments.remark", found):
        raise Http404
    return remark, found

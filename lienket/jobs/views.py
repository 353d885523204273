"""The page of failed jobs, for administrators; to everybody else it is not there."""

from uuid import UUID

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.jobs import actions
from lienket.jobs.looking import Look, standing
from lienket.jobs.models import Job
from lienket.lib.transitions import StaleState

_ON_A_PAGE = 25


def _failed_job(request: HttpRequest, pk: UUID) -> Job:
    _must_manage(request)
    job: Job = get_object_or_404(Job.objects.failed(), pk=pk)
    return job


def _must_manage(request: HttpRequest) -> None:
    if not rules.test_rule("jobs.manage", request.user):
        raise Http404


@login_required
def failed(request: HttpRequest) -> HttpResponse:
    """Every job that was given up, the newest first, and how the background work stands."""
    _must_manage(request)
    jobs = Job.objects.failed().order_by("-finished_at", "pk")
    page = Paginator(jobs, _ON_A_PAGE).get_page(request.GET.get("trang"))
    looks = [Look(job) for job in page.object_list]
    return render(request, "jobs/failed.html", {"page": page, "looks": looks, "standing": standing()})


@login_required
@require_POST
def retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have it tried again."""
    job = _failed_job(request, pk)
    try:
        actions.retry(job, by=request.user)
        messages.success(request, _("The job is queued again."))
    except StaleState:
        messages.info(request, _("Somebody else has dealt with this job meanwhile."))
    return redirect("jobs:failed")


@login_required
def forget(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then give it up."""
    job = _failed_job(request, pk)
    if request.method != "POST":
        return render(request, "jobs/forget.html", {"look": Look(job)})
    try:
        actions.forget(job, by=request.user)
        messages.success(request, _("The job has been given up."))
    except StaleState:
        messages.info(request, _("Somebody else has dealt with this job meanwhile."))
    return redirect("jobs:failed")

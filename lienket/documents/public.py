"""The public reading: anyone hands in a paper and sees what it says. Nothing is stored: no row, no session, no cookie, no log of the text.

The page changes nothing and acts for nobody, so it needs no CSRF token; that also lets an oversized body be refused
before a byte of it is parsed.
"""

import json
import time

import structlog
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lienket.lib import clock
from lienket.lib.forms import Form, NfcCharField

from . import intake, samples
from .bodies import SLACK, declared_length
from .intake import ACCEPTED_FILES, MAX_PUBLIC_CHARACTERS, Paper, PaperRefused
from .lit import lit_text
from .problems import megabytes, notes_in_words
from .reading import codes_in, names_of, read_words, warm_up
from .summary import summarise
from .throttle import client_address, wait_before

SECONDS_FOR_A_FILE = 8
log = structlog.get_logger("lienket.documents.public")


class PublicReadingForm(Form):
    """A pasted text or one file."""

    text = NfcCharField(
        label=_("Text of the document"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 12, "autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ACCEPTED_FILES}),
    )

    def paper(self) -> Paper:
        """The paper handed in. Raises PaperRefused."""
        words, file = self.cleaned_data["text"], self.cleaned_data["file"]
        if file and words.strip():
            raise PaperRefused("both_given")
        if file is None:
            if not words.strip():
                raise PaperRefused("nothing_given")
            return intake.open_words(words, max_characters=MAX_PUBLIC_CHARACTERS)
        if file.size > settings.MAX_PUBLIC_UPLOAD_BYTES:
            raise PaperRefused("too_large", limit=settings.MAX_PUBLIC_UPLOAD_BYTES, found=file.size)
        return intake.open_file(
            file.read(),
            file.name or "",
            max_bytes=settings.MAX_PUBLIC_UPLOAD_BYTES,
            max_characters=MAX_PUBLIC_CHARACTERS,
            seconds=SECONDS_FOR_A_FILE,
        )


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def read_public(request: HttpRequest) -> HttpResponse:
    """Fetch the paper, read it, show what it says. GET shows the form, or a sample with `?mau=`."""
    if request.method != "POST":
        name = request.GET.get("mau", "")
        if name not in samples.NAMES:
            warm_up()
            return _page(request, PublicReadingForm())
        paper = intake.open_words(samples.sample(name, clock.today()), max_characters=MAX_PUBLIC_CHARACTERS)
        return _answer(request, PublicReadingForm(), paper, sample=True)
    if (length := declared_length(request)) > settings.MAX_PUBLIC_UPLOAD_BYTES + SLACK:
        too_large = PaperRefused("too_large", limit=settings.MAX_PUBLIC_UPLOAD_BYTES, found=length)
        return _refused(request, too_large, PublicReadingForm())
    try:
        if wait := wait_before("public-reading", client_address(request)):
            raise PaperRefused("too_often", wait=wait)
        form = PublicReadingForm(request.POST, request.FILES)
        if not form.is_valid():
            return _page(request, form, status=400)
        paper = form.paper()
    except PaperRefused as refused:
        return _refused(request, refused, PublicReadingForm(initial={"text": request.POST.get("text", "")}))
    return _answer(request, form, paper)


def _answer(request: HttpRequest, form: PublicReadingForm, paper: Paper, *, sample: bool = False) -> HttpResponse:
    began = time.perf_counter()
    facts = read_words(paper.text)
    text = facts["text"]
    if request.POST.get("as") == "json":
        response = HttpResponse(
            json.dumps(facts, ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8"
        )
        response["Content-Disposition"] = 'attachment; filename="doc-van-ban.json"'
        return response
    summary = summarise(facts, names_of(codes_in(facts)))
    seconds = time.perf_counter() - began
    log.info("read_public", characters=len(text), ms=round(seconds * 1000))
    return _page(
        request,
        form,
        paper=paper,
        text=text,
        summary=summary,
        paragraphs=lit_text(text, facts, pages=paper.pages),
        notes=notes_in_words(paper.notes),
        seconds=seconds,
        sample=sample,
    )


def _refused(request: HttpRequest, refused: PaperRefused, form: PublicReadingForm) -> HttpResponse:
    """The form again with what was typed, and the problem in words."""
    problem = refused.problem
    response = _page(request, form, problem=problem, status=problem.status)
    if refused.code == "too_often":
        response["Retry-After"] = str(refused.detail["wait"])
    return response


def _page(request: HttpRequest, form: PublicReadingForm, *, status: int = 200, **context: object) -> HttpResponse:
    context |= {
        "form": form,
        "samples": samples.CHOICES,
        "max_size": megabytes(settings.MAX_PUBLIC_UPLOAD_BYTES),
        "max_characters": MAX_PUBLIC_CHARACTERS,
    }
    return render(request, "documents/read_public.html", context, status=status)

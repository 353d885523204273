"""Telling who is mentioned: where, by which office, and the way there; never the remark's own words."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.notices.kinds import Kind
from lienket.notices.telling import Notice, tell

from .desk import ABOUT
from .models import Remark
from .subjects import Subject


def tell_of_mention(officer: Officer, remark: Remark, subject: Subject) -> None:
    """One notice to one officer, in that officer's language, by the channel the officer chose."""
    with translation.override(officer.language):
        number = subject.number
        called = number if subject.quiet or number == subject.title else f"{number}: {subject.title}"
        notice = Notice(
            kind=Kind.MENTIONS,
            group="mentioned",
            subject=_("%(number)s: you are mentioned") % {"number": number},
            title=called,
            detail=_("%(who)s mentions you in a remark.") % {"who": remark.by_label},
            url=reverse("comments:place", args=[remark.pk]),
            about=f"{ABOUT}:{remark.pk}",
        )
        tell(officer, notice)

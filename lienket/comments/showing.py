"""Remarks as a page shows them: words with names, what the reader may do with each, and where the discussion stands."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from lienket.accounts.policy import can

from . import policy
from .forms import RemarkForm
from .models import EarlierText, Remark
from .subjects import Subject
from .words import shown


@dataclass(frozen=True, slots=True)
class Shown:
    """One remark for one reader. `beside` are the people mentioned who are not named in the words."""

    remark: Remark
    words: SafeString
    beside: list[str]
    earlier: list[tuple[EarlierText, SafeString]]
    may_edit: bool
    may_withdraw: bool
    waits: bool  # it mentions the reader, who has not seen it yet

    @property
    def place(self) -> str:
        """Its anchor on a page."""
        return f"y-kien-{self.remark.pk}"

    @property
    def see_url(self) -> str:
        """Where the mentioned reader says that it was seen."""
        return reverse("comments:see", args=[self.remark.pk])

    @property
    def edit_until(self) -> dt.datetime:
        """Until when the author can put the words right."""
        return localtime(policy.edit_until(self.remark))


@dataclass(frozen=True, slots=True)
class Discussion:
    """What a page of a subject needs: its remarks, and the form for those who may write."""

    subject: Subject
    remarks: list[Shown]
    form: RemarkForm


def show(remark: Remark, reader: Any) -> Shown:
    """The remark as `reader` sees it; costs no query where it came from `RemarkQuerySet.on`."""
    mentions = list(remark.mentions.all())
    officers = [mention.officer for mention in mentions]
    withdrawn = remark.withdrawn_at is not None
    text = "" if withdrawn else remark.text
    words = shown(text, officers)
    named = text.lower()
    return Shown(
        remark=remark,
        words=words,
        beside=[] if withdrawn else [one.full_name for one in officers if f"@{one.email}" not in named],
        earlier=[] if withdrawn else [(old, shown(old.text, officers)) for old in remark.earlier_texts.all()],
        may_edit=can(reader, "comments.edit", remark),
        may_withdraw=not withdrawn and can(reader, "comments.withdraw", remark),
        waits=not withdrawn and any(m.officer_id == reader.pk and m.seen_at is None for m in mentions),
    )


def discussion(subject: Subject, reader: Any) -> Discussion | None:
    """The remarks on a subject and an empty form; None for whoever has no part in the talk."""
    if not policy.talks(reader, subject):
        return None
    return Discussion(
        subject, show_all(Remark.objects.on(subject, reader), reader), RemarkForm(subject=subject, author=reader)
    )


def show_all(remarks: Iterable[Remark], reader: Any) -> list[Shown]:
    """Each remark as `reader` sees it."""
    return [show(remark, reader) for remark in remarks]

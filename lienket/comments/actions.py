"""Deeds on remarks. Each asks the subject's own gate anew, then the policy, saves, records and tells, in one transaction."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.accounts.predicates import sides
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.numbers import format_number
from lienket.lib.saving import Incomplete, save_clean
from lienket.localities.models import Locality

from . import mail, policy, subjects
from .models import LONGEST, EarlierText, Mention, Remark
from .people import readers
from .refusals import NothingThere, WordsStand
from .subjects import Subject
from .words import addresses, tidy

MOST_MENTIONS = 20


@transaction.atomic
def add_remark(
    subject: Subject, *, text: str, own_side_only: bool = False, people: Collection[Officer] = (), by: Officer
) -> Remark:
    """Say something about the subject; `people` are mentioned beside those named in the text. Answers what mentioned the author.

    Raises NotAllowed, NothingThere, Incomplete.
    """
    audit.take_turn()
    subject = _again(subject, by)
    mine = sides(by)
    side = next(one for one in subject.sides if one.pk in mine)
    remark = Remark(
        subject_kind=subject.kind, subject_id=subject.pk, side=side, by=by, by_label=by.label, text=_read(text),
        audience=Audience.SIDE if own_side_only else Audience.PARTIES,
    )  # fmt: skip
    mentioned = _mentioned(remark, subject, people)
    save_clean(remark)
    _put_before(mentioned, remark, subject)
    Mention.objects.filter(
        officer=by, seen_at=None, remark__subject_kind=subject.kind, remark__subject_id=subject.pk
    ).update(seen_at=clock.now())
    _record("comments.remarked", remark, subject, by)
    return remark


@transaction.atomic
def edit_remark(remark: Remark, *, text: str, by: Officer) -> Remark:
    """Put one's own words right while that is open; the earlier ones are kept. Who is mentioned anew is told."""
    audit.take_turn()
    subject = _held(remark, by)
    if policy.is_author(by, remark) and not policy.edits(by, remark):
        raise WordsStand(remark)
    require(by, "comments.edit", remark)
    words = _read(text)
    if words == remark.text:
        return remark
    EarlierText.objects.create(remark=remark, text=remark.text)
    dropped = set(addresses(remark.text)) - set(addresses(words))
    remark.text, remark.edited_at = words, clock.now()
    already = [mention.officer for mention in remark.mentions.select_related("officer")]
    kept = [officer for officer in already if officer.email not in dropped]
    mentioned = _mentioned(remark, subject, (), known=kept)
    save_clean(remark, only=["text", "edited_at"])
    remark.mentions.exclude(officer__in=kept).delete()
    _put_before([officer for officer in mentioned if officer not in kept], remark, subject)
    _record("comments.edited", remark, subject, by)
    return remark


@transaction.atomic
def withdraw_remark(remark: Remark, by: Officer) -> Remark:
    """Take a remark back: that it stood there stays to be seen, its words do not. Twice is the same as once."""
    audit.take_turn()
    subject = _held(remark, by)
    require(by, "comments.withdraw", remark)
    if remark.withdrawn_at is None:
        remark.withdrawn_at, remark.withdrawn_by_label = clock.now(), by.label
        save_clean(remark, only=["withdrawn_at", "withdrawn_by_label"])
        _record("comments.withdrawn", remark, subject, by)
    return remark


@transaction.atomic
def see(remark: Remark, by: Officer) -> None:
    """The mentioned officer has seen it: it leaves the desk. Nobody else's business, so the history does not tell."""
    remark.mentions.filter(officer=by, seen_at=None).update(seen_at=clock.now())


def _again(subject: Subject, by: Officer) -> Subject:
    """The subject as it stands now; who may see it can have changed since the page was opened."""
    found = subjects.find(subject.kind, by, pk=subject.pk)
    if found is None:
        raise NothingThere(_("This is no longer open to you."))
    require(by, "comments.remark", found)
    return found


def _held(remark: Remark, by: Officer) -> Subject:
    remark.refresh_from_db(from_queryset=Remark.objects.select_for_update())
    found = subjects.find(remark.subject_kind, by, pk=remark.subject_id)
    if found is None:
        raise NothingThere(_("This is no longer open to you."))
    return found


def _read(text: str) -> str:
    words = tidy(text)
    if not words:
        raise Incomplete({"text": _("Write what you have to say: nothing that can be read was typed.")})
    if len(words) > LONGEST:
        problem = _("A remark has at most %(most)s characters; this one has %(found)s. Attach a paper for more.")
        raise Incomplete({"text": problem % {"most": format_number(LONGEST), "found": format_number(len(words))}})
    return words


def _mentioned(
    remark: Remark, subject: Subject, chosen: Iterable[Officer], known: Iterable[Officer] = ()
) -> list[Officer]:
    """The officers mentioned, all of them readers of the remark, `known` ones since earlier.

    Raises Incomplete for anybody else; who exists but may not read it is refused like who does not exist.
    """
    open_to: list[Locality] = [remark.side] if remark.own_side_only else list(subject.sides)
    everybody = {officer.email: officer for officer in known}
    asked = [address for address in addresses(remark.text) if address not in everybody]
    if asked:
        everybody |= {officer.email: officer for officer in readers(open_to).filter(email__in=asked)}
    if strangers := [address for address in asked if address not in everybody]:
        problem = _("Nobody who may read this remark has the address %(who)s. Check it, or choose from the list.")
        raise Incomplete({"text": problem % {"who": ", ".join(strangers[:5])}})
    if picked := {officer.pk for officer in chosen}:
        listed = list(readers(open_to).filter(pk__in=picked))
        if len(listed) < len(picked):
            raise Incomplete(
                {"people": _("Somebody you chose may not read this remark. Choose people of your side only.")}
            )
        everybody |= {officer.email: officer for officer in listed}
    others = [officer for officer in everybody.values() if officer.pk != remark.by_id]
    if len(others) > MOST_MENTIONS:
        problem = _("At most %(n)s people are mentioned in one remark; this one mentions %(found)s.")
        raise Incomplete({"text": problem % {"n": MOST_MENTIONS, "found": len(others)}})
    return others


def _put_before(officers: Iterable[Officer], remark: Remark, subject: Subject) -> None:
    for officer in officers:
        Mention.objects.create(remark=remark, officer=officer)
        mail.tell_of_mention(officer, remark, subject)


def _record(verb: str, remark: Remark, subject: Subject, by: Officer) -> None:
    audit.record(
        by=by, verb=verb, thing=subject.thing, side=remark.side, remark=remark.pk, own_side=remark.own_side_only
    )

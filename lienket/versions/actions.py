"""Proposing, approving and dropping the next version of a public record."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.audit.changes import KEY, changed
from lienket.commitments.models import Commitment
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import save_clean
from lienket.programmes.models import Programme

from . import mail
from .models import NextVersion
from .refusals import AlreadyDecided, NoDifference, RecordMoved
from .things import is_public, kind_of, living, plain, present

Thing = Commitment | Programme


@transaction.atomic
def propose(thing: Thing, *, values: Mapping[str, Any], by: Officer) -> NextVersion:
    """Keep `values` (every field of the thing's own edit) as its next version; the record stays as it is.

    An older open version gives way. Raises NotAllowed, NoDifference, and whatever the edit itself would raise.
    """
    audit.take_turn()
    require(by, "versions.propose", thing)
    thing.refresh_from_db()
    before = present(thing)
    told = _rehearsed(thing, values, by)
    differing = [name for name in kind_of(thing).fields if plain(values[name]) != plain(before[name])]
    if not told or not differing:
        raise NoDifference(_("Nothing differs from what is public now. Change something first."))
    for older in NextVersion.objects.select_for_update().of(thing).open():
        _decide(older, NextVersion.State.DROPPED, by)
    version = NextVersion(
        base={name: plain(before[name]) for name in differing},
        values={name: plain(values[name]) for name in differing},
        changes=told[KEY], by=by, by_label=by.label,
        **{kind_of(thing).name: thing},
    )  # fmt: skip
    save_clean(version)
    audit.record(by=by, verb="versions.proposed", thing=thing, side=by.side, version=version.pk, **told)
    mail.tell_of_version(version, thing, by=by)
    return version


@transaction.atomic
def revise(thing: Thing, *, values: Mapping[str, Any], by: Officer) -> NextVersion | None:
    """Correct the record: at once (None), or, where the public reads it, as its next version. Raises what either raises."""
    if is_public(thing):
        return propose(thing, values=values, by=by)
    kind_of(thing).edit(thing, **values, by=by)
    return None


@transaction.atomic
def approve(version: NextVersion, by: Officer) -> Thing:
    """Put the version into the record: from now on the public reads it. Never by who proposed it.

    Raises NotAllowed, AlreadyDecided, RecordMoved, and whatever the edit itself would raise.
    """
    _take(version)
    if version.by_id == by.pk:
        raise NotAllowed(_("You proposed this version; somebody else approves it."))
    require(by, "versions.approve", version)
    thing = version.thing
    thing.refresh_from_db()
    now = present(thing)
    if any(plain(now[name]) != value for name, value in version.base.items()):
        raise RecordMoved(
            _("The record has changed since this version was proposed. Drop it and propose the change anew.")
        )
    values = now | {name: living(name, value) for name, value in version.values.items()}
    kind_of(thing).edit(thing, **values, by=by)
    _decide(version, NextVersion.State.APPROVED, by)
    audit.record(by=by, verb="versions.approved", thing=thing, side=by.side, version=version.pk)
    return thing


@transaction.atomic
def drop(version: NextVersion, by: Officer) -> None:
    """Take the version back; the record stays as it is. Raises NotAllowed, AlreadyDecided."""
    _take(version)
    require(by, "versions.drop", version)
    _decide(version, NextVersion.State.DROPPED, by)
    audit.record(by=by, verb="versions.dropped", thing=version.thing, side=by.side, version=version.pk)


def _take(version: NextVersion) -> None:
    audit.take_turn()
    version.refresh_from_db(from_queryset=NextVersion.objects.select_for_update())
    if version.state != NextVersion.State.OPEN:
        raise AlreadyDecided(
            _("%(who)s decided on this version already: %(state)s.")
            % {"who": version.decided_by_label, "state": version.get_state_display()}
        )


def _decide(version: NextVersion, state: NextVersion.State, by: Officer) -> None:
    version.state, version.decided_by_label, version.decided_at = state, by.label, clock.now()
    save_clean(version, only=["state", "decided_by_label", "decided_at"])


def _rehearsed(thing: Thing, values: Mapping[str, Any], by: Officer) -> dict[str, Any]:
    """What the edit would change, found by doing it and rolling it back: it is refused here as it would be there."""
    kind = kind_of(thing)
    before = kind.as_recorded(thing)
    trial = type(thing)._default_manager.get(pk=thing.pk)  # a refused edit leaves its words on the instance
    with transaction.atomic():
        after = kind.as_recorded(kind.edit(trial, **values, by=by))
        transaction.set_rollback(True)
    return changed(before, after)

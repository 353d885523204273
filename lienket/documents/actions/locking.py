"""A secret found after storage: locked, its own security officers told, the fact in the history, the content nowhere."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from lienket.accounts.models import Appointment, Officer, Role
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.files import actions as files
from lienket.lib import clock
from lienket.lib.transitions import move
from lienket.notices.actions import send_mail
from lienket.search import actions as search

from ..models import Correction, Document, DocumentState, Proposal, ProposalState, Reading

_OPEN = {state.value for state in DocumentState} - {DocumentState.LOCKED.value}


@transaction.atomic
def lock_for_secret(document: Document, *, by: Officer | None = None) -> bool:
    """Lock a paper that turned out to bear a secrecy mark; False when it was locked already.

    Text, readings and undecided proposals are removed from the database rows that pages show; the file stays under lock
    for the authority's instruction (handbook, section 10). What was accepted already stays and is named in the notice,
    because the security officer has to judge it. `by` is an officer of the side, or None where the reading found it.
    Raises NotAllowed.
    """
    if by is not None:
        require(by, "documents.lock", document)
    audit.take_turn()
    document.refresh_from_db(fields=["state"])
    if document.state == DocumentState.LOCKED:
        return False
    accepted = document.proposals.filter(state=ProposalState.ACCEPTED).count()
    move(
        document,
        frm=_OPEN,
        to=DocumentState.LOCKED,
        text="",
        pages=[],
        notes=[],
        folded="",
        title=f"#{document.pk}",
        number="",
        source="",
    )
    # The words go, the decisions stay: a proposal keeps who decided what and what came of it.
    Proposal.objects.filter(document=document, state=ProposalState.PENDING).update(state=ProposalState.SUPERSEDED)
    Proposal.objects.filter(document=document).update(quote="", draft={})
    Reading.objects.filter(document=document).update(facts={})
    Correction.objects.filter(document=document).delete()
    if document.file is not None:
        files.lock(document.file, by)
    search.drop("document", document.pk)
    audit.record(by=by, verb="documents.locked_for_secret", thing=document, side=document.side, accepted=accepted)
    for officer in _security_officers(document):
        with translation.override(officer.language):
            send_mail(
                to=officer,
                subject=_("A document was locked: it may bear a state secret"),
                body=_(
                    "Document #%(id)s of your side was locked because a secrecy mark was found in it. Nobody can open it or its file any more, "
                    "and its text was removed.\n%(accepted)s record(s) had been accepted from it before: please judge them.\n\n%(url)s\n"
                )
                % {
                    "id": document.pk,
                    "accepted": accepted,
                    "url": settings.SITE_URL + reverse("documents:document", args=[document.pk]),
                },
            )
    return True


def _security_officers(document: Document) -> list[Officer]:
    posts = Appointment.objects.on(clock.today()).filter(
        role=Role.SECURITY, agency__locality=document.side, officer__is_active=True
    )
    return list(Officer.objects.filter(pk__in=posts.values("officer")))

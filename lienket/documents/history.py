"""How this room's deeds read in the history."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINES: Mapping[str, str | Promise] = {
    "documents.received": _("handed in a document"),
    "documents.kept_as_attachment": _("kept a document without text as an attachment, declared no state secret"),
    "documents.secret_refused": _("a document with a secrecy mark was refused before storage"),
    "documents.read": _("the document was read: %(proposals)s proposals"),
    "documents.read_again": _("had the document read again"),
    "documents.locked_for_secret": _("the document was locked: a secrecy mark was found in it"),
    "documents.placed_in_programme": _("said to which programme the document belongs"),
    "documents.shared": _("shared the document"),
    "documents.proposal_accepted": _("accepted a proposal of the document"),
    "documents.proposal_rejected": _("rejected a proposal of the document"),
    "documents.proposal_reconsidered": _("put a rejected proposal back"),
    "documents.acceptance_withdrawn": _("withdrew an acceptance"),
    "documents.sure_accepted": _("accepted %(accepted)s sure proposals of the document in one go"),
    "documents.sure_withdrawn": _("took back %(withdrawn)s acceptances made in one go"),
}

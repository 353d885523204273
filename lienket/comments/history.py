"""How this room's deeds read in the history."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINES: Mapping[str, str | Promise] = {
    "comments.remarked": _("wrote a remark"),
    "comments.edited": _("edited a remark"),
    "comments.withdrawn": _("withdrew a remark"),
}

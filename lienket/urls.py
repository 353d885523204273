"""Every address of the site; each room's urls.py reads as sentences."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("lienket.pages.urls")),
    path("", include("lienket.documents.urls")),
    path("", include("lienket.files.urls")),
    path("", include("lienket.comments.urls")),
    path("", include("lienket.versions.urls")),
    path("", include("lienket.accounts.urls")),
    path("", include("lienket.notices.urls")),
    path("", include("lienket.jobs.urls")),
    path("", include("lienket.audit.urls")),
    path("", include("lienket.lib.urls")),
]
if settings.DEBUG or settings.TESTING:
    urlpatterns.append(path("giao-dien/", include("lienket.pages.style_urls")))

handler400 = "lienket.lib.errors.bad_request"
handler403 = "lienket.lib.errors.permission_denied"
handler404 = "lienket.lib.errors.page_not_found"
handler500 = "lienket.lib.errors.server_error"

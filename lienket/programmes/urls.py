"""Addresses of the deeds of this room; pages/urls.py mounts them in the room's namespace beside the page that gathers it."""

from django.urls import URLPattern, path

from .views import moves, records

urlpatterns: list[URLPattern] = [
    # /chuong-trinh/
    path("chuong-trinh/moi/", records.create, name="create"),
    path("chuong-trinh/<slug:slug>/sua/", records.edit, name="edit"),
    path("chuong-trinh/<slug:slug>/cong-khai/", records.audience, name="audience"),
    path("chuong-trinh/<slug:slug>/dau-moi/", records.focal_agency, name="focal_agency"),
    path("chuong-trinh/<slug:slug>/them-nguoi-ky/", records.add_signatory, name="add_signatory"),
    path("chuong-trinh/<slug:slug>/them-nhom/", records.add_group, name="add_group"),
    path("chuong-trinh/<slug:slug>/them-hoi-nghi/", records.record_meeting, name="record_meeting"),
    path("chuong-trinh/<slug:slug>/chuyen-trang-thai/", moves.move, name="move"),
    path("chuong-trinh/<slug:slug>/thoi-tham-gia/", records.leave, name="leave"),
    path("chuong-trinh/<slug:slug>/rut/", records.withdraw, name="withdraw"),
]

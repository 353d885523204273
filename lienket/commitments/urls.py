"""Addresses of the deeds of this room; pages/urls.py mounts them in the room's namespace beside the page that gathers it."""

from django.urls import URLPattern, path

from .views import decisions, leaving, progress, record, reminding, standing, steps

urlpatterns: list[URLPattern] = [
    # /chuong-trinh/<slug>/
    path("chuong-trinh/<slug:slug>/them-noi-dung/", record.add, name="add"),
    # /cam-ket/<id>/
    path("cam-ket/<int:pk>/giao-nhiem-vu/", steps.assign, name="assign"),
    path("cam-ket/<int:pk>/tiep-nhan/", steps.accept, name="accept"),
    path("cam-ket/<int:pk>/de-nghi-phan-cong-lai/", steps.ask_reassignment, name="ask_reassignment"),
    path("cam-ket/<int:pk>/bat-dau/", steps.start, name="start"),
    path("cam-ket/<int:pk>/cap-nhat/", steps.report_progress, name="report_progress"),
    path("cam-ket/<int:pk>/bao-cao-hoan-thanh/", steps.report_completion, name="report_completion"),
    path("cam-ket/<int:pk>/xac-nhan/", steps.confirm_completion, name="confirm_completion"),
    path("cam-ket/<int:pk>/yeu-cau-bo-sung/", steps.return_for_more, name="return_for_more"),
    path("cam-ket/<int:pk>/giu-phan-cong/", decisions.keep_lead, name="keep_lead"),
    path("cam-ket/<int:pk>/tam-dung/", decisions.pause, name="pause"),
    path("cam-ket/<int:pk>/tiep-tuc/", decisions.resume, name="resume"),
    path("cam-ket/<int:pk>/dung-thuc-hien/", decisions.stop, name="stop"),
    path("cam-ket/<int:pk>/chuyen-ky-sau/", decisions.carry_over, name="carry_over"),
    path("cam-ket/<int:pk>/de-nghi-gia-han/", decisions.ask_extension, name="ask_extension"),
    path("cam-ket/<int:pk>/dong-y-gia-han/", decisions.approve_extension, name="approve_extension"),
    path("cam-ket/<int:pk>/khong-gia-han/", decisions.refuse_extension, name="refuse_extension"),
    path("cam-ket/<int:pk>/mo-lai/", decisions.reopen, name="reopen"),
    path("cam-ket/<int:pk>/sua/", record.edit, name="edit"),
    path("cam-ket/<int:pk>/chon-chi-tieu/", record.measure_by, name="measure_by"),
    path("cam-ket/<int:pk>/moc/", progress.milestones, name="milestones"),
    path("cam-ket/<int:pk>/moc/<int:milestone>/dat/", progress.reach, name="reach_milestone"),
    path("cam-ket/<int:pk>/moc/<int:milestone>/chua-dat/", progress.take_back, name="take_back_milestone"),
    path("cam-ket/<int:pk>/tien-do-tu-dat/", progress.override, name="override_progress"),
    path("cam-ket/<int:pk>/bo-tien-do-tu-dat/", progress.lift, name="lift_override"),
    path("cam-ket/<int:pk>/doi-thoi-han/", record.change_deadline, name="change_deadline"),
    path("cam-ket/<int:pk>/nhiem-vu-thuong-xuyen/", standing.recurrence, name="recurrence"),
    path("cam-ket/<int:pk>/co-quan-tiep-nhan/", standing.hand_over, name="hand_over"),
    path("cam-ket/<int:pk>/don-doc/", reminding.chase_by_hand, name="chase_by_hand"),
    path("cam-ket/<int:pk>/ben-thoi-tham-gia/", leaving.go_on_without, name="go_on_without"),
    path("cam-ket/<int:pk>/ai-duoc-xem/", record.audience, name="audience"),
    path("cam-ket/<int:pk>/rut/", record.withdraw, name="withdraw"),
]

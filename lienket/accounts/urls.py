"""Addresses of the accounts room."""

from django.urls import URLPattern, URLResolver, path

from .views import own, passwords, people, signing_in

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-nhap/", signing_in.sign_in, name="sign_in"),
    path("dang-xuat/", signing_in.sign_out, name="sign_out"),
    path("quen-mat-khau/", passwords.forgot_password, name="forgot_password"),
    path("quen-mat-khau/da-gui/", passwords.reset_sent, name="reset_sent"),
    path("quen-mat-khau/<str:token>/", passwords.set_new_password, name="set_new_password"),
    path("loi-moi/<str:token>/", passwords.accept_invitation, name="accept_invitation"),
    # one's own: /tai-khoan/
    path("tai-khoan/", own.profile, name="profile"),
    path("tai-khoan/mat-khau/", passwords.change_own_password, name="change_own_password"),
    # an administrator's: /can-bo/
    path("can-bo/", people.people, name="people"),
    path("can-bo/moi/", people.invite, name="invite"),
    path("can-bo/<int:officer_id>/", people.officer, name="officer"),
    path("can-bo/<int:officer_id>/phan-cong/", people.appoint, name="appoint"),
    path("can-bo/<int:officer_id>/phan-cong/<int:appointment_id>/dieu-chuyen/", people.move, name="move"),
    path("can-bo/<int:officer_id>/phan-cong/<int:appointment_id>/ket-thuc/", people.end, name="end"),
    path("can-bo/<int:officer_id>/ngung-hoat-dong/", people.deactivate, name="deactivate"),
    path("can-bo/<int:officer_id>/kich-hoat-lai/", people.reactivate, name="reactivate"),
    path("can-bo/<int:officer_id>/gui-lai-loi-moi/", people.resend_invitation, name="resend_invitation"),
]

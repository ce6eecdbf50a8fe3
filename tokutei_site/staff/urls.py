"""Signing in and out, and the invitation. Of allauth only the login view has an address:
there is no sign-up and no page for e-mail addresses."""

from allauth.account.views import login
from django.contrib.auth.views import LogoutView
from django.urls import path

from .sign_in import InvitationView

urlpatterns = [
    path("admin/login/", login, name="account_login"),
    path("admin/logout/", LogoutView.as_view(next_page="account_login"), name="account_logout"),
    path("admin/invitation/<uidb64>/<token>/", InvitationView.as_view(), name="staff_invitation"),
]

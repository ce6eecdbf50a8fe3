from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.views import PasswordResetConfirmView
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class OfficeAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": gettext_lazy(
            "Too many failed attempts. Please wait 5 minutes and try again."
        ),
    }

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """What is said from here on is said in the person's own language."""
        super().login(request, user)
        translation.activate(getattr(user, "language", settings.LANGUAGE_CODE))

    def is_safe_url(self, url: str) -> bool:
        """allauth takes the address apart with urlparse, which raises for `//[x` and for hosts
        that are not what NFKC makes of them."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Reached only with the right password, so it tells a stranger nothing."""
        messages.error(request, _("This account is switched off. Please ask an administrator."))
        return redirect("account_login")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The account alone. allauth puts the Host header in front, and a header with
        another port would have opened five more attempts."""
        return str(credentials.get("username", "")).lower()


class InvitationView(SuccessMessageMixin, PasswordResetConfirmView):
    """Where an invited administrator chooses a password; the link works once."""

    template_name = "admin/invitation.html"
    title = gettext_lazy("Choose your password")
    success_url = reverse_lazy("account_login")
    success_message = gettext_lazy("Your password is set. Please sign in.")

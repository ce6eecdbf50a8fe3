from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from .desk import DeskAdmin
from .models import Section, User

admin.site.unregister(Group)  # the groups are the roles; the app keeps them
admin.site.unregister(EmailAddress)  # addresses stand on the staff member


@admin.register(User)
class StaffUserAdmin(DeskAdmin, UserAdmin):
    """Without is_superuser and single permissions: an administrator of accounts must not be
    able to give out more than the three roles. People are deactivated, never deleted."""

    list_display = ["username", "last_name", "first_name", "role_names", "section", "is_active"]
    list_filter = ["groups", "section", "is_active"]
    list_select_related = ["section"]
    filter_horizontal = ()
    fieldsets = [
        (None, {"fields": ["username", "password", "is_active"]}),
        (_("Person"), {"fields": ["last_name", "first_name", "email", "section", "language"]}),
        (_("Roles"), {"fields": ["groups"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "usable_password", "password1", "password2"]}),
        (_("Person"), {"fields": ["last_name", "first_name", "email", "section", "language"]}),
        (_("Roles"), {"fields": ["groups"]}),
    ]

    @admin.display(description=_("Roles"))
    def role_names(self, user: User) -> str:
        return "、".join(str(role) for role in user.roles())

    def get_queryset(self, request):  # type: ignore[no-untyped-def]
        users = super().get_queryset(request).prefetch_related("groups")
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def save_model(self, request, obj, form, change) -> None:  # type: ignore[no-untyped-def]
        obj.is_staff = True
        super().save_model(request, obj, form, change)


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    list_display = ["name", "email"]

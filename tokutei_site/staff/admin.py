from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminUserCreationForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.contrib.auth.hashers import is_password_usable
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .desk import DeskAdmin
from .forms import LONGEST_KEY, RowForm
from .models import Section, User
from .roles import Role

admin.site.unregister(Group)  # the groups are the roles; the app keeps them
admin.site.unregister(EmailAddress)  # addresses stand on the staff member


class RolesField(forms.ModelMultipleChoiceField):
    """The groups under the names of the roles, in the desk's language."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group: Group) -> str:
        return str(Role(group.name).label)

    def validate_no_null_characters(self, value: Any) -> None:
        """Called for each value before it is looked up. Of several numbers, other than of one,
        Django does not judge itself whether the database can hold them."""
        super().validate_no_null_characters(value)
        if len(str(value)) >= LONGEST_KEY:
            message = self.error_messages["invalid_choice"]
            raise ValidationError(message, code="invalid_choice", params={"value": value})


class PasswordWidget(ReadOnlyPasswordHashWidget):
    """Whether there is a password, and the way to another; how it is kept is nobody's business."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if is_password_usable(value):
            context["summary"] = [{"label": gettext("A password is set.")}]
        return context


class StaffForm(RowForm, UserChangeForm):
    password = ReadOnlyPasswordHashField(label=_("Password"), widget=PasswordWidget)


class NewStaffForm(RowForm, AdminUserCreationForm):
    pass


class RoleFilter(admin.SimpleListFilter):
    title, parameter_name = _("Roles"), "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(role.value, str(role.label)) for role in Role]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class StaffUserAdmin(DeskAdmin, UserAdmin):
    """Without is_superuser and single permissions: an administrator of accounts must not be
    able to give out more than the three roles. People are deactivated, never deleted."""

    form, add_form = StaffForm, NewStaffForm
    list_display = ["username", "last_name", "first_name", "role_names", "section", "is_active"]
    list_filter = [RoleFilter, "section", "is_active"]
    list_select_related = ["section"]
    filter_horizontal = ()
    fieldsets = [
        (None, {"fields": ["username", "password", "is_active"]}),
        (_("Person"), {"fields": ["last_name", "first_name", "email", "section", "language"]}),
        (_("Roles"), {"fields": ["groups"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "password1", "password2"]}),
        (_("Person"), {"fields": ["last_name", "first_name", "email", "section", "language"]}),
        (_("Roles"), {"fields": ["groups"]}),
    ]

    @admin.display(description=_("Roles"))
    def role_names(self, user: User) -> str:
        return gettext(", ").join(str(role) for role in user.roles())

    def formfield_for_manytomany(self, db_field, request, **kwargs):  # type: ignore[no-untyped-def]
        if db_field.name == "groups":
            kwargs |= {"form_class": RolesField, "label": _("Roles"), "help_text": ""}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_queryset(self, request):  # type: ignore[no-untyped-def]
        users = super().get_queryset(request).prefetch_related("groups")
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def save_model(self, request, obj, form, change) -> None:  # type: ignore[no-untyped-def]
        obj.is_staff = True
        super().save_model(request, obj, form, change)


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    list_display = ["name", "email"]

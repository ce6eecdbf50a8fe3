from django.contrib import admin

from tokutei_site.publishing.admin import ChildInline, side_by_side
from tokutei_site.publishing.given import GivenAddressAdmin

from .models import Banner, Closure, Hours, Office
from .views import render_banner, render_office


class HoursInline(ChildInline):
    model = Hours


class ClosureInline(ChildInline):
    model = Closure


@admin.register(Office)
class OfficeAdmin(GivenAddressAdmin):
    fieldsets = [
        (None, {"fields": side_by_side("title", "address", "note"), "classes": ["bilingual"]}),
        (None, {"fields": ["phone", "email"]}),
        (None, {"fields": ["slug", "source_language", "review_by", "owner"]}),
    ]
    inlines = [HoursInline, ClosureInline]
    render_preview = staticmethod(render_office)


@admin.register(Banner)
class BannerAdmin(GivenAddressAdmin):
    fieldsets = [
        (None, {"fields": side_by_side("title", "body"), "classes": ["bilingual"]}),
        (None, {"fields": ["link"]}),
        (None, {"fields": side_by_side("link_label"), "classes": ["bilingual"]}),
        (None, {"fields": ["slug", "source_language", "owner"]}),
    ]
    render_preview = staticmethod(render_banner)

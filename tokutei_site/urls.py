from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from tokutei_site.front import views
from tokutei_site.front.as_of import as_of
from tokutei_site.front.files import public_file, staff_file
from tokutei_site.front.search.views import search

urlpatterns = [
    path("", views.choose_language, name="choose_language"),
    path("", include("tokutei_site.staff.urls")),
    path("files/<slug:sha256>/<str:name>", public_file, name="file"),
    path(
        "admin/files/<slug:sha256>/<str:name>",
        admin.site.admin_view(staff_file),
        name="staff_file",
    ),
    path("admin/site/", admin.site.admin_view(as_of), name="as_of"),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("announcements/", include("announcements.urls")),
        path("faq/", include("announcements.faq.urls")),
        path("check/", include("eligibility.urls")),
        path("search/", search, name="search"),
    ),
]

handler404 = "tokutei_site.front.views.not_found"
handler500 = "tokutei_site.front.views.server_error"

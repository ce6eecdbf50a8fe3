from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from tokutei_site.front import views

urlpatterns = [
    path("", views.choose_language, name="choose_language"),
    path("", include("tokutei_site.staff.urls")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("announcements/", include("announcements.urls")),
    ),
]

handler404 = "tokutei_site.front.views.not_found"
handler500 = "tokutei_site.front.views.server_error"

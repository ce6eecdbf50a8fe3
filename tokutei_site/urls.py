from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from tokutei_site.front import statements, views
from tokutei_site.front.as_of import as_of
from tokutei_site.front.calendars import announcement_dates, dates
from tokutei_site.front.feed import feed
from tokutei_site.front.files import public_file, staff_file
from tokutei_site.front.search.views import search
from tokutei_site.front.sitemap import robots, sitemap

urlpatterns = [
    path("", views.choose_language, name="choose_language"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", views.icon, name="icon"),
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
        path("feed.atom", feed, name="feed"),
        path("dates.ics", dates, name="dates"),
        path("announcements/<slug:slug>/dates.ics", announcement_dates, name="announcement_dates"),
        path("accessibility/", statements.accessibility, name="accessibility"),
        path("privacy/", statements.privacy, name="privacy"),
        path("announcements/", include("announcements.urls")),
        path("faq/", include("announcements.faq.urls")),
        path("check/", include("eligibility.urls")),
        path("search/", search, name="search"),
    ),
]

handler404 = "tokutei_site.front.views.not_found"
handler500 = "tokutei_site.front.views.server_error"

from django.urls import path

from . import views

app_name = "announcements"

urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/easy/", views.easy, name="easy"),
    path("<slug:slug>/history/", views.history, name="history"),
    path("<slug:slug>/history/<int:number>/", views.history_revision, name="history_revision"),
]

from django.urls import path

from . import views

app_name = "check"

urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/easy/", views.easy, name="easy"),
]

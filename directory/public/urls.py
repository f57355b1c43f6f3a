"""The addresses of the public pages."""

from django.urls import path

from directory.public import urls_profile
from directory.public.find import find
from directory.public.home import home
from directory.public.styleguide import styleguide

app_name = "public"
urlpatterns = [
    path("", home, name="home"),
    path("find/", find, name="find"),
    path("styleguide/", styleguide, name="styleguide"),
    *urls_profile.urlpatterns,
]

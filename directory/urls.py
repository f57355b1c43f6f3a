"""Every address of the site; the faces bring their own."""

from django.urls import include, path

from directory.web import health, language

urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("settings/language/", language.choose, name="language"),
    path("accounts/", include("directory.accounts.urls")),
    path("my/", include("directory.portal.urls")),
    path("desk/", include("directory.desk.urls")),
    path("", include("directory.public.urls")),
]
handler400 = "directory.public.errors.bad_request"
handler403 = "directory.public.errors.forbidden"
handler404 = "directory.public.errors.not_found"
handler500 = "directory.public.errors.failed"

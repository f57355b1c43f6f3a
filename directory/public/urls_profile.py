"""The addresses of profiles, the method and the texts; `directory.public.urls` takes them in."""

from django.urls import path

from directory.public import display, history, method, photos, profile, sheet, texts, texts_machine

TEXTS = ("privacy", "accessibility", "terms", "contact", "open_source")

urlpatterns = [
    path("p/<slug:slug>/", profile.show, name="profile"),
    path("p/<slug:slug>/portrait/", profile.portrait, name="portrait"),
    path("p/<slug:slug>/portrait/<int:width>.<slug:kind>", photos.portrait_size, name="portrait_size"),
    path("p/<slug:slug>/photos/<int:pk>/<slug:which>/", photos.photo, name="photo"),
    path("p/<slug:slug>/aftercare-sheet/", sheet.show, name="sheet"),
    path("p/<slug:slug>/aftercare-sheet/<int:number>/", sheet.page_image, name="sheet_page"),
    path("p/<slug:slug>/history/", history.show, name="history"),
    path("how-we-check/", method.how_we_check, name="how_we_check"),
    path("how-we-check/levels/", method.levels, name="levels"),
    path("how-we-check/limits/", method.limits, name="limits"),
    path("how-we-check/money/", method.money, name="money"),
    path("numbers/", method.our_numbers, name="numbers"),
    path("for-practitioners/", method.for_practitioners, name="for_practitioners"),
    path("settings/display/", display.settings, name="display"),
    *(
        path(f"{name.replace('_', '-')}/", texts.show, {"name": name}, name=name)
        for name in TEXTS
    ),
    path("robots.txt", texts_machine.robots, name="robots"),
    path("sitemap.xml", texts_machine.sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", texts_machine.sitemap_part, name="sitemap_part"),
    path(".well-known/security.txt", texts_machine.security, name="security"),
    path("manifest.webmanifest", texts_machine.manifest, name="manifest"),
    path("favicon.ico", texts_machine.favicon, name="favicon"),
]  # fmt: skip

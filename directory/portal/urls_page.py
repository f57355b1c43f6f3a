"""Addresses of the page itself (about, places, photos, supervisors); `directory.portal.urls` takes them in."""

from django.urls import path

from directory.portal import about, addressing, offers, photo_files, photos, places, portrait, supervision

urlpatterns = [
    path("about/", about.about, name="about"),
    path("about/offers/", offers.offers, name="offers"),
    path("portrait/", portrait.portrait, name="portrait"),
    path("portrait/remove/", portrait.remove, name="portrait_remove"),
    path("portrait/<slug:which>/image/", portrait.image, name="portrait_image"),
    path("places/", places.index, name="places"),
    path("places/add/", addressing.add, name="place_add"),
    path("places/<int:pk>/", places.place, name="place"),
    path("places/<int:pk>/address/", addressing.address, name="place_address"),
    path("places/<int:pk>/remove/", places.remove, name="place_remove"),
    path("photos/", photos.index, name="photos"),
    path("photos/<int:pk>/", photos.photo_set, name="photo_set"),
    path("photos/<int:pk>/pictures/", photo_files.files, name="photo_files"),
    path("photos/<int:pk>/consent/", photos.consent, name="photo_consent"),
    path("photos/<int:pk>/<slug:which>/", photo_files.photo, name="photo"),
    path("supervision/", supervision.supervision, name="supervision"),
    path("supervision/<int:pk>/confirm/", supervision.confirm, name="supervision_confirm"),
    path("supervision/<int:pk>/end/", supervision.end, name="supervision_end"),
]

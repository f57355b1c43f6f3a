"""Addresses of the queue and of one case; `directory.desk.urls` takes them in."""

from django.urls import path

from directory.desk.case import decide, files, restrictions, show
from directory.desk.queue import page

urlpatterns = [
    path("", page.show, name="queue"),
    path("next/", page.take_next, name="next"),
    path("case/<slug:ref>/", show.show, name="case"),
    path("case/<slug:ref>/second/", show.show, name="second"),
    path("case/<slug:ref>/settle/", show.show, name="settle"),
    path("case/<slug:ref>/take/", show.take, name="take"),
    path("case/<slug:ref>/hand-back/", show.hand_back, name="hand_back"),
    path("case/<slug:ref>/know/", show.know, name="know"),
    path("case/<slug:ref>/decide/", decide.decide, name="decide"),
    path("case/<slug:ref>/restrictions/", restrictions.record, name="restrict"),
    path("case/<slug:ref>/restrictions/<int:pk>/lift/", restrictions.lift, name="lift"),
    path("case/<slug:ref>/files/<int:pk>/original/", files.original, name="original"),
    path("case/<slug:ref>/files/<int:pk>/<int:number>/", files.page, name="page"),
    path("case/<slug:ref>/pictures/<slug:which>/", files.picture, name="picture"),
]

"""Addresses of the desk's other rooms; `directory.desk.urls` takes them in."""

from django.urls import path

from directory.desk import expiries, people, reasons, stats
from directory.desk.record import audit, export, practitioner
from directory.desk.supervision import end

urlpatterns = [
    path("p/<slug:slug>/", practitioner.show, name="practitioner"),
    path("supervisions/<int:pk>/end/", end.end, name="end_supervision"),
    path("expiries/", expiries.show, name="expiries"),
    path("expiries/<int:pk>/remind/", expiries.remind, name="remind"),
    path("audit/", audit.show, name="audit"),
    path("audit/export/", export.download, name="export"),
    path("reasons/", reasons.show, name="reasons"),
    path("reasons/<slug:code>/", reasons.revise, name="reason"),
    path("people/", people.show, name="people"),
    path("people/grant/", people.grant, name="grant"),
    path("people/<int:pk>/remove/", people.remove, name="remove"),
    path("people/changes/<int:pk>/confirm/", people.confirm, name="confirm"),
    path("people/changes/<int:pk>/drop/", people.drop, name="drop"),
    path("people/conflicts/<int:pk>/lift/", people.lift, name="lift_conflict"),
    path("stats/", stats.show, name="stats"),
    path("stats/desk.csv", stats.export, name="stats_csv"),
]

"""Addresses of the desk's other rooms; `directory.desk.urls` takes them in."""

from django.urls import path

from directory.desk import (
    audit,
    expiries,
    export,
    people,
    practitioner,
    reasons,
    scope_confirm,
    scope_list,
    scope_read,
    scope_rule,
    stats,
)

urlpatterns = [
    path("p/<slug:slug>/", practitioner.show, name="practitioner"),
    path("expiries/", expiries.show, name="expiries"),
    path("expiries/<int:pk>/remind/", expiries.remind, name="remind"),
    path("scope/", scope_list.show, name="scope"),
    path("scope/<int:pk>/", scope_rule.show, name="scope_rule"),
    path("scope/<int:pk>/confirm/", scope_confirm.confirm, name="scope_confirm"),
    path("scope/<int:pk>/read/", scope_read.read, name="scope_read"),
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

"""Addresses of the scope rules; `directory.desk.urls` takes them in."""

from django.urls import path

from directory.desk.scope import confirm, overview, read, rule

urlpatterns = [
    path("scope/", overview.show, name="scope"),
    path("scope/<int:pk>/", rule.show, name="scope_rule"),
    path("scope/<int:pk>/confirm/", confirm.confirm, name="scope_confirm"),
    path("scope/<int:pk>/read/", read.read, name="scope_read"),
]

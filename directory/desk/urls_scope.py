"""Addresses of the scope rules; `directory.desk.urls` takes them in."""

from django.urls import path

from directory.desk import scope_confirm, scope_list, scope_read, scope_rule

urlpatterns = [
    path("scope/", scope_list.show, name="scope"),
    path("scope/<int:pk>/", scope_rule.show, name="scope_rule"),
    path("scope/<int:pk>/confirm/", scope_confirm.confirm, name="scope_confirm"),
    path("scope/<int:pk>/read/", scope_read.read, name="scope_read"),
]

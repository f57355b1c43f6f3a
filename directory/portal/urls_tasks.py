"""Addresses of the task list, renewals and the account; `directory.portal.urls` takes them in."""

from django.urls import URLPattern, path

from directory.portal import account, calendar, declarations, preview, renewals, start, tasks

urlpatterns: list[URLPattern] = [
    path("", tasks.tasks, name="tasks"),
    path("start/", start.start, name="start"),
    path("publish/", tasks.publish, name="publish"),
    path("declarations/", declarations.declarations, name="declarations"),
    path("renewals/", renewals.renewals, name="renewals"),
    path("renewals/calendar.ics", calendar.calendar, name="calendar"),
    path("places/<int:pk>/confirm/", renewals.confirm, name="confirm"),
    path("places/confirm/", renewals.confirm_all, name="confirm_all"),
    path("preview/", preview.preview, name="preview"),
    path("account/", account.account, name="account"),
    path("account/export/", account.export, name="export"),
    path("account/unlist/", account.unlist, name="unlist"),
    path("account/close/", account.close, name="close"),
]

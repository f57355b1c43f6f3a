"""The addresses under /desk/; each part brings its own."""

from directory.desk import urls_case, urls_rooms, urls_scope

app_name = "desk"
urlpatterns = [*urls_case.urlpatterns, *urls_rooms.urlpatterns, *urls_scope.urlpatterns]

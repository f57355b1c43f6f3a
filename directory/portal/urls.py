"""The addresses under /my/; each room brings its own."""

from directory.portal import urls_page, urls_record, urls_tasks

app_name = "portal"
urlpatterns = [*urls_tasks.urlpatterns, *urls_page.urlpatterns, *urls_record.urlpatterns]

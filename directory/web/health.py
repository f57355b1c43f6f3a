"""Two questions a balancer asks: does the process answer, and may it be sent visitors."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.web import doors


@require_safe
@never_cache
@doors.everyone
def live(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked, so a slow database does not restart it."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
@doors.everyone
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers and knows every migration; otherwise 503 with the name of what is missing."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, OSError):
        return JsonResponse({"status": "unavailable", "missing": "database"}, status=503)
    if pending:
        return JsonResponse({"status": "unavailable", "missing": "migrations"}, status=503)
    return JsonResponse({"status": "ok"})

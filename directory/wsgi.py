"""The site as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings")

application = get_wsgi_application()

from practitioners.intake import sweep  # noqa: E402  # the domain can be read once Django is set up

sweep.sweep()

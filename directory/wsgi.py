"""The site as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from directory.web import bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings")

application = bodies.without_alphabet(get_wsgi_application())

from practitioners.intake import sweep  # noqa: E402  # the domain can be read once Django is set up

sweep.sweep()

"""The site as a ASGI application."""

import os

from django.core.asgi import get_asgi_application

from directory.web import bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings")

application = bodies.without_alphabet_async(get_asgi_application())

from practitioners.intake import sweep  # noqa: E402  # the domain can be read once Django is set up

sweep.sweep()

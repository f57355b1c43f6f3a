"""How gunicorn runs the site: threads for slow visitors, no word about itself, no side doors."""

import os

import gunicorn.http.wsgi

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
# A worker is replaced now and then, at different moments, so that a leak never grows for long.
max_requests, max_requests_jitter = 20_000, 2_000
# The remote-control socket would be a second way in.
control_socket_disable = True
# The Server header cannot be left out, but it need not name the program.
gunicorn.http.wsgi.SERVER = "web"

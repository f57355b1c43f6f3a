# Everything a person types. `make demo` needs nothing but Python 3.11 or newer.
PORT ?= 8000
RUN := .venv/bin/python manage.py
SIZE ?= 2000
# Production's three variables with values that pass every check. A relative database file lies under this folder.
ANY_KEY := SECRET_KEY=for-checks-and-measurements-only-0123456789abcdefghijkl
PRODUCTION := $(ANY_KEY) ALLOWED_HOSTS=example.org DATABASE_URL=sqlite:///var/check.sqlite3
LOCAL := DEBUG=0 INSECURE_HTTP=1 ALLOWED_HOSTS=127.0.0.1,localhost
LOCK := .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: demo run test check bench screenshots messages lock clean

demo: .venv/.demo ## the filled directory on 127.0.0.1:8000, or make demo PORT=8001
	@mkdir -p var && umask 077 && { [ -s var/secret-key ] || \
	  .venv/bin/python -c "import secrets; print(secrets.token_urlsafe(64))" > var/secret-key; }
	@exec env $(LOCAL) DEMONSTRATION=1 DATABASE_URL=sqlite:///var/demo.sqlite3 SECRET_KEY="$$(cat var/secret-key)" \
	  SITE_URL=http://127.0.0.1:$(PORT) LOG_LEVEL=WARNING $(RUN) demo --port $(PORT)

run: .venv/.dev ## the development server on an empty database, with DEBUG
	@mkdir -p var && DEBUG=1 $(RUN) migrate --verbosity 0 && DEBUG=1 $(RUN) runserver 127.0.0.1:$(PORT)

test: .venv/.dev ## the whole suite, on SQLite and on PostgreSQL
	@.venv/bin/python -m tests.engines $(ARGS)

check: .venv/.dev ## everything a machine can see without running the suite
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	@mkdir -p var
	$(PRODUCTION) $(RUN) makemigrations --check --dry-run
	$(PRODUCTION) $(RUN) check --deploy --fail-level WARNING
	.venv/bin/djlint --lint --quiet templates

bench: .venv/.dev ## how fast search is; make bench SIZE=10000, DATABASE_URL for another engine
	@mkdir -p var && exec env $(LOCAL) $(ANY_KEY) LOG_LEVEL=WARNING \
	  DATABASE_URL="$${DATABASE_URL:-sqlite:///var/bench-$(SIZE).sqlite3}" $(RUN) bench_search --size $(SIZE)

screenshots: .venv/.dev ## the pictures of the README, from a demonstration made for them
	@.venv/bin/python -m tests.screenshots $(ARGS)

messages: .venv/.dev ## the words to translate, collected and compiled; needs GNU gettext (docs/translating.md)
	@command -v msgfmt >/dev/null || { echo "GNU gettext is missing: on Debian and Ubuntu, install gettext." >&2; exit 1; }
	DEBUG=1 $(RUN) reference_words
	DEBUG=1 $(RUN) makemessages --locale es --ignore tests --ignore var --add-location file --no-wrap --no-obsolete
	msgfmt --check --statistics --output-file locale/es/LC_MESSAGES/django.mo locale/es/LC_MESSAGES/django.po

lock: .venv/.dev ## requirements/*.txt anew from pyproject.toml
	$(LOCK) --extra demo --extra postgres --extra redis --extra heic --group dev --output-file requirements/dev.txt
	$(LOCK) --extra demo --constraint requirements/dev.txt --output-file requirements/demo.txt
	$(LOCK) --extra postgres --extra redis --constraint requirements/dev.txt --output-file requirements/production.txt

clean: ## forget the environment and all made data
	rm -rf .venv var

# pip is the last thing a new environment gets: while it is missing, the environment is not finished.
.venv/bin/pip:
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Scalp Credentials needs Python 3.11 or newer, and none was found on this machine." >&2; exit 1; \
	fi; \
	echo "Making an environment in .venv with $$($$found --version)"; \
	$$found -m venv .venv || { echo "Python could not make .venv: on Debian and Ubuntu, install python3-venv." >&2; exit 1; }

.venv/.demo: requirements/demo.txt | .venv/bin/pip
	@echo "Installing what the site needs"
	@.venv/bin/python -m pip install --quiet --require-hashes -r requirements/demo.txt
	@touch $@

.venv/.dev: requirements/dev.txt | .venv/bin/pip
	@echo "Installing what the site and its tests need"
	@.venv/bin/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@ .venv/.demo

"""The production settings, told a test's environment; DATABASE_URL chooses the engine."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "DATA_DIR" not in os.environ:
    # The workers of a parallel run inherit it from the process that made it and takes it away.
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="scalp-credentials-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
for name, value in {
    "SECRET_KEY": "only-for-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
    "DATABASE_URL": f"sqlite:///{os.environ['DATA_DIR']}/unused.sqlite3",
    "INSECURE_HTTP": "1",
    "EMAIL_URL": "memorymail://",
    "LOG_LEVEL": "ERROR",
    "SECOND_CHECK_SHARE": "0",  # drawn by the number of a case, which no test knows beforehand
}.items():
    os.environ.setdefault(name, value)

from directory.settings import *  # noqa: E402, F403  # the whole file, with the few changes below

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in production: threads of an in-memory database share one lock that no timeout waits for.
    DATABASES["default"]["TEST"] = {"NAME": f"{os.environ['DATA_DIR']}/test.sqlite3"}  # noqa: F405
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405  # an open one would keep the test database in use
    # Nobody needs a test's rows after a power cut, so no commit waits for the disk.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"  # noqa: F405

# Argon2 is slow on purpose; the tests of sign-in name it themselves.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest needs collected files; one test collects them.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # noqa: F405  # or WhiteNoise warns

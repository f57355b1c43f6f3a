"""Secure unless told otherwise; production needs only SECRET_KEY, ALLOWED_HOSTS and DATABASE_URL."""

from pathlib import Path

from directory import environment as told
from directory.web import logs
from directory.web.security import CSP

BASE_DIR = Path(__file__).resolve().parent.parent

# ---- What kind of site this is. DEBUG fills in what a developer need not think about.
DEBUG = told.flag("DEBUG", default=False)
DEMONSTRATION = told.flag("DEMONSTRATION", default=False)
INSECURE_HTTP = told.flag("INSECURE_HTTP", default=DEBUG)
DATA_DIR = told.folder("DATA_DIR", default=BASE_DIR / "var")

SECRET_KEY = told.secret(
    "SECRET_KEY", default="for-development-only-" + "never-a-secret-" * 3 if DEBUG else None
)
# Keys of before, while sessions, links and second factors still hold what was made with them.
SECRET_KEY_FALLBACKS = told.secrets("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = told.hosts("ALLOWED_HOSTS", default="127.0.0.1,localhost" if DEBUG else None)

SITE_NAME = told.text("SITE_NAME", default="Scalp Credentials")
_host = ALLOWED_HOSTS[0].lstrip(".")
# Letters are written outside any request and need the site's own address.
SITE_URL = told.address("SITE_URL", default=f"{'http' if INSECURE_HTTP else 'https'}://{_host}")
CONTACT_EMAIL = told.text("CONTACT_EMAIL", default=f"contact@{_host}")
DEFAULT_COUNTRY = told.country("DEFAULT_COUNTRY", default="US")
# How many moderators must have looked before a credential counts as confirmed by its issuer.
LOOKS_FOR_ISSUER = told.whole("LOOKS_FOR_ISSUER", default=2, least=1, most=2)
# Of the other decisions, how many in a hundred a second moderator checks blind.
SECOND_CHECK_SHARE = told.whole("SECOND_CHECK_SHARE", default=10, least=0, most=100)
# When moderators work, in TIME_ZONE: targets count these hours alone.
WORK_DAYS = told.weekdays("WORK_DAYS", default="mon,tue,wed,thu,fri")
WORK_FROM, WORK_TO = told.hours("WORK_FROM", "WORK_TO", default=("09:00", "17:00"))

# ---- Rooms
INSTALLED_APPS = [
    "practitioners",
    "directory",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_filters",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "directory.web.logs.RequestLog",
    "directory.web.security.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages shrink to a fifth. It pads with random bytes, and every CSRF token is masked anew, so that the size of
    # a page tells nothing about what is in it (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "directory.web.language.Languages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "directory.web.refusals.Refusals",
]
ROOT_URLCONF = "directory.urls"
WSGI_APPLICATION = "directory.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # An operator's own words come before ours: docs/operator-texts.md.
        "DIRS": [told.folder("TEMPLATES_DIR", default=DATA_DIR / "templates"), BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "directory.web.context.site",
            ],
        },
    }
]
# The project's own templates come before Django's, for form fields too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# ---- Where things are kept
_database = told.database(
    "DATABASE_URL", default=f"sqlite:///{DATA_DIR}/development.sqlite3" if DEBUG else None
)
if _database["ENGINE"].endswith("sqlite3"):
    if _database["NAME"] != ":memory:":
        _database["NAME"] = BASE_DIR / _database["NAME"]  # an absolute path stays as it is
    # Without IMMEDIATE a read that turns into a write fails as "locked" under load. Django itself turns
    # foreign keys on for every connection.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
        "timeout": 20,
    }
else:
    _database.update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = told.folder("MEDIA_ROOT", default=DATA_DIR / "media")
EVIDENCE_ROOT = told.folder("EVIDENCE_ROOT", default=DATA_DIR / "evidence")
MEDIA_URL = "media/"
STATIC_URL = "static/"
STATIC_ROOT = told.folder("STATIC_ROOT", default=DATA_DIR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
    # Private: outside MEDIA_ROOT, random names, and its url() refuses.
    "evidence": {"BACKEND": "practitioners.storage.EvidenceStorage"},
}
# Uploads lie here while they are read; whatever a killed process leaves is swept.
UPLOADS_ROOT = told.made(told.folder("UPLOADS_ROOT", default=DATA_DIR / "uploads"))
FILE_UPLOAD_TEMP_DIR = UPLOADS_ROOT
FILE_UPLOAD_HANDLERS = [
    "directory.web.uploading.Cut",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
told.apart(
    EVIDENCE_ROOT=EVIDENCE_ROOT, MEDIA_ROOT=MEDIA_ROOT, STATIC_ROOT=STATIC_ROOT, UPLOADS_ROOT=UPLOADS_ROOT
)
# The originals of one practitioner together.
EVIDENCE_QUOTA = 1_000_000 * told.whole("EVIDENCE_QUOTA_MB", default=200, least=1, most=100_000)
# A ClamAV daemon's socket or host:port; without one, files are not scanned, and say so.
CLAMAV_SOCKET = told.endpoint("CLAMAV_SOCKET")
# What is typed is small; files are counted where they are received.
DATA_UPLOAD_MAX_MEMORY_SIZE, DATA_UPLOAD_MAX_NUMBER_FIELDS, DATA_UPLOAD_MAX_NUMBER_FILES = 1_000_000, 500, 4

# ---- People
AUTH_USER_MODEL = "practitioners.Account"
LOGIN_URL = "/accounts/login/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_REDIRECT_URL = "/my/"
ACCOUNT_ADAPTER = "directory.accounts.adapters.Accounts"
ACCOUNT_FORMS = {
    "login": "directory.accounts.forms.SignIn",
    "signup": "directory.accounts.forms.SignUp",
    "confirm_email_verification_code": "directory.accounts.forms.ConfirmAddress",
    "reset_password": "directory.accounts.forms.AskReset",
    "confirm_password_reset_code": "directory.accounts.forms.ConfirmReset",
    "reset_password_from_key": "directory.accounts.forms.Reset",
    "add_email": "directory.accounts.forms.ChangeAddress",
    "change_password": "directory.accounts.forms.ChangePassword",
    "set_password": "directory.accounts.forms.SetPassword",
    "reauthenticate": "directory.accounts.forms.ProveAgain",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# A letter may be on its way for minutes; the pages and the letters say 15 minutes.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
# Another code, but never another address: that would tell who has an account.
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND, ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True, False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = None  # a box asks
MFA_ADAPTER = "directory.accounts.adapters.SecondFactors"
MFA_FORMS = {
    "authenticate": "directory.accounts.forms.SecondStep",
    "reauthenticate": "directory.accounts.forms.SecondStepAgain",
    "activate_totp": "directory.accounts.forms.StartApp",
    "add_webauthn": "directory.accounts.forms.AddPasskey",
    "signup_webauthn": "directory.accounts.forms.FirstPasskey",
    "edit_webauthn": "directory.accounts.forms.RenamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = INSECURE_HTTP
MFA_TOTP_ISSUER = SITE_NAME
USERSESSIONS_TRACK_ACTIVITY = False
# How many proxies of the operator's own stand in front: allauth trusts no forwarded address beyond these.
ALLAUTH_TRUSTED_PROXY_COUNT = told.whole("TRUSTED_PROXIES", default=0, least=0, most=9)

# ---- What workers share: limits on tries. The database by default; redis://host:6379/1 with the extra `redis`.
CACHES = {"default": told.cache("CACHE_URL", default="dbcache://cache")}
if CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
    # With the usual 300 anybody could push out the memory of their tries.
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 50_000}

# ---- Transport and headers
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not INSECURE_HTTP
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 31_536_000
# Binding an operator's other hosts is the operator's word, not ours; so W005 and W021 are answered here.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = told.flag("HSTS_SUBDOMAINS", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # a balancer asks over plain HTTP
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# To be named only where a proxy always overwrites this header, for example X-Forwarded-Proto.
if _proxy_header := told.text("SECURE_PROXY_HEADER", default=""):
    SECURE_PROXY_SSL_HEADER = ("HTTP_" + _proxy_header.upper().replace("-", "_"), "https")
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}

# ---- Words, days, letters, logs
LANGUAGE_CODE = "en-us"
# Each in its own words. Adding one: docs/translating.md.
LANGUAGES = [("en-us", "English"), ("es", "Español")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = not INSECURE_HTTP, True, "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = told.time_zone("TIME_ZONE", default="UTC")

# A demonstration writes its letters into files: they are addressed to people who do not exist.
_mail_default = "consolemail://" if DEBUG else "filemail://" if DEMONSTRATION else "smtp://localhost:25"
_mail = told.mail("EMAIL_URL", default=_mail_default)
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
if DEMONSTRATION and EMAIL_BACKEND.endswith("filebased.EmailBackend"):
    EMAIL_BACKEND = "directory.post.backends.Shown"  # codes are read in the terminal
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"] or "", _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = _mail["EMAIL_FILE_PATH"] or DATA_DIR / "letters"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = told.text("FROM_EMAIL", default=f"{SITE_NAME} <{CONTACT_EMAIL}>")

LOGGING = logs.configuration(level=told.level("LOG_LEVEL", default="INFO"), readable=DEBUG)

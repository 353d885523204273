"""One settings file: the environment in, safe by default, and no start when half-configured.

| variable | meaning | default |
|---|---|---|
| SECRET_KEY | signing key; `make run` writes its own into `var/secret-key` | none: refuses to start |
| DEBUG | `on` for your own machine only | off |
| DATABASE_URL | `sqlite:///…` or `postgres://…` | `sqlite:///var/lienket.sqlite3` |
| ALLOWED_HOSTS | names the site answers to, with commas | `127.0.0.1,localhost` |
| SITE_URL | address put into mail | `http://127.0.0.1:8000` |
| INSECURE_HTTP | `on` lets cookies travel without TLS (a machine of your own) | off |
| BEHIND_PROXY | `on` trusts the proxy's X-Forwarded-Proto | off |
| STATE_DIR | where uploads, the database and keys live, outside the web root | `var` |
| EMAIL_URL | `console:` or `smtp://user:password@host:port` or `smtps://…` | `console:` |
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from lienket.lib.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent


def _switch(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "on", "true", "yes"}


STATE_DIR = Path(os.environ.get("STATE_DIR", BASE_DIR / "var")).resolve()
DEBUG = _switch("DEBUG")
TESTING = _switch("LIENKET_TESTING")


def _secret_key() -> str:
    if key := os.environ.get("SECRET_KEY"):
        return key
    kept = STATE_DIR / "secret-key"
    if kept.is_file():
        return kept.read_text(encoding="utf-8").strip()
    raise ImproperlyConfigured("Set SECRET_KEY, or let `make run` write var/secret-key on your own machine.")


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [h.strip() for h in os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost").split(",") if h.strip()]
SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_tasks",
    "django_tasks_db",
    "rules",
    "axes",
    "csp",
    "django_htmx",
    "heroicons",
    "lienket.lib",
    "lienket.jobs",
    "lienket.audit",
    "lienket.localities",
    "lienket.accounts",
    "lienket.notices",
    "lienket.search",
    "lienket.files",
    "lienket.comments",
    "lienket.programmes",
    "lienket.indicators",
    "lienket.commitments",
    "lienket.versions",
    "lienket.documents",
    "lienket.sheets",
    "lienket.pages",
    "lienket.demo",
]

MIDDLEWARE = [
    "lienket.lib.requestlog.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lienket.lib.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lienket.urls"
WSGI_APPLICATION = "lienket.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "lienket" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lienket.lib.context.frame",
            ],
            "builtins": ["lienket.lib.templatetags.lienket", "django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(os.environ.get("DATABASE_URL", f"sqlite:///{STATE_DIR / 'lienket.sqlite3'}"))
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue instead of failing: one writer at a time, readers never wait.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # Tests use a file too: a database in memory locks differently, so threads would not meet what users meet.
    DATABASES["default"]["TEST"] = {"NAME": STATE_DIR / "test.sqlite3"}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    # Pages ask small questions: over a million rows PostgreSQL would spend a second compiling what then takes a millisecond.
    # A pooler in front has to let the option pass (PgBouncer: `ignore_startup_parameters = options`).
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Throttles count across processes, so the cache is shared: a table, not a process's memory.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 12
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

AUTH_USER_MODEL = "accounts.Officer"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/ban-lam-viec/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24 * 3
AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "lienket.accounts.views.locked_out"
AXES_USERNAME_FORM_FIELD = "username"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "ngon_ngu"
LOCALE_PATHS = [BASE_DIR / "lienket" / "locale"]
FORMAT_MODULE_PATH = ["lienket.lib.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "tinh/"
STATICFILES_DIRS = [BASE_DIR / "lienket" / "static"]
STATIC_ROOT = STATE_DIR / "staticfiles"
STORAGES = {
    # Uploads are never under a URL: `files` serves them through its gate.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": STATE_DIR / "files", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_PUBLIC_UPLOAD_BYTES = 10 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
# The clock tick of `lienket work`: function → seconds between two runs, once per period however many workers run.
PERIODIC = {
    "lienket.notices.actions.send_due_mail": 5,
    "lienket.jobs.leases.reap": 5,
    # Daily work: each looks whether its hour has come and whether today's is done (jobs/daily.py).
    "lienket.commitments.chasing.chase_daily": 5 * 60,
    "lienket.notices.digest.digest_daily": 60,
    "lienket.notices.digest.clear_told": 24 * 60 * 60,
    "lienket.files.actions.sweep": 10 * 60,
    "lienket.programmes.actions.end_periods": 60 * 60,
    "lienket.commitments.actions.make_instances": 60 * 60,
    "lienket.commitments.actions.pass_to_successors": 60 * 60,
    "lienket.jobs.periodic.clear_sessions": 24 * 60 * 60,
    "lienket.jobs.periodic.clear_done_jobs": 24 * 60 * 60,
}

_mail = urlsplit(os.environ.get("EMAIL_URL", "console:"))
if _mail.scheme in {"smtp", "smtps"}:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp"
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# The digest waits until what fills it is whole for the day, and asks each room whether a held line still stands.
DIGEST_AFTER = ["commitments.chasing"]
STILL_WAITS = {
    "commitments": "lienket.commitments.chasing.still_waits",
    "comments": "lienket.comments.desk.still_waits",
}
# What officers talk about: kind of subject → how its room finds the ones a reader may see (comments/subjects.py).
COMMENTED = {"commitment": "lienket.commitments.remarks.subjects", "programme": "lienket.programmes.remarks.subjects"}
# The history, for rooms that stand below it (lib/diary.py).
DIARY = "lienket.audit.actions.record"
# The outbox, for rooms that stand below it (lib/letterbox.py).
LETTERBOX = "lienket.notices.actions.send_mail"
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "lienket@localhost")

INSECURE_HTTP = _switch("INSECURE_HTTP")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not INSECURE_HTTP
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "lienket.accounts.views.form_expired"
SECURE_SSL_REDIRECT = not INSECURE_HTTP
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not INSECURE_HTTP
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
X_FRAME_OPTIONS = "DENY"
if _switch("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING_CONFIG = None
logging_config(debug=DEBUG, testing=TESTING)

# Days before a deadline from which it counts as due soon (handbook, section 2).
DUE_SOON_DAYS = int(os.environ.get("DUE_SOON_DAYS", "15"))
# Reminders (đôn đốc), in days; handbook, section 2: 15, 7, 1 before the deadline and on it, weekly after.
REMIND_BEFORE = (15, 7, 1, 0)
REMIND_EVERY = 7
# A commitment is silent when this long there was no update on it, no paper of it and no meeting of its programme.
SILENT_DAYS = int(os.environ.get("SILENT_DAYS", "30"))
SILENT_EVERY = 14
# The ladder: days overdue, and days of silence beyond SILENT_DAYS, after which the next one up is told too; again every
# LADDER_EVERY days for as long as it lasts.
LADDER_OVERDUE = {"head": 7, "focal": 14, "office": 30}
LADDER_SILENT = {"head": 14, "focal": 30, "office": 60}
LADDER_EVERY = 28
# How long the words of a remark can be put right by who wrote them.
REMARK_EDIT_MINUTES = int(os.environ.get("REMARK_EDIT_MINUTES", "60"))

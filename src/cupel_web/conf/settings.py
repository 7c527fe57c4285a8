"""Settings, all from the environment: every variable is named ``CUPEL_...`` and read here.

Without any variable the workspace is set for production behind HTTPS and refuses to start without a secret key.
"""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from cupel_web.conf.database import database
from cupel_web.conf.logs import configure_logs


def _flag(name: str, *, default: bool) -> bool:
    return os.environ.get(name, "1" if default else "0") == "1"


def _list(name: str, default: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


PACKAGE = Path(__file__).resolve().parents[1]
VAR_DIR = Path(os.environ.get("CUPEL_VAR", "var")).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = os.environ.get("CUPEL_SECRET_KEY", "")
EVENT_SALT = os.environ.get("CUPEL_EVENT_SALT", SECRET_KEY)
METRICS_TOKEN = os.environ.get("CUPEL_METRICS_TOKEN", "")
DEBUG = False
ALLOWED_HOSTS = _list("CUPEL_HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = _list("CUPEL_ORIGINS", "")

INSTALLED_APPS = [
    "cupel_web.kernel",
    "cupel_web.notices",
    "cupel_web.people",
    "cupel_web.groups",
    "cupel_web.standards",
    "cupel_web.drafting",
    "cupel_web.regulations",
    "cupel_web.work",
    "cupel_web.meetings",
    "cupel_web.diligence",
    "cupel_web.screening",
    "cupel_web.decisions",
    "cupel_web.consultations",
    "cupel_web.publication",
    "cupel_web.recommendations",
    "cupel_web.portal",
    "cupel_web.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "heroicons",
    "rules",
]
MIDDLEWARE = [
    "cupel_web.kernel.middleware.Observe",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cupel_web.kernel.middleware.BoundBody",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cupel_web.api.middleware.BearerToken",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cupel_web.kernel.middleware.KeepPrivate",
    "cupel_web.kernel.middleware.DenyUndeclared",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "cupel_web.conf.urls"
WSGI_APPLICATION = "cupel_web.conf.wsgi.application"
ASGI_APPLICATION = "cupel_web.conf.asgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cupel_web.kernel.context.appearance",
                "cupel_web.people.context.places",
                "cupel_web.groups.context.my_groups",
            ],
            "builtins": ["cupel_web.kernel.templatetags.cupel", "cupel_web.diligence.templatetags.findings"],
        },
    }
]

DATABASES = {"default": database(os.environ.get("CUPEL_DATABASE_URL", ""), var=VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
WORKER_LEASE_SECONDS = float(os.environ.get("CUPEL_WORKER_LEASE_SECONDS", "20"))
WORKER_MAX_ATTEMPTS = int(os.environ.get("CUPEL_WORKER_MAX_ATTEMPTS", "20"))

# People and sign-in
AUTH_USER_MODEL = "kernel.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
OPEN_SIGN_UP = _flag("CUPEL_OPEN_SIGN_UP", default=False)
ACCOUNT_ADAPTER = "cupel_web.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
# Guessing is counted in the database, which all processes share; the sign-in library counts per process.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip"}
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_TEMPLATE = "people/locked.html"
EMAIL_BACKEND = os.environ.get("CUPEL_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("CUPEL_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("CUPEL_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("CUPEL_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("CUPEL_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = _flag("CUPEL_EMAIL_STARTTLS", default=False)
EMAIL_USE_SSL = _flag("CUPEL_EMAIL_TLS", default=False)
EMAIL_TIMEOUT = 30  # seconds; a server that says nothing must not hold the worker
SITE_URL = os.environ.get("CUPEL_SITE_URL", "http://127.0.0.1:8000").rstrip("/")
DEFAULT_FROM_EMAIL = os.environ.get("CUPEL_EMAIL_FROM", "cupel@example.org")
# Answers to threads come in at reply+...@ this domain; without it people answer on the page alone.
REPLY_DOMAIN = os.environ.get("CUPEL_REPLY_DOMAIN", "")

# Uploads
UPLOAD_MAX_BYTES = int(os.environ.get("CUPEL_UPLOAD_MAX_BYTES", str(2 << 30)))
UPLOAD_MAX_FILES = int(os.environ.get("CUPEL_UPLOAD_MAX_FILES", "2000"))
UPLOAD_MAX_UNPACKED_BYTES = int(os.environ.get("CUPEL_UPLOAD_MAX_UNPACKED_BYTES", str(8 << 30)))
DATA_UPLOAD_MAX_NUMBER_FILES = UPLOAD_MAX_FILES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a file of 2,000 clauses, each with its words and its place

# Pages
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
PUBLIC_LANGUAGES = ["en", "de", "es", "fr", "pt", "zh"]  # of what the public meets in consultations
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Safety
HTTPS = _flag("CUPEL_HTTPS", default=True)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("CUPEL_BEHIND_PROXY", default=False) else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cupel_web.kernel.views.form_refused"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

LOGGING_CONFIG = None
configure_logs(level=os.environ.get("CUPEL_LOG_LEVEL", "INFO"))

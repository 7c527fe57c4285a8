"""Settings of the whole test session: as on a loopback address, with a key of its own."""

import secrets
import tempfile

from django.conf import settings

settings.SECRET_KEY = settings.EVENT_SALT = secrets.token_urlsafe()
settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STATIC_ROOT = tempfile.mkdtemp(prefix="cupel-static-")
settings.STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

"""Django's settings, made from Folkmoot's own (see `infra.config`)."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from folkmoot.infra import config as configuration
from folkmoot.infra import database_urls
from folkmoot.infra.crypto import new_key
from folkmoot.infra.operator_key import secret

FOLKMOOT = configuration.current()
_DATA = FOLKMOOT.data
_EDGES = Path(__file__).resolve().parents[1] / "edges"

# Before `folkmoot init` there is no operator key, and nothing that is signed could have been.
SECRET_KEY = (secret("django") if FOLKMOOT.operator_key_file.exists() else new_key()).hex()
DEBUG = FOLKMOOT.debug
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_htmx",
    "folkmoot.infra.outbox.apps.OutboxConfig",
    "folkmoot.infra.jobs.apps.JobsConfig",
    "folkmoot.infra.audit.apps.AuditConfig",
    "folkmoot.infra.translog.apps.TranslogConfig",
    "folkmoot.infra.limits.apps.LimitsConfig",
    "folkmoot.infra.holds.apps.HoldsConfig",
    "folkmoot.infra.imports.apps.ImportsConfig",
    "folkmoot.domains.residency.apps.ResidencyConfig",
    "folkmoot.domains.integrity.apps.IntegrityConfig",
    "folkmoot.domains.accounts.apps.AccountsConfig",
    "folkmoot.domains.community.apps.CommunityConfig",
    "folkmoot.domains.media.apps.MediaConfig",
    "folkmoot.domains.graph.apps.GraphConfig",
    "folkmoot.domains.apps.apps.AppsConfig",
    "folkmoot.domains.posts.apps.PostsConfig",
    "folkmoot.domains.feed.apps.FeedConfig",
    "folkmoot.domains.search.apps.SearchConfig",
    "folkmoot.domains.notes.apps.NotesConfig",
    "folkmoot.domains.notifications.apps.NotificationsConfig",
    "folkmoot.domains.transparency.apps.TransparencyConfig",
    "folkmoot.wiring.apps.WiringConfig",
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": database_urls.postgresql(FOLKMOOT.database, setting="FOLKMOOT_DATABASE")
    if FOLKMOOT.database
    else database_urls.sqlite(_DATA / "folkmoot.sqlite3"),
    "vault_home": database_urls.postgresql(FOLKMOOT.vault, setting="FOLKMOOT_VAULT")
    if FOLKMOOT.vault
    else database_urls.sqlite(_DATA / "vault" / "home.sqlite3"),
    "keys": database_urls.sqlite(_DATA / "keys" / "keys.sqlite3"),
}
DATABASE_ROUTERS = ["folkmoot.domains.residency.stores.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOT_URLCONF = "folkmoot.wiring.urls"
WSGI_APPLICATION = "folkmoot.wiring.wsgi.application"
MIDDLEWARE = [
    "folkmoot.wiring.headers.TextGzipMiddleware",
    "folkmoot.wiring.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "folkmoot.wiring.middleware.ErrorsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "folkmoot.wiring.middleware.ViewerMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "DIRS": [_EDGES / "web" / "templates", _EDGES / "console" / "templates", _EDGES / "mastodon" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "folkmoot.edges.web.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "folkmoot.edges.web.tags",
            ],
        },
    }
]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if FOLKMOOT.mail:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    _MAIL = urlsplit(FOLKMOOT.mail)
    EMAIL_HOST, EMAIL_PORT = _MAIL.hostname or "localhost", _MAIL.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_MAIL.username or ""), unquote(_MAIL.password or "")
    EMAIL_USE_SSL = _MAIL.scheme == "smtps"
    EMAIL_USE_TLS = not EMAIL_USE_SSL and bool(_MAIL.username)
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(_DATA / "mail")

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = FOLKMOOT.public_origin.startswith("https:")
CSRF_TRUSTED_ORIGINS = [FOLKMOOT.public_origin]
CSRF_FAILURE_VIEW = "folkmoot.edges.web.failures.stale_form"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE  # the cookie of messages goes by this
SESSION_COOKIE_HTTPONLY = True
APPEND_SLASH = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [_EDGES / "web" / "static", _EDGES / "mastodon" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 365 * 24 * 60 * 60  # every address carries the hash of what it names
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_TEMP_DIR = None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

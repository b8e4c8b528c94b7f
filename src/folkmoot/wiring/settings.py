"""Django's settings, made from Folkmoot's own (see `infra.config`)."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from folkmoot.infra import config as configuration
from folkmoot.infra import database_urls
from folkmoot.infra.crypto import new_key
from folkmoot.infra.http import cookies
from folkmoot.infra.http.sizes import MOST_FIELDS, MOST_FILES, SMALL_BODY
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
    "folkmoot.infra.live.apps.LiveConfig",
    "folkmoot.infra.changes.apps.ChangesConfig",
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
    "folkmoot.domains.groups.apps.GroupsConfig",
    "folkmoot.domains.events.apps.EventsConfig",
    "folkmoot.domains.posts.apps.PostsConfig",
    "folkmoot.domains.feed.apps.FeedConfig",
    "folkmoot.domains.search.apps.SearchConfig",
    "folkmoot.domains.notes.apps.NotesConfig",
    "folkmoot.domains.notifications.apps.NotificationsConfig",
    "folkmoot.domains.moving.apps.MovingConfig",
    "folkmoot.domains.transparency.apps.TransparencyConfig",
    "folkmoot.domains.digests.apps.DigestsConfig",
    "folkmoot.edges.mastodon.push.apps.PushConfig",
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
    "folkmoot.wiring.measuring.MeasuringMiddleware",
    "folkmoot.wiring.headers.TextGzipMiddleware",
    "folkmoot.wiring.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "folkmoot.wiring.maintenance.MaintenanceMiddleware",
    "folkmoot.wiring.middleware.ErrorsMiddleware",
    "folkmoot.wiring.middleware.AccessMiddleware",
    "django.middleware.common.CommonMiddleware",
    "folkmoot.wiring.middleware.ViewerMiddleware",
    "folkmoot.wiring.sizes.SizesMiddleware",
    "folkmoot.wiring.pages.PagesMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "folkmoot.wiring.languages.LanguageMiddleware",
    "folkmoot.wiring.messages.PagesMessageMiddleware",
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
                "folkmoot.edges.web.diffs",
                "folkmoot.edges.web.tags_locale",
                "folkmoot.edges.web.pictures",
                "folkmoot.edges.web.sharing.previews",
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
    EMAIL_TIMEOUT = 20
    EMAIL_USE_SSL = _MAIL.scheme == "smtps"
    EMAIL_USE_TLS = not EMAIL_USE_SSL and bool(_MAIL.username)
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(_DATA / "mail")

MESSAGE_STORAGE = "folkmoot.wiring.messages.OwnCookieStorage"
CSRF_COOKIE_NAME = cookies.named("csrftoken")
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
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("es", "Español"), ("ar", "العربية")]
LOCALE_PATHS = [_EDGES.parent / "locale"]
LANGUAGE_COOKIE_NAME = cookies.named(cookies.LANGUAGE_COOKIE)  # the page about maintenance goes by this

STATIC_URL = "/static/"
STATICFILES_DIRS = [_EDGES / "web" / "static", _EDGES / "mastodon" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 365 * 24 * 60 * 60  # every address carries the hash of what it names
DATA_UPLOAD_MAX_MEMORY_SIZE = SMALL_BODY
DATA_UPLOAD_MAX_NUMBER_FIELDS = MOST_FIELDS
DATA_UPLOAD_MAX_NUMBER_FILES = MOST_FILES
FILE_UPLOAD_TEMP_DIR = None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "folkmoot.infra.logs.PlainFormatter"},
        "json": {"()": "folkmoot.infra.logs.JsonFormatter"},
    },
    "filters": {"routes": {"()": "folkmoot.infra.logs.RoutesOnly"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": FOLKMOOT.log_format, "filters": ["routes"]},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"folkmoot.requests": {"level": "INFO"}},
}

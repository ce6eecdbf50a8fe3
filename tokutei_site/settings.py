"""One settings file. What differs per installation comes from the environment or `.env`
(see `.env.example`); a missing or wrong value stops the start with its name."""

import logging
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_noop
from environs import Env, EnvError, ValidationError, validate

BASE_DIR = Path(__file__).resolve().parent.parent


def fit_boxes(names: list[str]) -> None:
    if not 1 <= len(names) <= 8 or not all(0 < len(name) <= 10 for name in names):
        raise ValidationError("From 1 to 8 names of at most 10 characters each.")


env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

try:
    VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")
    FILES_DIR = env.path("FILES_DIR", VAR_DIR / "files")
    SECRET_KEY = env.str("SECRET_KEY", "") or (VAR_DIR / "secret_key").read_text().strip()
    DEBUG = env.bool("DEBUG", False)
    PORT = env.int("PORT", 8000)
    SITE_URL = env.str("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [urlsplit(SITE_URL).hostname or "", "localhost"])
    DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'site.sqlite3'}")}
    FORCED_PUBLISH = env.bool("FORCED_PUBLISH", False)
    DECISION_NUMBERS = env.bool("DECISION_NUMBERS", False)
    DECISION_BOXES = env.list(
        "DECISION_BOXES", ["担当", "係長", "課長"], subcast=str.strip, validate=fit_boxes
    )
    SOURCE_CHECK_DAYS = env.int("SOURCE_CHECK_DAYS", 90, validate=validate.Range(1, 3650))
    SHEET_MEGABYTES = env.int("SHEET_MEGABYTES", 5, validate=validate.Range(1, 10))
    SHEET_ROWS = env.int("SHEET_ROWS", 5000, validate=validate.Range(1, 20_000))
    TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)
    LOG_LEVEL = env.log_level("LOG_LEVEL", logging.INFO)
except FileNotFoundError as missing:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set and var/secret_key does not exist; script/server makes it."
    ) from missing
except EnvError as wrong:
    raise ImproperlyConfigured(str(wrong)) from wrong
if urlsplit(SITE_URL).scheme not in ("http", "https") or not urlsplit(SITE_URL).hostname:
    raise ImproperlyConfigured(f"SITE_URL must be an http(s) address, not {SITE_URL!r}.")
if len(SECRET_KEY) < 40:
    raise ImproperlyConfigured("SECRET_KEY must have at least 40 characters.")

IS_HTTPS = SITE_URL.startswith("https://")

# Applications: ground floor last, so that templates of the upper floors win.
INSTALLED_APPS = [
    "modeltranslation",  # before the admin, which it patches
    "tokutei_site.backups",  # before Django, whose migrate command it extends
    "tokutei_site.front",
    "eligibility",
    "announcements",
    "tokutei_site.office",
    "tokutei_site.publishing",
    "allauth",
    "allauth.account",  # before staff, which takes its page out of the admin
    "tokutei_site.staff",
    "csp",
    "tokutei_site.staff.desk.DeskAppConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tokutei_site.front.compression.compression",
    "csp.middleware.CSPMiddleware",
    "tokutei_site.office.outside.outside",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tokutei_site.front.sending.one_for_all_languages",  # around the next one
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tokutei_site.staff.language.StaffLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "tokutei_site.urls"
WSGI_APPLICATION = "tokutei_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Databases: WAL and IMMEDIATE let readers and writers pass each other; FULL survives a power cut.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000; "
            "PRAGMA cache_size=-20000; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY; "
            "PRAGMA secure_delete=ON;"  # what is overwritten is overwritten in the file too
        ),
    }
DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in limits live here, so that they hold across processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# Languages: the first is the staff's own and the default. Nothing else counts them.
LANGUAGES = [
    ("ja", "日本語"),
    ("en", "English"),
]
gettext_noop("Null characters are not allowed.")  # of Django's, which asks for some character
gettext_noop("English")  # 英語 in our catalogue; Django's own says 英語(米国)
LANGUAGE_CODE = LANGUAGES[0][0]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
MODELTRANSLATION_LANGUAGES = tuple(code for code, _ in LANGUAGES)
MODELTRANSLATION_ENABLE_FALLBACKS = False
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

# Static files: hashed names, compressed, served by WhiteNoise.
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "tokutei_site" / "static"]
STORAGES = {
    "default": {
        "BACKEND": "tokutei_site.publishing.files.storage.WholeFileStorage",
        "OPTIONS": {"location": FILES_DIR, "allow_overwrite": True},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# People
AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "tokutei_site.staff.sign_in.OfficeAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,5/300s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# What each role may do: made and kept right after every migrate (staff/roles.py).
SOURCE_WORK = ["publishing.view_source", "publishing.check_source"]
SHEET_WORK = ["announcements.export_faq", "announcements.import_faq"]
WORD_WORK = [f"publishing.{verb}_officeword" for verb in ("add", "change", "view")]
SYNONYM_WORK = [f"front.{verb}_synonym" for verb in ("add", "change", "delete", "view")]
ROLE_PERMISSIONS = {
    "writer": [
        "publishing.write_entry",
        *SHEET_WORK,
        *SOURCE_WORK,
        *WORD_WORK,
        *SYNONYM_WORK,
    ],
    "approver": [
        "publishing.write_entry",
        "publishing.approve_entry",
        "publishing.seal_entry",
        *SHEET_WORK,
        *SOURCE_WORK,
        *WORD_WORK,
        *SYNONYM_WORK,
    ],
    "administrator": [
        "announcements.export_faq",
        "publishing.check_source",
        "publishing.view_entry",
        "publishing.force_entry",
        "publishing.seal_entry",
        *WORD_WORK,
        *SYNONYM_WORK,
        *(f"publishing.{verb}_source" for verb in ("add", "change", "view")),
        *(f"announcements.{verb}_category" for verb in ("add", "change", "view")),
        *(
            f"staff.{verb}_{noun}"
            for verb in ("add", "change", "view")
            for noun in ("user", "section")
        ),
    ],
}

# Security
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IS_HTTPS else 0
# Subdomains and preload lists are the city's to decide, not one site's.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Files that people send: each is checked by its content (publishing/files).
FILE_LIMIT = 10 * 1024 * 1024
UPLOAD_LIMIT = 20 * FILE_LIMIT  # of everything sent at once
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "tokutei_site.publishing.files.receiving.BoundedFileHandler",
]

# Of the desk; everything else has that of office/outside.py.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "tokutei_site.log_lines.OneLine",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": []},  # its own would write the same lines once more with DEBUG
        # What is refused is the sender's fault, and noted as a warning by django.request.
        "django.security": {"level": "CRITICAL"},
        "django.security.csrf": {"level": LOG_LEVEL},
    },
}

"""The site's settings on a fresh temporary folder; nothing of `.env` or the shell leaks in,
except DATABASE_URL, with which script/test chooses the database."""

import atexit
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

_var = Path(tempfile.mkdtemp(prefix="tokutei-test-"))
atexit.register(shutil.rmtree, _var, ignore_errors=True)
(_var / "static").mkdir()
os.environ.update(
    VAR_DIR=str(_var),
    SECRET_KEY="only-for-tests-" + "x" * 50,
    SITE_URL="http://127.0.0.1:8000",
    ALLOWED_HOSTS="127.0.0.1,localhost",
    DATABASE_URL=os.environ.get("DATABASE_URL") or f"sqlite:///{_var}/site.sqlite3",
    DEBUG="0",
    DECISION_NUMBERS="0",
    DECISION_BOXES="担当,係長,課長",
    FORCED_PUBLISH="0",
    SHEET_MEGABYTES="5",
    SHEET_ROWS="5000",
    SOURCE_CHECK_DAYS="90",
    TRUSTED_PROXIES="0",
    LOG_LEVEL="WARNING",
)

from tokutei_site.settings import *  # noqa: E402, F403
from tokutei_site.settings import BASE_DIR, DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

_database = DATABASES["default"]
_database["CONN_MAX_AGE"] = 0  # a thread of the live server must not keep the database open
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # A file, because threads and the live server open it too; it need not survive a power cut.
    _database["TEST"] = {"NAME": str(_var / "test.sqlite3")}
    _options = _database["OPTIONS"]
    _options["init_command"] = _options["init_command"].replace("=FULL", "=OFF")
else:
    # One name for each checkout, so that two of them can test at the same time.
    _checkout = hashlib.sha256(str(BASE_DIR).encode()).hexdigest()[:8]
    _database["TEST"] = {"NAME": f"test_tokutei_{_checkout}"}
    _database.setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"

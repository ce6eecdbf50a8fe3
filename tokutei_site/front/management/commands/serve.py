"""The one command that runs the site: checks, migrates, collects, seeds, serves."""

import ipaddress
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from environs import Env, EnvError, validate
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.common import AbstractServer

from tokutei_site.publishing.models import Entry
from tokutei_site.staff.models import User

DEMO_PREFIX = "demo-"
BACKPRESSURE = 512  # requests a worker holds at once; slow readers fill it, not the threads
HEADER_TIMEOUT = 10_000  # milliseconds
STOP_TIMEOUT = 30  # seconds a request may still run after SIGTERM


@dataclass(frozen=True)
class Options:
    host: str
    port: int
    workers: int
    seed: str

    @classmethod
    def from_environment(cls) -> "Options":
        env = Env()
        try:
            return cls(
                host=env.str("HOST", "127.0.0.1"),
                port=env.int("PORT", 8000, validate=validate.Range(1, 65535)),
                workers=env.int("WORKERS", 2, validate=validate.Range(1, 64)),
                seed=env.str("SEED", "demo", validate=validate.OneOf(["demo", "none"])),
            )
        except EnvError as wrong:
            raise CommandError(str(wrong)) from wrong


class Command(BaseCommand):
    help = "Prepare the database and the static files, then serve the site."
    requires_system_checks = []  # run here, together with those of the database

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = Options.from_environment()
        address = free_address(chosen.host, chosen.port)
        self.prepare_database()
        self.prepare_static_files()
        self.prepare_files()
        self.prepare_content(chosen)
        connections.close_all()  # the workers are forked and must not share a connection
        server = granian(address, chosen)
        self.stdout.write(announcement(chosen))
        self.stdout.flush()  # before the fork, or every worker would print it again
        server.serve()

    def prepare_database(self) -> None:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}") from error
        self.check(databases=["default"])
        call_command("createcachetable", verbosity=0)
        if has_unapplied_migrations():
            self.stdout.write("Migrating the database ...")
            call_command("migrate", interactive=False, verbosity=0)

    def prepare_static_files(self) -> None:
        if static_files_are_stale():
            self.stdout.write("Collecting the static files ...")
            call_command("collectstatic", interactive=False, verbosity=0)

    def prepare_files(self) -> None:
        try:
            Path(settings.FILES_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
            with TemporaryFile(dir=settings.FILES_DIR):
                pass
        except OSError as error:
            raise CommandError(
                f"FILES_DIR ({settings.FILES_DIR}) cannot be written: {error.strerror}."
            ) from error
        call_command("remove_unused_files", verbosity=0)

    def prepare_content(self, chosen: Options) -> None:
        if not is_loopback(settings.SITE_URL) and has_demo_accounts():
            raise CommandError(
                f"This database has demo accounts ({DEMO_PREFIX}...), but SITE_URL is"
                f" {settings.SITE_URL}. Start the real site on an empty database"
                " (DATABASE_URL) and invite its administrator with manage.py setup_office."
            )
        if needs_seed(chosen.seed):
            self.stdout.write("Filling the empty database with demo content ...")
            call_command("seed")
        elif not User.objects.exists():
            self.stdout.write("There are no accounts yet: run manage.py setup_office.")


def announcement(chosen: Options) -> str:
    host = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    listening = f"http://{host}:{chosen.port}"
    site = "the site" if listening == settings.SITE_URL else settings.SITE_URL
    return f"Serving {site} at {listening} (Ctrl+C stops)"


# What has to be done


def is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def has_demo_accounts() -> bool:
    return User.objects.filter(username__startswith=DEMO_PREFIX).exists()


def needs_seed(seed: str) -> bool:
    """Demo content goes into an empty database of a site that only this machine can see."""
    if seed == "none" or not is_loopback(settings.SITE_URL):
        return False
    return not Entry.objects.exists() and not User.objects.exists()


def has_unapplied_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def static_sources() -> Iterator[Path]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))


def static_files_are_stale() -> bool:
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return True
    collected_at = manifest.stat().st_mtime
    return any(path.stat().st_mtime > collected_at for path in static_sources())


# The server


def free_address(host: str, port: int) -> str:
    """The numeric address. The server itself would share a taken port without a word."""
    try:
        family, kind, _protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(
            f"Cannot listen on {host}, port {port}: {error.strerror}."
            " Choose others with HOST and PORT."
        ) from error
    return str(address[0])


def granian(address: str, chosen: Options) -> AbstractServer[Any]:
    server: AbstractServer[Any] = Granian(
        "tokutei_site.wsgi:application",
        address=address,
        port=chosen.port,
        interface=Interfaces.WSGI,
        workers=chosen.workers,
        blocking_threads=1,
        backpressure=BACKPRESSURE,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_TIMEOUT),
        websockets=False,
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_TIMEOUT,
    )
    return server

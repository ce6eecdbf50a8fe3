"""One file: a tar of the database, the stored files and a manifest, and after it one line with
the SHA-256 of all that. Any tar program reads it; no byte of it changes unnoticed."""

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from django.utils.translation import gettext as _

from .errors import BackupError, in_plain_words
from .manifest import APPLICATION, Manifest

MEMBER = "manifest.json"
FILES = "files"
LAST_LINE = f"{APPLICATION} backup sha256 {{}}\n"
LAST_LINE_LENGTH = len(LAST_LINE.format("0" * 64))
CHUNK = 1 << 20


# Writing


class Hashed:
    """A stream whose bytes are hashed as they are read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.hash = stream, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        self.hash.update(data)
        return data


class Writer:
    """Puts members into the tar one by one; finish() adds the manifest and the last line."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.members = stream, dict[str, str]()
        self.tar = tarfile.TarFile(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT)

    def add(self, name: str, path: Path, mode: int = 0o600) -> None:
        with path.open("rb") as stream:
            hashed = Hashed(stream)
            info = tarfile.TarInfo(name)
            status = os.fstat(stream.fileno())
            info.size, info.mtime, info.mode = status.st_size, status.st_mtime, mode
            self.tar.addfile(info, hashed)
            self.members[name] = hashed.hash.hexdigest()

    def add_folder(self, folder: Path) -> None:
        for path in sorted(folder.rglob("*")):
            if not path.is_file():
                continue
            name = f"{FILES}/{path.relative_to(folder).as_posix()}"
            # What goes meanwhile was a draft of an upload, or is wanted by nobody any more.
            with suppress(FileNotFoundError):
                self.add(name, path, path.stat().st_mode & 0o666)

    def finish(self, **facts: Any) -> None:
        manifest = Manifest(members=self.members, **facts)
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(MEMBER)
        info.size, info.mode = len(text), 0o600
        self.tar.addfile(info, io.BytesIO(text))
        self.tar.close()
        size = self.stream.tell()
        self.stream.write(LAST_LINE.format(sha256(self.stream, size)).encode())
        self.stream.flush()
        os.fsync(self.stream.fileno())


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """A new file for its owner alone, safely on disk afterwards."""
    with open(path, "x+b", opener=partial(os.open, mode=0o600)) as stream:
        yield Writer(stream)


# Reading


@dataclass(frozen=True)
class Archive:
    """A verified backup, open for taking its members out."""

    tar: tarfile.TarFile
    manifest: Manifest

    def extract(self, name: str, target: Path) -> None:
        """Writes one member to a new file, safely on disk; refuses bytes that were not put in."""
        try:
            info = self.tar.getmember(name)
        except KeyError as error:
            raise BackupError(_("The backup does not hold what its manifest says.")) from error
        hashed = Hashed(cast(IO[bytes], self.tar.extractfile(info)))
        with open(target, "xb", opener=partial(os.open, mode=info.mode & 0o666)) as file:
            while chunk := hashed.read(CHUNK):
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        os.utime(target, (info.mtime, info.mtime))
        if hashed.hash.hexdigest() != self.manifest.members[name]:
            raise BackupError(_("The backup is damaged: %(name)s has changed.") % {"name": name})

    def extract_files(self, folder: Path) -> None:
        for name in self.manifest.members:
            if name.startswith(f"{FILES}/"):
                target = folder / PurePosixPath(name).relative_to(FILES)
                target.parent.mkdir(parents=True, exist_ok=True)
                self.extract(name, target)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The backup in `path`. Raises BackupError if it cannot be read, is damaged or is none."""
    with in_plain_words(_("The backup cannot be read:")):
        stream = path.open("rb")
    with stream:
        with in_plain_words(_("The backup cannot be read:")):
            require_undamaged(stream)
        try:
            tar = tarfile.TarFile(fileobj=stream)
            manifest = tar.extractfile(MEMBER)
            text = manifest.read() if manifest else b""
        except (tarfile.TarError, KeyError, ValueError, EOFError) as error:
            raise BackupError(_("This is not a backup of this site.")) from error
        archive = Archive(tar, Manifest.from_json(text))
        require_plain_members(archive)
        yield archive


def require_undamaged(stream: IO[bytes]) -> None:
    size = stream.seek(0, os.SEEK_END) - LAST_LINE_LENGTH
    stream.seek(max(size, 0))
    line = re.fullmatch(LAST_LINE.format("([0-9a-f]{64})").encode(), stream.read())
    if not line:
        raise BackupError(_("This is not a backup of this site, or its end is missing."))
    if sha256(stream, size) != line[1].decode():
        raise BackupError(_("The backup is damaged: its checksum does not match."))
    stream.seek(0)


def require_plain_members(archive: Archive) -> None:
    """Only plain files, each named once in the manifest, and none outside the folder."""
    infos = [info for info in archive.tar.getmembers() if info.name != MEMBER]
    if sorted(info.name for info in infos) != sorted(archive.manifest.members):
        raise BackupError(_("The backup does not hold what its manifest says."))
    for info in infos:
        path = PurePosixPath(info.name)
        is_inside = path.parts[:1] == (FILES,) or len(path.parts) == 1
        if not info.isreg() or not is_inside or ".." in path.parts or str(path) != info.name:
            raise BackupError(
                _("The backup holds a file that does not belong there: %(name)s")
                % {"name": info.name}
            )


def sha256(stream: IO[bytes], size: int) -> str:
    """Of the first `size` bytes; the stream stands after them."""
    stream.seek(0)
    total = hashlib.sha256()
    while size and (chunk := stream.read(min(size, CHUNK))):
        total.update(chunk)
        size -= len(chunk)
    return total.hexdigest()

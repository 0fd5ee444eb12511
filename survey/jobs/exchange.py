"""Files on their way between a page and the worker: in a folder of the instance, for its owner's eyes only, for a day.

No database and no backup holds them. A file lies under a name of chance, which its job knows.
"""

import re
import secrets
from datetime import datetime, timedelta
from pathlib import Path

FOLDER = "exchange"
KEPT = timedelta(days=1)
NAME = re.compile(r"[0-9a-f]{32}(\.[a-z]{3,7})?")


def folder(instance: Path) -> Path:
    """The folder, which is made if it is not there."""
    found = instance / FOLDER
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def put(instance: Path, content: bytes, suffix: str = "") -> str:
    """Lay a file down; its name."""
    name = secrets.token_hex(16) + suffix
    path = folder(instance) / name
    path.touch(mode=0o600)
    path.write_bytes(content)
    return name


def find(instance: Path, name: str) -> Path | None:
    """The file with this name; None if it is gone, or is no name that we gave."""
    path = folder(instance) / name
    return path if NAME.fullmatch(name) and path.is_file() else None


def remove(instance: Path, name: str) -> None:
    """Throw a file away, if it is there."""
    if path := find(instance, name):
        path.unlink()


def clear(instance: Path, now: datetime) -> int:
    """Throw away what is older than a day; how many files."""
    files = [path for path in folder(instance).iterdir() if path.is_file()]
    old = [path for path in files if path.stat().st_mtime < (now - KEPT).timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)

"""The project's own files."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
MADE_HERE = {".git", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv", "__pycache__", "instance"}


def files() -> list[Path]:
    """What is committed or about to be. Where there is no git, everything that no tool of ours made."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*") if not MADE_HERE.intersection(path.relative_to(ROOT).parts)]
    else:
        found = [ROOT / name for name in listed if name]
    return sorted(path for path in found if path.is_file())


def under(*folders: str, suffix: str = ".py") -> list[Path]:
    """The files with this suffix in these folders of the project."""
    tops = [ROOT / folder for folder in folders]
    return [path for path in files() if path.suffix == suffix and any(path.is_relative_to(top) for top in tops)]

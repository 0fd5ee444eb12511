"""What is installed: exactly what is locked, and everything that the program reads."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from .sources import ROOT, files, under

LOCKS = ("requirements.lock", "requirements-dev.lock")
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
GROUPS = {"requirements.lock": ("build",), "requirements-dev.lock": ("build", "test", "check")}

PART_OF = {"jinja2": "flask", "pydantic_core": "pydantic", "werkzeug": "flask"}
"""Modules that come with another package by its own promise."""

UNSEEN = {"tzdata"}
"""`zoneinfo` reads it on a bare system."""


def name(requirement: str) -> str:
    """The name in a requirement, as locks write it."""
    return re.split(r"[\[<>=~! ;]", requirement)[0].lower().replace("_", "-").replace(".", "-")


def asked_for(lock: str) -> set[str]:
    """The names of the packages that the project asks for by itself."""
    groups = PYPROJECT["dependency-groups"]
    grouped = [each for group in GROUPS[lock] for each in groups[group]]
    return {name(each) for each in [*PYPROJECT["project"]["dependencies"], *grouped]}


def locked(lock: str) -> set[str]:
    """The lines of a lock that name a version, with its marker where there is one."""
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    return {line.removesuffix(" \\") for line in lines if re.match(r"[a-z0-9]", line)}


def imported(paths: list[Path]) -> set[str]:
    """The packages, by the names of modules, that these files import."""
    found: set[str] = set()
    for node in (node for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8")))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(str(node.module).partition(".")[0])
    return found - sys.stdlib_module_names - {"survey"}


def test_the_program_asks_for_what_it_imports_and_for_nothing_else() -> None:
    packages = packages_distributions()
    names = {name(PART_OF.get(module) or packages[module][0]) for module in imported(under("survey", "wsgi.py"))}
    assert names == {name(each) for each in PYPROJECT["project"]["dependencies"]} - UNSEEN


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_answers_what_the_project_asks_for(lock: str) -> None:
    blocks = re.findall(r"^([a-z0-9].*)\n(?:    --hash.*\n)+((?:    #.*\n)+)", (ROOT / lock).read_text(), re.MULTILINE)
    direct = {name(line) for line, reasons in blocks if "pyproject.toml" in reasons}
    assert direct == asked_for(lock), "run `make lock`"


def test_tests_run_on_the_versions_that_are_shipped() -> None:
    assert locked("requirements.lock") - locked("requirements-dev.lock") == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert len(re.findall(r"^[a-z0-9].*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(locked(lock))
    assert re.findall(r"(?i)://|--(?:extra-)?index|--find-links", text) == []


def test_the_wheel_holds_templates_questionnaires_and_translations(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(ZipFile(wheel).namelist())
    sources = [path.relative_to(ROOT) for path in files()]
    wanted = {str(path) for path in sources if path.parts[0] == "survey"}
    wanted |= {f"survey/{path}" for path in sources if path.parts[0] == "translations"}
    assert {path for path in wanted if path.endswith((".html", ".yaml", ".po"))}
    assert wanted - packed == set()


def test_the_lock_of_npm_has_a_hash_for_each_package_and_names_no_registry() -> None:
    folder = ROOT / "tests" / "browser" / "npm"
    packages: dict[str, dict[str, Any]] = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    asked: dict[str, Any] = json.loads((folder / "package.json").read_text("utf-8"))
    root = packages.pop("")
    assert {name: root[name] for name in ("dependencies", "devDependencies")}.items() <= asked.items(), (
        "run `make lock`"
    )
    assert [name for name, each in packages.items() if "integrity" not in each or "resolved" in each] == []

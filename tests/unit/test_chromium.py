"""Which Chromium the browser tests use, and how one is installed."""

from pathlib import Path

import pytest

from tests.fixtures.chromium import find, steps

DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n'
UBUNTU = 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n'


def test_a_given_chromium_goes_before_the_systems() -> None:
    assert find({"WERKPEIL_CHROMIUM": "/opt/chromium", "PATH": "/usr/bin"}) == Path("/opt/chromium")


def test_the_systems_chromium_is_found_on_the_path(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.touch(mode=0o755)
    assert find({"PATH": str(tmp_path)}) == program


@pytest.mark.parametrize(
    ("root", "release", "last", "package"),
    [
        (True, DEBIAN, "apt-get", True),
        (False, DEBIAN, "playwright", False),
        (True, UBUNTU, "playwright --with-deps", False),
        (False, UBUNTU, "playwright", False),
        (True, "ID=fedora\n", "playwright", False),
        (False, "", "playwright", False),
    ],
)
def test_it_is_installed_with_what_the_machine_offers(root: bool, release: str, last: str, package: bool) -> None:
    commands = steps(root=root, release=release)
    assert all(word in commands[-1] for word in last.split())
    assert ("--with-deps" in commands[-1]) is ("--with-deps" in last)
    assert any("libatomic1" in command for command in commands) is (root and "debian" in release)
    assert ("chromium" in commands[-1] and commands[-1][0] == "apt-get") is package

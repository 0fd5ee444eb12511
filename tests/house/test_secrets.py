"""No secret is committed."""

import pytest

from . import secrets
from .sources import ROOT, files

BINARY = {".ico", ".jpg", ".mo", ".png", ".woff2"}
PLANTED = {
    "private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "age key": "AGE-SECRET-" + "KEY-1QQPQYQSZQGPQYQSZQGPQYQSZQGP",
    "AWS key": "key = AKIA" + "IOSFODNN7EXAMPLE",
    "GitHub token": "ghp_" + "a1B2" * 9,
    "GitLab token": "glpat-" + "x" * 20,
    "Slack token": "xoxb-" + "1234567890",
    "Google key": "AIza" + "x" * 35,
    "Stripe key": "sk_" + "live_" + "x" * 16,
    "npm token": "npm_" + "a1B2" * 9,
    "PyPI token": "pypi-" + "AgEIcHlwaS5vcmcxxxxxxxxxxx",
    "signed token": "eyJhbGci" + "OiJIUzI1.eyJzdWIiOiIxMjM0.SflKxwRJSMeKKF2Q",
    "password in an address": "smtp://mail:" + "hunter22@mail.example.org",
    "password": 'SECRET_KEY = "' + 'q8Zp4LxT0vRk2Ws9"',
}


def test_no_file_holds_a_secret() -> None:
    texts = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in files() if path.suffix not in BINARY}
    assert [line for name, text in texts.items() for line in secrets.found(text, name)] == []


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_secret_is_found(kind: str) -> None:
    assert list(secrets.found(f"first line\n{PLANTED[kind]}\n", "here.py")) == [f"here.py:2: {kind}"]


def test_every_known_kind_is_planted() -> None:
    assert set(secrets.KNOWN) < set(PLANTED)


@pytest.mark.parametrize(
    "line",
    [
        'password = "correct-horse"',
        'password = "wachtwoord-voor-de-demo"',
        "smtp://user:password@host:port",
        "postgresql://werkpeil@localhost/studies",
        'token = tokens.derive(secret, "handle")',
        "    --hash=sha256:5a811826e1a5a06c25ebc3e6c4a704613eb9a1bcf6b78428fbe865f4f6c9a4b8",
    ],
)
def test_what_only_looks_like_a_secret_is_left_alone(line: str) -> None:
    assert secrets.in_line(line) is None

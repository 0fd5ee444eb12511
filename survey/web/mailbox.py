"""The mailbox of demo and test studies: the mails in `instance/mailbox`, as the people who get them see them.

It stands in for people's own mailboxes, so it has no lock. There is none where there is a mail server.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from itertools import islice
from pathlib import Path

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from survey.extensions import settings

from .access import Rule, allow
from .headers import PLAIN

blueprint = Blueprint("mailbox", __name__)

PAGE = 50
HEAD_BYTES = 2000
"""Enough for the addresses of a mail, which stand in its first lines."""

NAME = re.compile(r"^[a-z0-9][a-z0-9-]*$")
ADDRESS = re.compile(r"(https?://[^\s<>]+)")
RECIPIENT = re.compile(rb"^To:(.*)$", re.MULTILINE | re.IGNORECASE)
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)
"""A mail has styles of its own, as mails do; it runs nothing, loads nothing, and its links open in the whole window."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail: its study, the name of its file, and what is in it."""

    study: str
    name: str
    message: EmailMessage

    def part(self, kind: str) -> str:
        """The text or the HTML of the mail; empty if it has none."""
        body = self.message.get_body(preferencelist=(kind,))
        return str(body.get_content()) if body else ""


@blueprint.get("/mailbox")
@allow(Rule.ANYONE)
def mails() -> ResponseReturnValue:
    """The mails of every study, or of one, newest first."""
    home = _home()
    search = request.args.get("address", "").strip()
    study = request.args.get("study", "")
    page = max(request.args.get("page", 1, type=int), 1)
    studies = sorted(path.name for path in home.iterdir() if path.is_dir() and NAME.match(path.name))
    paths = _newest(home, [study] if study in studies else studies)
    found = [path for path in paths if not search or _is_to(path, search)]
    shown = [_mail(path) for path in islice(found, (page - 1) * PAGE, page * PAGE)]
    return render_template(
        "mailbox/mails.html",
        mails=shown,
        total=len(found),
        page=page,
        pages=-(-len(found) // PAGE),
        studies=studies,
        study=study if study in studies else "",
        search=search,
    )


@blueprint.get("/mailbox/<study>/<name>")
@allow(Rule.ANYONE)
def mail(study: str, name: str) -> ResponseReturnValue:
    """One mail: the HTML in a frame, and its text below."""
    one = _mail(_path(study, name))
    page = render_template("mailbox/mail.html", mail=one, pieces=ADDRESS.split(one.part("plain").strip()))
    return make_response(page, {"Content-Security-Policy": f"{PLAIN}; frame-src 'self'"})


@blueprint.get("/mailbox/<study>/<name>/html")
@allow(Rule.ANYONE)
def html(study: str, name: str) -> ResponseReturnValue:
    """The HTML of a mail by itself. Its links open in the whole window."""
    page = _mail(_path(study, name)).part("html").replace("<head>", '<head><base target="_top">', 1)
    return Response(page, headers={"Content-Security-Policy": MAIL_POLICY})


def _home() -> Path:
    home = settings().mailbox
    if not home.is_dir():
        abort(404)
    return home


def _path(study: str, name: str) -> Path:
    path = _home() / study / f"{name}.eml"
    if not (NAME.match(study) and NAME.match(name) and path.is_file()):
        abort(404)
    return path


def _newest(home: Path, studies: list[str]) -> Iterator[Path]:
    """Files by the time they were written; mails of the same moment by name."""
    paths = [path for study in studies for path in (home / study).glob("*.eml") if NAME.match(path.stem)]
    return iter(sorted(paths, key=lambda path: (-path.stat().st_mtime_ns, path.name)))


def _is_to(path: Path, search: str) -> bool:
    """Whether a mail goes to an address with this text in it. Reads the head of the file only."""
    with path.open("rb") as file:
        recipient = RECIPIENT.search(file.read(HEAD_BYTES))
    return recipient is not None and search.lower() in recipient[1].decode("utf-8", "replace").lower()


def _mail(path: Path) -> Mail:
    with path.open("rb") as file:
        message = BytesParser(EmailMessage, policy=policy.default).parse(file)
    return Mail(path.parent.name, path.stem, message)

"""A simulated participant: opens the link in a mail and answers page by page, through the real pages."""

import email.policy
import re
from email import message_from_bytes
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Answers

LINK = re.compile(r"https?://[^\s/]+(/a/[A-Z2-7]{32})")
CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
MOST_PAGES = 200


class LostError(RuntimeError):
    """The pages did not lead to the end: the demo cannot be built, and the pages have a fault."""


def link_in(mail: Path) -> str:
    """The path of the personal link in a mail."""
    message = message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",))
    found = LINK.search(body.get_content() if body else "")
    if found is None:
        raise LostError(f"There is no personal link in {mail}.")
    return found[1]


def take_part(app: Flask, path: str, questionnaire: Questionnaire, answers: Answers) -> None:
    """Open the link, start, send every page and arrive at the thank-you page.

    Raises:
        LostError: a page refused the answers, or there was no end.
    """
    base = app.extensions["settings"].public_url
    client = app.test_client()
    token = CSRF.search(client.get(path, base_url=base).text)
    if token is None:
        raise LostError("The start page has no form.")
    csrf = {"csrf_token": token[1]}
    location = client.post(path, data=csrf, base_url=base).location
    for _ in range(MOST_PAGES):
        if location is None:
            raise LostError("A page did not accept its answers.")
        if "/thanks/" in location:
            return
        page = questionnaire.page(urlsplit(location).path.rpartition("/")[2])
        if page is None:
            raise LostError(f"{location} is no page of the questionnaire.")
        keys = {f"item_{key}": answers[key] for item in page.items for key in item.keys() if key in answers}  # noqa: SIM118
        form = {name: list(answer) if isinstance(answer, tuple) else str(answer) for name, answer in keys.items()}
        location = client.post(location, data=csrf | form, base_url=base).location
    raise LostError("The questionnaire did not end.")

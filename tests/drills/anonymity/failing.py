"""Builds that are broken on purpose: `python -m tests.drills.anonymity.failing HOW serve`.

`save`: keeping an answer fails, with the answer and the link in the message. `mail`: a mail fails, with the address in
the message. `talk`: the server keeps the access log that gunicorn has by itself.
"""

import sys
from typing import Any, NoReturn

from gunicorn.glogging import Logger

from survey.cli import logs, main
from survey.fieldwork import answers, messages
from survey.fieldwork.answers import Standing
from survey.fieldwork.outbox import Mail


def save(_session: object, found: Standing, page: str, changes: object, *_rest: object) -> NoReturn:
    """Fail with everything that is at hand."""
    raise ValueError(f"{found.secret} {page} {changes}") from KeyError(found.secret)


def compose(_sender: object, _wave: object, _keys: object, mail: Mail, *_rest: object) -> NoReturn:
    """Fail with the address."""
    raise RuntimeError(f"cannot write to {mail.address}")


def access(self: Logger, *request: Any) -> None:
    """Gunicorn's own line."""
    Logger.access(self, *request)


BREAKS = {"save": (answers, save), "mail": (messages, compose), "talk": (logs.Log, access)}

if __name__ == "__main__":
    place, broken = BREAKS[sys.argv.pop(1)]
    setattr(place, broken.__name__, broken)
    main()

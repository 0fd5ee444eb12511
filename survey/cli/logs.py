"""What the server writes: a line for each page that staff open, and faults. What participants open leaves no line."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from survey.faults import Formatter
from survey.fieldwork.clock import amsterdam_now
from survey.web.access import LOGGED

SEEN = range(200, 300)


class Log(Logger):  # type: ignore[misc] # gunicorn has no types
    """Gunicorn's log. Its own access line has address, agent and referrer; its own faults have the link."""

    def setup(self, cfg: Config) -> None:
        """Write faults scrubbed, and access lines as they are."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Formatter())
        for handler in self.access_log.handlers:
            handler.setFormatter(logging.Formatter("%(message)s"))

    def access(self, resp: Any, req: Any, environ: Mapping[str, Any], request_time: timedelta) -> None:
        """A line for a page of staff, and nothing for any other."""
        if LOGGED in environ:
            self.access_log.info(line(environ, int(str(resp.status)[:3]), request_time, amsterdam_now()))


def line(environ: Mapping[str, Any], status: int, spent: timedelta, now: datetime) -> str:
    """Day and time, method, path, status and milliseconds; no query, address, agent or referrer.

    A page that was not shown is called by the pattern of its address: somebody may have pasted a link there.
    """
    path, pattern = environ[LOGGED]
    shown = pattern if status not in SEEN else path.encode("ascii", "backslashreplace").decode()
    milliseconds = round(spent / timedelta(milliseconds=1))
    return f"{now:%Y-%m-%d %H:%M:%S} {environ['REQUEST_METHOD']} {shown} {status} {milliseconds} ms"

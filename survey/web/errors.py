"""Error pages: what happened, whether anything was lost, and what to do next."""

import logging
from types import TracebackType

from flask import Flask, current_app, g, render_template, request
from flask.logging import default_handler
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from survey import faults
from survey.fieldwork.answers import NotSavedError
from survey.questionnaires.problems import N_

PAGES: dict[int, tuple[str, str]] = {
    400: (N_("This page could not be read"), N_("Go back, reload the page and try again.")),
    403: (N_("You cannot see this page"), N_("Your account has no role for it. Ask the owner of the study.")),
    404: (N_("This page does not exist"), N_("Check the address, or go back.")),
    413: (N_("That was too much text"), N_("Nothing was saved. Go back, make the text shorter and try again.")),
    500: (N_("Something went wrong on our side"), N_("Earlier answers are kept. Please try again in a minute.")),
    503: (N_("We cannot reach our records now"), N_("Nothing was changed. Please try again in a minute.")),
}
OTHER = (N_("This did not work"), N_("Go back and try again."))


def _page(status: int) -> ResponseReturnValue:
    title, advice = PAGES.get(status, OTHER)
    return render_template("error.html", title=title, advice=advice), status


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.response is not None:
        return error
    return _handed_back(error.code) if isinstance(error, InternalServerError) and _is_sent() else _page(error.code)


def _is_sent() -> bool:
    """Whether a participant sent something that must not be lost."""
    return request.method == "POST" and request.blueprint == "participate"


def _handed_back(status: int) -> ResponseReturnValue:
    """What a participant sent, to be sent again with one press."""
    return render_template("participate/unsaved.html", sent=list(request.form.items(multi=True))), status


def _stranger(_error: SecurityError) -> ResponseReturnValue:
    """Somebody asked for another host. No page of ours can be drawn for it: there are no addresses to put in it."""
    return "400 Bad Request\n", 400, {"Content-Type": "text/plain; charset=utf-8"}


def _forgotten(_error: CSRFError) -> ResponseReturnValue:
    """The page was too old, or the browser keeps no cookies."""
    title = N_("We cannot see that this is you")
    advice = N_("Open the link in your mail again. If that does not help, allow cookies for this site.")
    return render_template("error.html", title=title, advice=advice), 400


def _unsaved(error: Exception) -> ResponseReturnValue:
    """The database is away."""
    kind = type(getattr(error, "orig", None) or error).__name__
    message = f"Not saved: {kind}"
    current_app.logger.error(message)
    return _handed_back(503) if _is_sent() else _page(503)


Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def report(logger: logging.Logger, fault: BaseException | None) -> None:
    """Write down a fault: number, page and places in the code. No address, nothing sent, nothing from a database."""
    g.fault = faults.number()
    lines = [f"Fault {g.fault}, {request.method} {request.endpoint or 'unknown page'}"]
    logger.error("\n".join([*lines, *(faults.places(fault) if fault else ())]))


def install(app: Flask) -> None:
    """Turn errors into pages, and write them down."""

    def log_exception(raised: Raised) -> None:
        report(app.logger, raised[1])

    default_handler.setFormatter(faults.Formatter())
    if logging.lastResort:  # Where libraries write when nobody has said where.
        logging.lastResort.setFormatter(faults.Formatter())
    app.log_exception = log_exception  # type: ignore[assignment,method-assign]  # Flask's own would write the address.
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _stranger)
    app.register_error_handler(CSRFError, _forgotten)
    for fault in (NotSavedError, OperationalError, NoConnectionError):
        app.register_error_handler(fault, _unsaved)

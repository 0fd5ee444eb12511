"""Error pages: what happened, whether anything was lost, and what to do next."""

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from survey.fieldwork.answers import NotSavedError
from survey.questionnaires.problems import N_

PAGES: dict[int, tuple[str, str]] = {
    400: (N_("This page could not be read"), N_("Go back, reload the page and try again.")),
    403: (
        N_("You cannot see this page"),
        N_("Your account does not have the role for it. Ask the owner of the study."),
    ),
    404: (N_("This page does not exist"), N_("Check the address, or go back.")),
    413: (N_("That was too much text"), N_("Nothing was saved. Go back, make the text shorter and try again.")),
    500: (N_("Something went wrong on our side"), N_("Earlier answers are kept. Please try again in a minute.")),
    503: (
        N_("Your answer was not saved"),
        N_("Please try again. Go back to the question: what you typed is still there."),
    ),
}
OTHER = (N_("This did not work"), N_("Go back and try again."))


def _page(status: int) -> ResponseReturnValue:
    title, advice = PAGES.get(status, OTHER)
    return render_template("error.html", title=title, advice=advice), status


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    return _page(error.code)


def _forgotten(_error: CSRFError) -> ResponseReturnValue:
    """The page was too old, or the browser keeps no cookies."""
    title = N_("We cannot see that this is you")
    advice = N_("Open the link in your mail again. If that does not help, allow cookies for this site.")
    return render_template("error.html", title=title, advice=advice), 400


def _unsaved(_error: Exception) -> ResponseReturnValue:
    return _page(503)


def install(app: Flask) -> None:
    """Turn errors into pages."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _forgotten)
    app.register_error_handler(NotSavedError, _unsaved)
    app.register_error_handler(OperationalError, _unsaved)

"""What a link or code that gives no right is answered with: the same for all of them, and 429 for who keeps trying."""

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from survey.extensions import now, settings, stores
from survey.fieldwork.guessing import HALF_HOUR, Guard


def refused(template: str, **values: object) -> ResponseReturnValue:
    """A page for a link or code that gives no right; the failure is counted, and nothing is said about why."""
    over = is_over()
    return render_template(template, **values), 429 if over else 404


def is_over() -> bool:
    """Count a failure of who asks, and say whether there were too many."""
    return _is_over(Guard(settings().failures_per_minute, current_app.config["SECRET_KEY"]))


def is_crowded() -> bool:
    """Count a start at the door of an open study, and say whether there were too many from one address."""
    return _is_over(Guard(settings().starts_per_half_hour, current_app.config["SECRET_KEY"], "starts", HALF_HOUR))


def _is_over(guard: Guard) -> bool:
    with stores().responses() as responses:
        return guard.is_over(responses, request.remote_addr or "", now())

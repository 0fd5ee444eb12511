"""A desk at which studies are set up: with a mail server, so that a real study may open."""

import pytest
from flask import Flask

from survey.settings import Settings
from tests.fixtures.application import MakeApp
from tests.fixtures.staff import add_staff

from .sheet import Desk


@pytest.fixture
def mailing(settings: Settings, make_app: MakeApp) -> Flask:
    """The application with a mail server, which nobody asks anything here."""
    app = make_app(settings.model_copy(update={"smtp_url": "smtp://127.0.0.1:1"}))
    add_staff(app)
    return app


@pytest.fixture
def desk(mailing: Flask) -> Desk:
    """Somebody who may do everything."""
    return Desk(mailing)

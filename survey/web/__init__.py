"""HTTP in, pages out; nothing is decided here."""

from flask import Flask

from . import access, accounts, assets, dashboard, errors, headers, mailbox, participate, words


def furnish(app: Flask) -> None:
    """Give the application its pages. Every page declares who may see it; a page without a rule is an error."""
    words.install(app)
    assets.install(app)
    headers.install(app)
    errors.install(app)
    accounts.install(app)
    access.install(app)
    for blueprint in (participate.blueprint, mailbox.blueprint, dashboard.blueprint, dashboard.public.blueprint):
        app.register_blueprint(blueprint)

"""HTTP in, pages out; nothing is decided here."""

from flask import Flask

from . import access, accounts, assets, dashboard, errors, headers, mailbox, participate, sections, words


def furnish(app: Flask, section: sections.Section = "") -> None:
    """Give the application its pages, or those of a section. Every page declares who may see it; a page without a rule
    is an error."""
    words.install(app)
    assets.install(app)
    headers.install(app)
    errors.install(app)
    sections.install(app, section)
    accounts.install(app)
    access.install(app)
    for blueprint in (participate.blueprint, mailbox.blueprint, dashboard.blueprint):
        app.register_blueprint(blueprint)

"""HTTP in, pages out; nothing is decided here."""

from flask import Flask

from . import (
    access,
    accounts,
    assets,
    auditing,
    dashboard,
    errors,
    headers,
    mailbox,
    participate,
    research,
    sections,
    words,
)


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
    pages = (
        participate.blueprint,
        mailbox.blueprint,
        dashboard.blueprint,
        dashboard.public.blueprint,
        auditing.blueprint,
        research.blueprint,
        accounts.login.blueprint,
        accounts.people.blueprint,
    )
    for blueprint in pages:
        app.register_blueprint(blueprint)

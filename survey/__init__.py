"""Werkpeil: anonymous surveys on job coaching.

`create_app` assembles it, and is the only place that knows everything.
"""

# Nothing is imported here: a participant's page and most commands must start without the analysis libraries.

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flask import Flask

    from .fieldwork.clock import Clock
    from .settings import Settings


def create_app(settings: "Settings | None" = None, clock: "Clock | None" = None) -> "Flask":
    """The application, with its three databases, for `settings` (default: the environment) and `clock`."""
    import os

    from flask import Flask
    from werkzeug.middleware.proxy_fix import ProxyFix

    from . import extensions, web
    from .fieldwork.clock import amsterdam_now
    from .settings import Settings

    settings = settings or Settings.from_environment(os.environ)
    app = Flask("survey.web", static_folder=None)
    app.extensions["settings"] = settings
    app.extensions["clock"] = clock or amsterdam_now
    app.config.update(
        SECRET_KEY=settings.secret_key(),
        TRUSTED_HOSTS=[settings.host],
        SESSION_COOKIE_NAME="werkpeil",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https:"),
        MAX_CONTENT_LENGTH=1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        MAX_FORM_PARTS=1000,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        WTF_I18N_ENABLED=False,  # Our forms bring their own words; the library reads its catalogue for every form.
    )
    if settings.trusted_proxies:  # Nothing else of what a proxy says is believed: not the host, not the scheme.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's own way to wrap an application.
            app.wsgi_app, x_for=settings.trusted_proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0
        )
    extensions.connect(app, settings)
    extensions.csrf.init_app(app)
    web.furnish(app, settings.only)
    return app

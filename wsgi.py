"""For a WSGI server of your own: `gunicorn wsgi:app`. Switch its own access log off: addresses under /a/
are secrets. docs/operations.md says what a proxy may write down."""

from survey import create_app

app = create_app()

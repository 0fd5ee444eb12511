"""For a WSGI server of your own: `gunicorn wsgi:app`. Switch its access log off: addresses under /a/ are secrets."""

from survey import create_app

app = create_app()

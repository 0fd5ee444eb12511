"""Headers that every answer carries: a strict content policy, no referrer, nothing kept in caches."""

import secrets

from flask import Flask, Response, g, request

PLAIN = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

KEPT = ("assets", "participate.look_sheet", "participate.logo")
"""What browsers may keep: its address changes with its content, and it says nothing about anybody."""


def nonce() -> str:
    """The word that allows this page's own script; a page that asks for none runs no script at all."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    word: str = g.nonce
    return word


def _add(response: Response) -> Response:
    scripts = f"; script-src 'nonce-{g.nonce}'; connect-src 'self'" if "nonce" in g else ""
    response.headers.setdefault("Content-Security-Policy", PLAIN + scripts)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), interest-cohort=()"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint not in KEPT:
        response.headers["Cache-Control"] = "no-store"
    return response


def install(app: Flask) -> None:
    """Add the headers to every answer."""
    app.after_request(_add)
    app.jinja_env.globals["nonce"] = nonce

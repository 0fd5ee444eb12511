"""Our style sheet and small scripts, and the one packaged script (plotly), served under addresses that change with
their content."""

import gzip
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from flask import Flask, Response, abort, make_response, request, url_for
from flask.typing import ResponseReturnValue

from ..access import Rule, allow

HERE = Path(__file__).parent
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
SMALLEST_TO_PACK = 500


@cache
def _content(name: str) -> bytes | None:
    """The file, or None. Only names that are listed here or lie in this folder exist."""
    if name == "plotly.js":
        return files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()
    path = HERE / name
    return path.read_bytes() if path.parent == HERE and path.suffix in TYPES and path.is_file() else None


@cache
def _packed(name: str) -> bytes:
    return gzip.compress(_content(name) or b"", 9, mtime=0)


@cache
def _version(name: str) -> str:
    return hashlib.sha256(_content(name) or b"").hexdigest()[:12]


def address(name: str) -> str:
    """Where a page finds an asset; the version makes it safe to keep for a year."""
    return url_for("assets", name=name, v=_version(name))


@allow(Rule.ANYONE)
def _serve(name: str) -> ResponseReturnValue:
    content = _content(name)
    if content is None:
        abort(404)
    packed = request.accept_encodings.quality("gzip") > 0 and len(content) >= SMALLEST_TO_PACK
    response: Response = make_response(_packed(name) if packed else content)
    response.content_type = f"{TYPES[Path(name).suffix]}; charset=utf-8"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


def install(app: Flask) -> None:
    """Serve the assets and give templates `asset(name)`."""
    app.add_url_rule("/assets/<name>", "assets", _serve)
    app.jinja_env.globals["asset"] = address

"""A poster for an open study: one page in one language, a value that knows nothing of lay-out."""

from dataclasses import dataclass

from .letter import INK


@dataclass(frozen=True, slots=True)
class PaperPoster:
    """What hangs on the wall. `link` is shown as a square for the camera of a phone (`square` says so to who cannot see
    it); `address` and, where there is one, `code` are to be typed. `steps` say how with the square, `typing` how
    without it. `logo` is a picture as a `data:` address, and `accent` the colour of headings and lines."""

    language: str
    direction: str
    sender: str
    heading: str
    paragraphs: tuple[str, ...]
    steps: tuple[str, ...]
    link: str
    square: str
    typing: tuple[str, ...]
    address: str
    code: str
    closing: tuple[str, ...]
    logo: str = ""
    accent: str = INK

"""A letter on paper, for somebody who takes part without mail: a value that knows nothing of lay-out."""

from dataclasses import dataclass

INK = "#111111"
"""The colour of everything, where a study has none."""


@dataclass(frozen=True, slots=True)
class PaperLetter:
    """One person's letter in one language, with everything that is said in it.

    `link` is shown as a square for the camera of a phone (`square` says so to who cannot see it); `address` and `code`
    are to be typed. `phone` and `computer` each have a heading and then steps. `logo` is a picture as a `data:`
    address, and `accent` the colour of headings and lines.
    """

    language: str
    direction: str
    sender: str
    reference: str
    heading: str
    paragraphs: tuple[str, ...]
    how: str
    phone: tuple[str, ...]
    link: str
    square: str
    computer: tuple[str, ...]
    address: str
    code: str
    closing: tuple[str, ...]
    footer: str
    logo: str = ""
    accent: str = INK

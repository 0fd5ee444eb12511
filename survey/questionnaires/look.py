"""The look of a programme: its colour, and its logo. Everything else follows from the colour.

A colour is three numbers from 0 to 255. Contrast is that of WCAG 2.2: (L1 + 0.05) / (L2 + 0.05), with the relative
luminance L of the lighter and the darker colour; text needs 4.5.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Annotated

from pydantic import StringConstraints

from .wording import COLOUR, LOGO, Model, Phrase

LEAST_CONTRAST = 4.5
LARGEST_LOGO = 20_000
TYPES = {"svg": "image/svg+xml", "png": "image/png"}
DARKEST_LINEAR = 0.04045
"""Below this the sRGB curve is a straight line."""

OURS = ("#14524b", "#8fd6c8")
"""Our own colour on a light ground and on a dark one."""

STEPS = 200
"""How finely a darker or lighter tone is looked for."""

Tone = tuple[int, int, int]
WHITE: Tone = (255, 255, 255)
BLACK: Tone = (0, 0, 0)
PAPER: Tone = (0xF8, 0xF4, 0xEC)
SURFACE: Tone = (0xFF, 0xFD, 0xF8)
NIGHT_PAPER: Tone = (0x11, 0x19, 0x17)
NIGHT_SURFACE: Tone = (0x1A, 0x25, 0x22)
NIGHT_INK: Tone = (0x0A, 0x14, 0x12)
"""What the style sheet says of its pages; a test compares them."""


class Look(Model):
    """`logo` is a file beside the study, svg or png. Once read, it is the picture itself, as a `data:` address."""

    colour: Annotated[Phrase, StringConstraints(pattern=COLOUR)] | None = None
    logo: Annotated[Phrase, StringConstraints(pattern=LOGO)] | None = None

    @property
    def picture(self) -> tuple[str, bytes] | None:
        """The type and content of the logo; None without one, or before it was read."""
        if self.logo is None or not self.logo.startswith("data:"):
            return None
        kind, _, content = self.logo.removeprefix("data:").partition(";base64,")
        return kind, b64decode(content)


def accents(look: Look | None) -> tuple[str, str]:
    """The colour of buttons and links where the style sheet of the site is not: on a light ground, on a dark one."""
    if look is None or look.colour is None:
        return OURS
    return look.colour, written(by_night(tone(look.colour)))


def embedded(kind: str, content: bytes) -> str:
    """A picture of `kind` (svg, png) as a `data:` address."""
    return f"data:{TYPES[kind]};base64,{b64encode(content).decode()}"


def tone(colour: str) -> Tone:
    """The numbers of `#rrggbb`."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def written(given: Tone) -> str:
    """`#rrggbb`."""
    return f"#{bytes(given).hex()}"


def luminance(given: Tone) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = (part / 255 for part in given)
    red, green, blue = (part / 12.92 if part <= DARKEST_LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Tone, other: Tone) -> float:
    """The contrast between two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: Tone, other: Tone, share: float) -> Tone:
    """`one` with a `share` (0 to 1) of `other` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def by_day(colour: Tone) -> float:
    """The lowest contrast of a colour on a light page: under white words, and on each ground that it is written on."""
    return min(contrast(colour, ground) for ground in (WHITE, PAPER, SURFACE, _tint(colour)))


def by_night(colour: Tone) -> Tone:
    """The tone for a dark page: as little lighter as it can be with words that can be read on it and around it."""
    grounds = (NIGHT_INK, NIGHT_PAPER, NIGHT_SURFACE, _night_tint(colour))
    tones = _towards(colour, WHITE)
    return next(each for each in tones if all(contrast(each, ground) >= LEAST_CONTRAST for ground in grounds))


def nearest(colour: Tone) -> Tone:
    """The colour itself, or the nearest darker one that can be read by day."""
    return next(each for each in _towards(colour, BLACK) if by_day(each) >= LEAST_CONTRAST)


def sheet(colour: Tone) -> str:
    """The style sheet that puts this colour in the place of ours."""
    night = by_night(colour)
    day = {
        "accent": colour,
        "accent-deep": mixed(colour, BLACK, 0.3),
        "tint": _tint(colour),
        "far": mixed(colour, WHITE, 0.6),
        "near": mixed(colour, WHITE, 0.3),
        "water": colour,
    }
    dark = {
        "accent": night,
        "accent-deep": mixed(night, WHITE, 0.4),
        "on-accent": NIGHT_INK,
        "tint": _night_tint(colour),
        "far": mixed(colour, NIGHT_PAPER, 0.6),
        "near": mixed(colour, NIGHT_PAPER, 0.3),
        "water": night,
    }
    return f":root{_block(day)}\n@media screen and (prefers-color-scheme: dark){{:root{_block(dark)}}}\n"


def _block(tones: dict[str, Tone]) -> str:
    return "{" + "".join(f"--{name}:{written(each)};" for name, each in tones.items()) + "}"


def _tint(colour: Tone) -> Tone:
    return mixed(SURFACE, colour, 0.1)


def _night_tint(colour: Tone) -> Tone:
    return mixed(NIGHT_PAPER, colour, 0.25)


def _towards(colour: Tone, end: Tone) -> Iterator[Tone]:
    return (mixed(colour, end, step / STEPS) for step in range(STEPS + 1))

"""The look of a study: a colour that can be read, and a logo that is a small picture."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

from ..located import Located
from ..look import LARGEST_LOGO, LEAST_CONTRAST, Look, by_day, embedded, nearest, tone, written
from ..problems import N_, Problem
from ..study import Study

TOO_LIGHT = N_(
    "The colour {colour} cannot be read well: its contrast with white words or with the page is {contrast}, and "
    "{least} is needed. The nearest colour that can be read is {suggestion}."
)
NO_LOGO = N_("There is no file “{file}” beside the study.")
LARGE_LOGO = N_("The logo “{file}” has {size} bytes. There is room for {most}. Make it smaller.")
NO_PICTURE = N_("“{file}” is not the {kind} picture that its name says.")

PNG = b"\x89PNG\r\n\x1a\n"
SVG = "{http://www.w3.org/2000/svg}svg"


def check_colour(located: Located[Study]) -> Iterator[Problem]:
    """A colour with too little contrast by day; the tone for dark pages is made to have enough."""
    look = located.document.look
    if look is None or look.colour is None or by_day(tone(look.colour)) >= LEAST_CONTRAST:
        return
    values = {
        "colour": look.colour,
        "contrast": f"{by_day(tone(look.colour)):.2f}",
        "least": LEAST_CONTRAST,
        "suggestion": written(nearest(tone(look.colour))),
    }
    yield located.problem(("look", "colour"), TOO_LIGHT, **values)


def with_logo(located: Located[Study], folder: Path) -> tuple[Study, list[Problem]]:
    """The study with its logo read from `folder`, and what is wrong with that file."""
    study = located.document
    look = study.look
    if look is None or look.logo is None or look.picture is not None:
        return study, []
    content, wrong = _read(folder / look.logo)
    if wrong is not None:
        values = {"file": look.logo, "size": len(content), "most": LARGEST_LOGO, "kind": _kind(look.logo)}
        return study, [located.problem(("look", "logo"), wrong, **values)]
    picture = Look(colour=look.colour, logo=embedded(_kind(look.logo), content))
    return study.model_copy(update={"look": picture}), []


def _read(path: Path) -> tuple[bytes, str | None]:
    """The content of a logo, and the message about what is wrong with it."""
    if not path.is_file():
        return b"", NO_LOGO
    content = path.read_bytes()
    if len(content) > LARGEST_LOGO:
        return content, LARGE_LOGO
    right = content.startswith(PNG) if _kind(path.name) == "png" else _is_svg(content)
    return content, None if right else NO_PICTURE


def _kind(name: str) -> str:
    return name.rpartition(".")[2]


def _is_svg(content: bytes) -> bool:
    """Whether it is well-formed XML, without declarations that could grow it, with an SVG as its root."""
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 - few studies have a logo
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 - as above

    try:
        return str(fromstring(content, forbid_dtd=True).tag) == SVG
    except (ParseError, DefusedXmlException, ValueError):
        return False

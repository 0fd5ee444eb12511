"""The routing as a drawing: pages below each other on a line, and those that not everybody sees beside it.

One layer for each page is a lay-out that needs no library and stays readable for a hundred pages: who follows the line
down meets every page in its order, with the condition written where a way branches off.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten, wrap
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..definition import Questionnaire
from ..problems import N_
from .form import PaperForm, Question, paper_form
from .reader import Translate

START, END = N_("Start"), N_("End")
DRAWING = N_("The routing of “{title}”")
DESCRIPTION = N_("Pages in their order from top to bottom; {branches} of {pages} pages are only for some people.")

LINE = 19
PAD = 12
SPINE = 40
BRANCH = 110
RIGHT = 720
GAP = 30
CHARACTERS = 74
STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#1b1b1b}.when{font-style:italic;fill:#4a4a4a}"
    "rect{fill:#fff;stroke:#1b4f72;stroke-width:1.5}rect.some{fill:#eef5fa;stroke-dasharray:5 3}"
    "path{fill:none;stroke:#1b4f72;stroke-width:1.5}circle{fill:#1b4f72}"
)


@dataclass(frozen=True, slots=True)
class Layer:
    """A page in the drawing: its lines, and the condition above it, if it is only for some."""

    lines: tuple[str, ...]
    condition: tuple[str, ...]

    def height(self) -> int:
        """Of the box and what stands above it."""
        return len(self.lines) * LINE + PAD + len(self.condition) * LINE


def routing_graph(questionnaire: Questionnaire, language: str, translate: Translate) -> bytes:
    """The routing as SVG, with a title and description for who cannot see it."""
    form = paper_form(questionnaire, language, translate)
    layers = [_layer(page) for page in form.pages]
    height = sum(layer.height() + GAP for layer in layers) + 4 * GAP
    drawing = _Drawing(form, height, translate, layers)
    y = drawing.stop(GAP, START)
    for layer in layers:
        y = drawing.page(layer, y)
    drawing.stop(y + GAP, END, since=y)
    return drawing.svg()


def _layer(page: tuple[Question, ...]) -> Layer:
    shared = {question.only_if for question in page}
    condition = shared.pop() if len(shared) == 1 else ""
    return Layer(
        tuple(line for question in page for line in _lines(question, condition)),
        tuple(wrap(condition, CHARACTERS)),
    )


def _lines(question: Question, condition: str) -> Iterator[str]:
    words = shorten(question.text, CHARACTERS, placeholder=" …")
    yield f"{question.number}. {words}" if question.number else words
    if question.only_if and question.only_if != condition:
        yield from wrap(f"({question.only_if})", CHARACTERS, initial_indent="   ", subsequent_indent="   ")


class _Drawing:
    def __init__(self, form: PaperForm, height: int, translate: Translate, layers: list[Layer]) -> None:
        self.translate = translate
        self.is_mirrored = form.direction == "rtl"
        self.root = Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {RIGHT + SPINE} {height}",
                "width": str(RIGHT + SPINE),
                "height": str(height),
                "role": "img",
                "aria-labelledby": "title description",
                "lang": form.language,
                "direction": form.direction,
            },
        )
        branches = sum(bool(layer.condition) for layer in layers)
        words = translate(DESCRIPTION).format(branches=branches, pages=len(layers))
        SubElement(self.root, "title", {"id": "title"}).text = translate(DRAWING).format(title=form.title)
        SubElement(self.root, "desc", {"id": "description"}).text = words
        SubElement(self.root, "style").text = STYLE

    def stop(self, y: int, words: str, since: int | None = None) -> int:
        """The start or the end of the line, which comes from `since`."""
        if since is not None:
            self._path(f"M {self._x(SPINE)} {since} V {y}")
        SubElement(self.root, "circle", {"cx": str(self._x(SPINE)), "cy": str(y), "r": "7"})
        self._text(SPINE + 16, y + 5, self.translate(words))
        return y + 7

    def page(self, layer: Layer, y: int) -> int:
        """A page with the way to it, from `y` on; where the line goes on."""
        top = y + GAP
        for line in layer.condition:
            self._text(BRANCH, top + 12, line, "when")
            top += LINE
        height = len(layer.lines) * LINE + PAD
        left = BRANCH if layer.condition else SPINE - 20
        if layer.condition:
            self._path(f"M {self._x(SPINE)} {y} V {top + height + 8}")
            self._arrow(SPINE, BRANCH, top + 14)
            self._arrow(BRANCH, SPINE, top + height - 8)
        else:
            self._path(f"M {self._x(SPINE)} {y} V {top} m -5 -8 l 5 8 l 5 -8")
        x = self._x(RIGHT) if self.is_mirrored else left
        box = {"x": str(x), "y": str(top), "width": str(RIGHT - left), "height": str(height), "rx": "4"}
        SubElement(self.root, "rect", box | ({"class": "some"} if layer.condition else {}))
        for at, line in enumerate(layer.lines, start=1):
            self._text(left + PAD, top + at * LINE, line)
        return top + height + (8 if layer.condition else 0)

    def svg(self) -> bytes:
        """The drawing as a file."""
        indent(self.root)
        return bytes(tostring(self.root, encoding="utf-8", xml_declaration=True))

    def _x(self, x: int) -> int:
        return RIGHT + SPINE - x if self.is_mirrored else x

    def _arrow(self, start: int, end: int, y: int) -> None:
        back = -8 if self._x(end) > self._x(start) else 8
        self._path(f"M {self._x(start)} {y} H {self._x(end)} m {back} -5 l {-back} 5 l {back} 5")

    def _path(self, steps: str) -> None:
        SubElement(self.root, "path", {"d": steps})

    def _text(self, x: int, y: int, words: str, kind: str = "") -> None:
        place = {"x": str(self._x(x)), "y": str(y)} | ({"class": kind} if kind else {})
        SubElement(self.root, "text", place).text = words

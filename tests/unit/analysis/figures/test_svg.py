"""A figure as SVG: what a page and a file show, at any width."""

import itertools
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from survey.analysis.disclosure import Kind, protect
from survey.analysis.figures import Chart, draw
from survey.analysis.figures.chart import Axis, Box, Dot, Line, Shape
from survey.analysis.figures.elsewhere import from_elsewhere
from survey.analysis.figures.lettering import lines, width
from survey.analysis.figures.svg import Caption, drawing, picture
from survey.analysis.figures.tones import TONES, heat, ink_on
from tests.unit.analysis.disclosure.sets import RULES, choice_set, grade_set, whole_set
from tests.unit.analysis.figures.figured import WORDS

NAME = "{http://www.w3.org/2000/svg}"
TABLES = {
    "bands": protect(grade_set({"a": {3: 12, 7: 26, 8: 74, 9: 25}}), RULES)[1],
    "groups": protect(choice_set({"a": (5, 4, 0, 0), "b": (15, 16, 0, 0), "c": (20, 23, 0, 0)}), RULES)[2],
    "ranked": protect(whole_set(Kind.MENTIONS, ("yes", "option"), {"a": (20, 3)}, {"a": 100}), RULES)[1],
    "map": protect(
        whole_set(Kind.MENTIONS, ("yes",), {"a": (20,), "b": (20,), "c": (30,)}, dict.fromkeys("abc", 50)), RULES
    )[2],
}
PLANE = Chart(
    Axis(0, 2, ((0, "start"), (2, "later"))),
    Axis(0, 100, ((0, "0%"), (100, "100%"))),
    (
        Shape(((0, 0), (2, 0), (2, 40), (0, 60)), "piece-1", "met jobcoach: 60%, 40%"),
        Line(((0, 60), (2, 40)), "later"),
        Dot((2, 40), "later", "40%", "later: 40%"),
    ),
    rows=False,
)


def chart_of(name: str) -> Chart:
    chart = PLANE if name == "plane" else draw(TABLES[name], WORDS)
    assert chart is not None
    return chart


def texts(svg: str) -> list[str]:
    return [str(each.text) for each in ET.fromstring(svg).iter(f"{NAME}text")]  # noqa: S314 - our own


@pytest.mark.parametrize("across", [330, 720])
@pytest.mark.parametrize("name", [*TABLES, "plane"])
def test_everything_stands_within_the_sheet(name: str, across: int) -> None:
    root = ET.fromstring(drawing(chart_of(name), across))  # noqa: S314 - our own
    wide, high = (float(root.attrib[each]) for each in ("width", "height"))
    assert wide == across
    for rect in root.iter(f"{NAME}rect"):
        x, y, w, h = (float(rect.attrib[each]) for each in ("x", "y", "width", "height"))
        assert min(x, y, w, h) >= 0
        assert x + w <= wide + 1
        assert y + h <= high
    for text in root.iter(f"{NAME}text"):
        assert 0 <= float(text.attrib["x"]) <= wide
        assert 0 <= float(text.attrib["y"]) <= high


def test_a_label_stands_only_where_it_fits() -> None:
    chart = replace(PLANE, marks=(Box((0, 2), (0, 100), "high", "72%"), Box((0, 0.01), (0, 100), "low", "28%")))
    assert "72%" in texts(drawing(chart, 720))
    assert "28%" not in texts(drawing(chart, 720))


@pytest.mark.parametrize("name", [*TABLES, "plane"])
def test_every_mark_has_its_words_at_every_width(name: str) -> None:
    chart = chart_of(name)
    for across in (330, 720):
        root = ET.fromstring(drawing(chart, across))  # noqa: S314 - our own
        assert tuple(str(each.text) for each in root.iter(f"{NAME}title")) == chart.told()


@pytest.mark.parametrize("name", [*TABLES, "plane"])
def test_there_is_no_style_no_id_and_no_script(name: str) -> None:
    svg = drawing(chart_of(name))
    assert not re.search(r"\bstyle=|<style|\bid=|<script|href", svg)


def test_words_are_escaped() -> None:
    chart = from_elsewhere([("<b>& co", 3, "3")])  # type: ignore[list-item]
    assert "&lt;b&gt;&amp; co" in drawing(chart)


def test_a_picture_has_title_base_and_source_on_white() -> None:
    svg = picture((chart_of("bands"),), Caption("Cijfer voor de hulp", ("Basis: 137 mensen.", "Bron: gemeente.")))
    assert {"Cijfer voor de hulp", "Basis: 137 mensen.", "Bron: gemeente."} <= set(texts(svg))
    root = ET.fromstring(svg)  # noqa: S314 - our own
    sheet = next(root.iter(f"{NAME}rect"))
    assert (sheet.attrib["fill"], sheet.attrib["width"]) == ("#ffffff", root.attrib["width"])


def test_the_legend_breaks_where_the_sheet_ends() -> None:
    chart = replace(chart_of("bands"), key=tuple(("high", f"een lang antwoord nummer {n}") for n in range(4)))
    places = set(re.findall(r"<rect class[^>]* y=\"([\d.]+)\"[^>]*rx", drawing(chart, 330)))
    assert len(places) == 4


def test_text_is_broken_between_words() -> None:
    broken = lines("ik heb dingen geleerd die ik nodig heb", 15, 120)
    assert " ".join(broken) == "ik heb dingen geleerd die ik nodig heb"
    assert len(broken) > 1
    assert all(width(line, 15) <= 120 for line in broken)


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("tone", sorted(set(TONES) - {"elsewhere"}))
def test_a_number_can_be_read_on_every_tone(tone: str) -> None:
    if tone == "ink":
        return
    light, dark = sorted((luminance(ink_on(tone)), luminance(TONES[tone])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_more_is_darker() -> None:
    steps = [luminance(TONES[heat(share)]) for share in (0, 10, 20, 40, 60, 80)]
    assert steps == sorted(steps, reverse=True)
    assert len(set(steps)) == len(steps)


@pytest.mark.parametrize("side", ["minus", "plus"])
def test_neighbours_on_a_scale_differ_in_lightness(side: str) -> None:
    steps = [luminance(TONES[f"{side}-{step}"]) for step in range(1, 5)]
    assert all(one / other > 1.3 for one, other in itertools.pairwise(steps))

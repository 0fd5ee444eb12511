"""The routing as a drawing: every page once, in order, with its condition, and words for who cannot see it."""

from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from survey.questionnaires.catalogue import load_checked
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.paper.graph import RIGHT, SPINE, routing_graph

EVERY_KIND = load_checked(Path(__file__).parents[1] / "written" / "every-kind.yaml")
SVG = "{http://www.w3.org/2000/svg}"


def drawing(questionnaire: Questionnaire = EVERY_KIND, language: str = "en") -> Element:
    """The drawing, parsed."""
    root: Element = fromstring(routing_graph(questionnaire, language, str))
    return root


def words(root: Element) -> list[str]:
    """Every text in the drawing."""
    return [str(text.text) for text in root.iter(f"{SVG}text")]


def test_who_cannot_see_it_hears_what_it_is() -> None:
    root = drawing()
    named = {str(element.get("id")): element.text for element in root}
    assert (root.get("role"), root.get("aria-labelledby"), root.get("lang")) == ("img", "title description", "en")
    assert named["title"] == "The routing of “Every kind”"
    assert named["description"] == "Pages in their order from top to bottom; 2 of 13 pages are only for some people."


def test_every_page_is_a_box_and_those_for_some_people_stand_aside() -> None:
    boxes = list(drawing().iter(f"{SVG}rect"))
    shown = [page for page in EVERY_KIND.pages if any(item.is_shown for item in page.items)]
    assert len(boxes) == len(shown)
    aside = [box for box in boxes if box.get("class") == "some"]
    assert len(aside) == 2
    assert {box.get("x") for box in aside}.isdisjoint({box.get("x") for box in boxes if box not in aside})


def test_boxes_stand_below_each_other() -> None:
    edges = [(float(str(box.get("y"))), float(str(box.get("height")))) for box in drawing().iter(f"{SVG}rect")]
    assert all(top + height <= below for (top, height), (below, _) in pairwise(edges))
    assert edges[-1][0] + edges[-1][1] < float(str(drawing().get("height")))


def test_conditions_and_questions_are_written_in_it() -> None:
    found = words(drawing())
    assert "Only if you chose “Yes” at question 1." in found
    assert "7. What grade do you give the help?" in found
    assert (found[0], found[-1]) == ("Start", "End")


def test_signs_that_mean_something_in_xml_are_only_words() -> None:
    title = {"en": "<script>alert(1)</script> & co"}
    made = drawing(EVERY_KIND.model_copy(update={"title": title}))
    assert made.find(f"{SVG}title") is not None
    assert list(made.iter(f"{SVG}script")) == []


@pytest.mark.parametrize("language", ["ar", "ar-x-easy"])
def test_right_to_left_is_mirrored(language: str) -> None:
    plain, mirrored = drawing(), drawing(language=language)
    assert mirrored.get("direction") == "rtl"
    starts = [next(root.iter(f"{SVG}circle")).get("cx") for root in (plain, mirrored)]
    assert starts == [str(SPINE), str(RIGHT)]
    for before, after in zip(plain.iter(f"{SVG}rect"), mirrored.iter(f"{SVG}rect"), strict=True):
        left, width = float(str(before.get("x"))), float(str(before.get("width")))
        assert float(str(after.get("x"))) == RIGHT + SPINE - left - width

"""The look of a programme: what follows from a colour can be read, and a logo is a small picture."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaires import catalogue, look
from survey.questionnaires.look import LEAST_CONTRAST, Tone, by_day, by_night, contrast, nearest, sheet, tone, written
from survey.questionnaires.problems import ProblemsFoundError
from survey.questionnaires.study import Study

ASSETS = Path(look.__file__).parents[1] / "web" / "assets"
PLANTED = Path(__file__).parent / "planted" / "studies"
TONES = st.tuples(*[st.integers(0, 255)] * 3)
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'
PNG = b"\x89PNG\r\n\x1a\n and so on"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert contrast(tone(one), tone(other)) == pytest.approx(expected, abs=0.005)
    assert contrast(tone(one), tone(other)) == contrast(tone(other), tone(one))


@given(TONES)
def test_a_colour_is_written_as_it_was_read(given_: Tone) -> None:
    assert tone(written(given_)) == given_


@given(TONES)
def test_the_nearest_colour_can_be_read_and_is_the_colour_itself_where_that_can(given_: Tone) -> None:
    suggestion = nearest(given_)
    assert by_day(suggestion) >= LEAST_CONTRAST
    assert (suggestion == given_) == (by_day(given_) >= LEAST_CONTRAST)


@given(TONES)
def test_every_colour_that_passes_by_day_has_a_tone_that_can_be_read_by_night(given_: Tone) -> None:
    night = by_night(nearest(given_))
    for ground in (look.NIGHT_INK, look.NIGHT_PAPER, look.NIGHT_SURFACE):
        assert contrast(night, ground) >= LEAST_CONTRAST


@given(TONES)
def test_words_on_buttons_and_tinted_grounds_can_be_read_in_both_schemes(given_: Tone) -> None:
    day, night = (
        dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6});", each)) for each in sheet(nearest(given_)).splitlines()
    )
    for scheme, ink in ((day, "#ffffff"), (night, night["on-accent"])):
        tones = {name: tone(each) for name, each in scheme.items()}
        assert contrast(tones["accent"], tone(ink)) >= LEAST_CONTRAST
        assert contrast(tones["accent-deep"], tone(ink)) >= LEAST_CONTRAST
        assert contrast(tones["accent"], tones["tint"]) >= LEAST_CONTRAST
        assert contrast(tones["accent-deep"], tones["tint"]) >= LEAST_CONTRAST


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    css = (ASSETS / "style.css").read_text(encoding="utf-8")
    found = {name: re.findall(rf"--{name}: (#[0-9a-f]{{6}});", css) for name in ("paper", "surface", "tint")}
    assert found["paper"] == [written(look.PAPER), written(look.NIGHT_PAPER)]
    assert found["surface"] == [written(look.SURFACE), written(look.NIGHT_SURFACE)]


def load(folder: Path, written_look: str) -> Study:
    """The planted study without mistakes, with this look."""
    (folder / "asked.yaml").write_bytes((PLANTED / "asked.yaml").read_bytes())
    lines = [
        "id: coloured",
        f"look: {written_look}",
        "programme: {nl: Programma}",
        "title: {nl: Titel}",
        "organisation: {nl: Gemeente}",
        "helpdesk: {name: Helpdesk, email: helpdesk@example.org}",
        "purpose: test",
        "languages: [nl]",
        "why: {nl: Waarom}",
        "waves:",
        "  - {id: single, audience: participant, questionnaire: asked, text: {nl: Ronde}}",
        'invitation: {subject: {nl: Doe mee}, body: {nl: "{link}"}}',
        "results: {measures: [{kind: grade, id: grade, item: grade, title: {nl: Cijfer}}]}",
    ]
    path = folder / "coloured.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return catalogue.load_study_file(path)[0]


def complaint(folder: Path, written_look: str) -> str:
    """What is said about a look; the only problem, and on its line."""
    with pytest.raises(ProblemsFoundError) as caught:
        load(folder, written_look)
    (problem,) = caught.value.problems
    assert problem.line == 2
    return problem.message.format(**problem.values)


def test_a_colour_that_cannot_be_read_is_refused_with_how_much_and_what_would_do(tmp_path: Path) -> None:
    told = complaint(tmp_path, '{colour: "#ec0000"}')
    assert "#ec0000" in told
    assert re.search(r"is 3\.\d\d, and 4\.5 is needed", told)
    suggestion = told.rpartition(" ")[2].rstrip(".")
    found = load(tmp_path, f'{{colour: "{suggestion}"}}').look
    assert found is not None
    assert found.colour == suggestion


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "14524b"])
def test_what_is_no_colour_is_refused(tmp_path: Path, colour: str) -> None:
    assert complaint(tmp_path, f'{{colour: "{colour}"}}').startswith(f"“{colour}” is no colour.")


@pytest.mark.parametrize(("name", "content", "kind"), [("a.svg", SVG, "image/svg+xml"), ("b.png", PNG, "image/png")])
def test_a_logo_is_read_with_the_study_and_kept_in_it(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(content)
    study = load(tmp_path, f"{{logo: {name}}}")
    assert study.look is not None
    assert study.look.picture == (kind, content)
    assert Study.model_validate_json(study.model_dump_json()) == study
    assert study.named("other", None).look == study.look


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("gone.svg", None, "There is no file “gone.svg” beside the study."),
        ("a.png", SVG, "“a.png” is not the png picture that its name says."),
        ("a.svg", PNG, "“a.svg” is not the svg picture that its name says."),
        ("a.svg", b"<html/>", "“a.svg” is not the svg picture that its name says."),
        ("a.svg", b"<svg/>", "“a.svg” is not the svg picture that its name says."),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG[21:], "“a.svg” is not the svg picture that its name says."),
        ("a.png", PNG * 2000, "The logo “a.png” has 36000 bytes. There is room for 20000. Make it smaller."),
    ],
    ids=["gone", "svg as png", "png as svg", "html", "no namespace", "entities", "large"],
)
def test_a_logo_that_is_none_is_refused(tmp_path: Path, name: str, content: bytes | None, told: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert complaint(tmp_path, f"{{logo: {name}}}") == told


@pytest.mark.parametrize("name", ["../secret.svg", "/etc/a.png", "a.gif", ".svg", "a/b.svg"])
def test_a_logo_lies_beside_the_study_and_nowhere_else(tmp_path: Path, name: str) -> None:
    assert "is no name of a logo" in complaint(tmp_path, f'{{logo: "{name}"}}')

"""`survey questionnaires`: what a researcher types and reads. No database is needed for any of it."""

import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from defusedxml.ElementTree import fromstring
from openpyxl import Workbook
from pypdf import PdfReader

from survey.cli import main
from survey.questionnaires.catalogue import load_checked, questionnaire, shipped_questionnaires

PLANTED = Path(__file__).parents[2] / "unit" / "questionnaires" / "planted"
LIBRARY = "participant-satisfaction"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commands run in an empty folder, in English."""
    monkeypatch.chdir(tmp_path)
    for module in ("words", "questionnaires"):
        monkeypatch.setattr(f"survey.cli.{module}.LANGUAGE", "en")
    return tmp_path


def run(*words: str) -> Result:
    """Run `survey questionnaires ...`; a bug is raised."""
    result = CliRunner().invoke(main, ["questionnaires", *words], prog_name="survey")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def done(*words: str) -> str:
    """What a command printed that has to succeed."""
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*words: str) -> str:
    """What a command said that has to fail."""
    result = run(*words)
    assert result.exit_code == 1, result.output
    return result.output


def form(path: Path, *rows: Sequence[object]) -> Path:
    """A spreadsheet with these rows on the sheet `survey`."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "survey"
    for row in rows:
        sheet.append(row)
    workbook.save(path)
    return path


FORM: list[list[object]] = [
    ["type", "name", "label::English (en)", "required", "relevant"],
    ["text", "Your Name", "What is your name?", "yes", None],
    ["integer", "age", "How old are you?", "yes", None],
    ["note", "thanks", "Thank you", None, "pulldata('x')"],
]


def test_the_library_has_no_problems() -> None:
    assert done("check").endswith("Problems: 0.\n")


def test_planted_mistakes_are_all_found_with_their_lines() -> None:
    said = refused("check", str(PLANTED))
    files = sorted(PLANTED.glob("*.yaml"))
    assert f"Files: {len(files)}." in said
    for file in files:
        assert f"{file}:" in said


def test_studies_in_a_folder_are_checked_as_studies(folder: Path) -> None:
    (folder / "own-study.yaml").write_text("id: own-study\nprogramme: {nl: P}\nwaves: []\n", "utf-8")
    assert "The key “helpdesk” is missing." in refused("check", str(folder))


def test_an_empty_folder_is_no_success(folder: Path) -> None:
    assert refused("check", str(folder)) == "Files: 0. Problems: 0.\n"


def test_spreadsheets_are_checked_too(folder: Path) -> None:
    rows: list[list[object]] = [
        ["type", "name", "label::nl", "label::en"],
        ["note", "a", "Ja", None],
        ["note", "b", "Nee", "No"],
    ]
    path = form(folder / "form.xlsx", *rows)
    assert "form.xlsx:2: survey: This text is missing in the language “en”." in refused("check", str(path))


def test_a_questionnaire_is_shown_as_a_person_would_read_it() -> None:
    text = done("show", LIBRARY, "--lang", "en")
    assert text.startswith("Your opinion of your job coach\n")
    assert "[ ] Yes  -> Go to question 7." in text


def test_in_dutch_every_word_of_ours_is_dutch() -> None:
    text = done("show", LIBRARY, "--lang", "nl")
    assert "Ga naar vraag 7." in text
    assert "Alleen als u bij vraag 5 “Nee” koos." in text


def test_a_language_that_is_not_there_is_refused() -> None:
    assert "“participant-satisfaction” has no language “xx”. It has: nl, nl-x-easy, en, ar." in refused(
        "show", LIBRARY, "--lang", "xx"
    )


def test_the_routing_is_drawn() -> None:
    root = fromstring(done("show", LIBRARY, "--as", "graph", "--lang", "nl"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("lang") == "nl"


@pytest.mark.parametrize("extension", [".xlsx", ".json", ".yaml"])
@pytest.mark.parametrize("name", shipped_questionnaires())
def test_what_is_exported_is_imported_as_the_same(folder: Path, name: str, extension: str) -> None:
    done("export", name, f"out{extension}")
    if extension != ".yaml":
        done("import", f"out{extension}", "back.yaml")
    back = folder / ("out.yaml" if extension == ".yaml" else "back.yaml")
    assert load_checked(back).digest() == questionnaire(name).digest()
    assert done("diff", name, str(back)) == "Nothing changed.\nWaves stay comparable.\n"


def test_a_questionnaire_is_printed(folder: Path) -> None:
    done("export", LIBRARY, "paper.pdf", "--lang", "nl")
    reader = PdfReader(io.BytesIO((folder / "paper.pdf").read_bytes()))
    assert "Ga naar vraag 7" in " ".join(page.extract_text() for page in reader.pages)


def test_an_import_says_what_it_could_not_keep_and_writes_that_in_the_file(folder: Path) -> None:
    form(folder / "my-form.xlsx", *FORM)
    said = done("import", "my-form.xlsx")
    assert "The name “Your Name” became “your_name”." in said
    assert "my-form.xlsx:2: survey, required (rows 2-3): Every question may be left open here." in said
    assert "my-form.xlsx:4: survey, relevant: The condition was left out" in said
    text = (folder / "my-form.yaml").read_text("utf-8")
    assert text.startswith("# Made of my-form.xlsx.\n# The name “Your Name” became “your_name”.\n")
    assert "# my-form.xlsx:4: survey, relevant: The condition was left out" in text
    assert load_checked(folder / "my-form.yaml").item("age").text == {"en": "How old are you?"}


def test_an_import_that_has_to_be_mended_says_so_and_is_written(folder: Path) -> None:
    rows: list[list[object]] = [
        ["type", "name", "label::nl", "label::en"],
        ["note", "a", "Ja", None],
        ["note", "b", "Nee", "No"],
    ]
    form(folder / "form.xlsx", *rows)
    said = done("import", "form.xlsx", "made.yaml")
    assert "form.xlsx:2: survey: This text is missing in the language “en”." in said
    assert "To mend before it can be used: 1. Check it: survey questionnaires check made.yaml" in said
    assert "This text is missing in the language “en”." in refused("check", "made.yaml")


def test_words_are_added_in_the_languages_of_the_form(folder: Path) -> None:
    form(folder / "form.xlsx", ["type", "name", "label::nl"], ["acknowledge", "ok", "Akkoord?"])
    done("import", "form.xlsx", "made.yaml")
    assert load_checked(folder / "made.yaml").item("ok").model_dump()["yes"] == {"nl": "Ja"}


def test_the_language_of_texts_that_name_none_can_be_said(folder: Path) -> None:
    form(folder / "form.xlsx", ["type", "name", "label"], ["note", "a", "Ja"])
    said = done("import", "form.xlsx", "made.yaml", "--lang", "nl")
    assert "Texts without a language" not in said
    assert load_checked(folder / "made.yaml").languages == ("nl",)


def test_what_is_there_is_only_replaced_on_demand(folder: Path) -> None:
    done("new", "mine")
    (folder / "mine.yaml").write_text("precious", "utf-8")
    assert "mine.yaml is there already." in refused("new", "mine")
    assert "mine.yaml is there already." in refused("export", LIBRARY, "mine.yaml")
    assert (folder / "mine.yaml").read_text("utf-8") == "precious"
    done("new", "mine", "--force")
    assert (folder / "mine.yaml").read_text("utf-8") != "precious"


def test_a_new_questionnaire_has_no_problems_and_every_page_of_it_is_explained(folder: Path) -> None:
    done("new", "my-list")
    assert done("check", "my-list.yaml") == "Files: 1. Problems: 0.\n"
    assert (folder / "my-list.yaml").read_text("utf-8").count("#") > 10


REFUSED = [
    (["new", "My List"], "“My List” must be small letters, digits and single hyphens"),
    (["show", "nobody-knows"], "There is no questionnaire “nobody-knows”."),
    (["export", LIBRARY, "out.doc"], "“out.doc” has no known extension. Write to a file that ends in: .yaml"),
    (["import", "nowhere.xlsx"], "nowhere.xlsx:1: The file cannot be read: No such file or directory."),
    (["import", "form.xls"], "Old Excel files (.xls) are not read."),
]


@pytest.mark.parametrize(("words", "said"), REFUSED)
def test_what_cannot_be_done_is_said_in_a_sentence(words: list[str], said: str) -> None:
    output = refused(*words)
    assert said in output
    assert "Traceback" not in output


def test_a_difference_is_told_in_words(folder: Path) -> None:
    done("export", LIBRARY, "other.yaml")
    path = folder / "other.yaml"
    path.write_text(path.read_text("utf-8").replace("What grade do you give", "Which grade do you give"), "utf-8")
    said = done("diff", LIBRARY, "other.yaml")
    assert "The item “grade”, text in “en”: was “What grade" in said
    assert said.endswith("Waves cannot be compared on: grade.\n")


def test_a_translator_gets_a_file_and_its_language_counts_when_it_is_complete(folder: Path) -> None:
    done("new", "my-own")
    assert done("translate", "my-own.yaml", "--lang", "tr").startswith("my-own.tr.po was written. Translated: 0 of ")
    path = folder / "my-own.tr.po"
    path.write_text(re.sub(r'(msgid "(.+)"\nmsgstr )""', r'\1"\2"', path.read_text("utf-8")), "utf-8")
    said = done("translate", "my-own.yaml", "--lang", "tr")
    assert "Keep it beside my-own.yaml, and name “tr” among its languages." in said
    yaml = folder / "my-own.yaml"
    yaml.write_text(yaml.read_text("utf-8").replace("languages: [nl, en]", "languages: [nl, en, tr]"), "utf-8")
    assert "tr" in load_checked(yaml).title


def test_what_is_shipped_is_translated_in_the_folder_where_one_works(folder: Path) -> None:
    done("translate", "employer", "--lang", "tr")
    done("translate", "jobcoaching", "--lang", "fr")
    assert sorted(each.name for each in folder.glob("*.po")) == ["employer.tr.po", "jobcoaching.fr.po"]


def test_a_language_that_is_none_is_refused(folder: Path) -> None:
    assert "“../x” is not a language code" in refused("translate", "employer", "--lang", "../x")
    assert not list(folder.iterdir())


def test_the_codebook_explains_every_variable() -> None:
    text = done("show", LIBRARY, "--lang", "en", "--as", "codebook")
    assert "grade (number from 1 to 10)\n    What grade" in text
    assert "    dont_know = I don't know (don't know)" in text
    assert "    Asked when: recommend == no" in text

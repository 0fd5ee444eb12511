"""A language from a `.po` file beside a questionnaire counts as if it stood in the questionnaire, or says why not."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from survey.questionnaires import catalogue
from survey.questionnaires.problems import ProblemsFoundError, Source
from survey.questionnaires.translating import Progress, read_source, template, with_translations
from survey.questionnaires.translating.texts import texts
from survey.questionnaires.tree import parse

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
YAML = """\
id: small
version: "1"
audience: participant
languages: [nl, en, tr]
title: {nl: Uw werk, en: Your work}
minutes: 1
pages:
  - id: grade
    kind: report_grade
    text: {nl: Welk cijfer geeft u?, en: Which grade do you give?}
    low: {nl: slecht, en: bad}
    high: {nl: goed, en: good}
  - id: reason
    kind: open_text
    text:
      nl: U gaf een {grade|cijfer}. Waarom?
      en: You gave {grade|a grade}. Why?
"""
INLINE = """\
id: small
version: "1"
audience: participant
languages: [nl, en, tr]
title: {nl: Uw werk, en: Your work, tr: Isiniz}
minutes: 1
pages:
  - id: grade
    kind: report_grade
    text: {nl: Welk cijfer geeft u?, en: Which grade do you give?, tr: "Kac puan veriyorsunuz?"}
    low: {nl: slecht, en: bad, tr: kotu}
    high: {nl: goed, en: good, tr: iyi}
  - id: reason
    kind: open_text
    text:
      nl: U gaf een {grade|cijfer}. Waarom?
      en: You gave {grade|a grade}. Why?
      tr: "{grade|Puan} verdiniz. Neden?"
"""
WORDS = {
    "title": ("Uw werk", "Isiniz"),
    "grade.text": ("Welk cijfer geeft u?", "Kac puan veriyorsunuz?"),
    "grade.low": ("slecht", "kotu"),
    "grade.high": ("goed", "iyi"),
    "reason.text": ("U gaf een {grade|cijfer}. Waarom?", "{grade|Puan} verdiniz. Neden?"),
}


def po(words: dict[str, tuple[str, str]], flag: str = "") -> str:
    """A `.po` file by hand: four lines for each text, counted from the fourth line of the file."""
    entries = (
        f'{flag}msgctxt "{name}"\nmsgid "{original}"\nmsgstr "{said}"\n' for name, (original, said) in words.items()
    )
    return 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\n' + "\n".join(entries)


def write(folder: Path, translation: str, yaml: str = YAML) -> Path:
    """The questionnaire in the folder, with a Turkish file beside it."""
    (folder / "small.yaml").write_text(yaml, "utf-8")
    (folder / "small.tr.po").write_text(translation, "utf-8")
    return folder / "small.yaml"


def problems(path: Path) -> list[str]:
    """What is wrong with the questionnaire, without the folder."""
    with pytest.raises(ProblemsFoundError) as error:
        catalogue.load_checked(path)
    return [str(each).replace(f"{path.parent}/", "") for each in error.value.problems]


def drafted(yaml: str, before: str | None = None) -> Progress:
    """The Turkish file that a translator gets."""
    source = None if before is None else Source("small.tr.po", before)
    return template(parse(Source("small.yaml", yaml)), "tr", source, AT)


def test_a_file_beside_the_questionnaire_adds_its_language(tmp_path: Path) -> None:
    found = catalogue.load_checked(write(tmp_path, po(WORDS)))
    assert found.title["tr"] == "Isiniz"
    assert found.item("grade").text["tr"] == "Kac puan veriyorsunuz?"


def test_it_makes_no_difference_where_a_language_is_written(tmp_path: Path) -> None:
    beside = catalogue.load_checked(write(tmp_path, po(WORDS)))
    (tmp_path / "written").mkdir()
    whole = write(tmp_path / "written", po({}), INLINE)
    assert catalogue.load_checked(whole).digest() == beside.digest()


def test_a_language_that_the_questionnaire_does_not_name_waits(tmp_path: Path) -> None:
    found = catalogue.load_checked(write(tmp_path, po(WORDS), YAML.replace(", tr]", "]")))
    assert found.languages == ("nl", "en")
    assert "tr" not in found.title


@pytest.mark.parametrize(
    "translation",
    [
        pytest.param(po({name: said for name, said in WORDS.items() if name != "grade.low"}), id="not there"),
        pytest.param(po(WORDS | {"grade.low": ("slecht", "")}), id="empty"),
        pytest.param(po(WORDS | {"grade.low": ("heel slecht", "cok kotu")}), id="of an older original"),
    ],
)
def test_a_text_without_a_translation_of_what_it_says_now_is_missing(tmp_path: Path, translation: str) -> None:
    assert problems(write(tmp_path, translation)) == ["small.yaml:11: This text is missing in the language “tr”."]


def test_a_doubtful_translation_does_not_count(tmp_path: Path) -> None:
    found = problems(write(tmp_path, po(WORDS, flag="#, fuzzy\n")))
    assert len(found) == len(WORDS)
    assert all("missing in the language “tr”" in each for each in found)


def test_two_texts_that_differ_are_told(tmp_path: Path) -> None:
    twice = YAML.replace("en: bad}", "en: bad, tr: fena}")
    found = problems(write(tmp_path, po(WORDS), twice))
    assert found == ["small.yaml:11: This text stands here and in small.tr.po, and they differ. Keep one of them."]


def test_the_same_text_twice_is_no_problem(tmp_path: Path) -> None:
    twice = YAML.replace("en: bad}", "en: bad, tr: kotu}")
    assert catalogue.load_checked(write(tmp_path, po(WORDS), twice)).languages == ("nl", "en", "tr")


def test_a_mistake_in_a_translation_is_told_with_its_own_file_and_line(tmp_path: Path) -> None:
    wrong = WORDS | {"reason.text": (WORDS["reason.text"][0], "{mark|Puan} verdiniz. Neden?")}
    (found,) = problems(write(tmp_path, po(wrong)))
    line = po(wrong).splitlines().index('msgid "U gaf een {grade|cijfer}. Waarom?"') + 1
    assert found.startswith(f"small.tr.po:{line}: ")
    assert "mark" in found


def test_what_is_no_po_file_is_refused_with_its_line(tmp_path: Path) -> None:
    found = problems(write(tmp_path, po(WORDS) + "\nthis is no entry\n"))
    assert len(found) == 1
    assert found[0].startswith(f"small.tr.po:{len(po(WORDS).splitlines()) + 2}: This is not a valid .po file: ")


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    (tmp_path / "small.tr.po").write_bytes(b"msgid \xff\n")
    assert problems(path) == ["small.tr.po:1: The file is not UTF-8 text. Save it as UTF-8."]


def test_files_of_others_with_a_longer_name_are_left_alone(tmp_path: Path) -> None:
    path = write(tmp_path, po(WORDS))
    (tmp_path / "smaller.tr.po").write_text(po({"title": ("Uw werk", "x")}), "utf-8")
    assert [Path(each.name).name for each in read_source(path).translations] == ["small.tr.po"]


def test_a_translator_gets_every_text_with_the_other_languages_beside_it() -> None:
    made = drafted(YAML)
    assert (made.done, made.total) == (0, len(WORDS))
    content = made.content.decode()
    assert '#. en: Which grade do you give?\nmsgctxt "grade.text"\nmsgid "Welk cijfer geeft u?"\nmsgstr ""' in content
    assert '"Language: tr\\n"' in content


def test_what_is_translated_already_is_kept_and_what_changed_is_marked() -> None:
    changed = YAML.replace("nl: slecht", "nl: heel slecht").replace("id: reason", "id: why")
    made = drafted(changed, po(WORDS))
    content = made.content.decode()
    assert (made.done, made.total) == (3, 5)
    assert '#, fuzzy\n#| msgid "slecht"\nmsgctxt "grade.low"\nmsgid "heel slecht"\nmsgstr "kotu"' in content
    assert 'msgctxt "why.text"\nmsgid "U gaf een {grade|cijfer}. Waarom?"\nmsgstr ""' in content


def test_a_finished_file_is_as_good_as_the_languages_in_the_questionnaire(tmp_path: Path) -> None:
    made = drafted(YAML, po(WORDS))
    assert made.done == made.total
    path = write(tmp_path, made.content.decode())
    assert catalogue.load_checked(path).item("reason").text["tr"] == "{grade|Puan} verdiniz. Neden?"


def test_a_variant_that_gettext_does_not_know_has_a_file_too() -> None:
    made = template(parse(Source("small.yaml", YAML)), "nl-x-easy", None, AT)
    assert made.total == len(WORDS)
    assert b'"Language: ' not in made.content


@pytest.mark.parametrize("path", catalogue.shipped_questionnaires().values(), ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["en", "nl-x-easy", "ar"])
def test_taking_a_language_out_and_bringing_it_back_as_a_file_changes_nothing(path: Path, language: str) -> None:
    whole = parse(Source.read(path))
    without = parse(Source.read(path))
    for text in texts(without.value):
        text.wording.pop(language, None)
    made = template(whole, language, None, AT)
    beside = Source(f"{path.stem}.{language}.po", made.content.decode())
    source = replace(Source.read(path), translations=(beside,))
    assert with_translations(without, source).value == whole.value


@pytest.mark.parametrize(
    "path",
    [*catalogue.shipped_questionnaires().values(), *catalogue.shipped_studies().values()],
    ids=lambda path: path.stem,
)
def test_no_two_texts_have_one_name(path: Path) -> None:
    found = [text.context for text in texts(parse(Source.read(path)).value)]
    assert len(found) == len(set(found)) > 0
    assert len(read_po_ids(template(parse(Source.read(path)), "tr", None, AT))) == len(found)


def read_po_ids(made: Progress) -> list[str | None]:
    """The names of the texts in a file, read by another reader than ours."""
    return [message.context for message in read_po(BytesIO(made.content)) if message.id]

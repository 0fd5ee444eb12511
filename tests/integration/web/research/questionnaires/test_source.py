"""A questionnaire as text: the same document, kept as it is typed, with the line of every problem."""

from .conftest import Maker

SOURCE = "/source"
FORM = 'name="text"'


def test_the_text_is_that_of_the_builder(maker: Maker) -> None:
    text = maker.page(SOURCE)
    assert "Welk cijfer?" in text
    assert "Problemen" not in text
    maker.press("up:why")
    assert maker.page(SOURCE).index("id: why") < maker.page(SOURCE).index("id: grade")


def test_what_is_typed_is_kept_byte_for_byte(maker: Maker) -> None:
    typed = "# mine\n" + maker.kept().text + "\n"
    answer = maker.send(SOURCE, marker=FORM, do="save", text=typed.replace("\n", "\r\n"))
    assert answer.status_code == 303, answer.text
    assert maker.kept().text == typed.rstrip() + "\n"
    assert maker.send(SOURCE, marker=FORM, do="save").status_code == 303
    assert maker.kept().text == typed.rstrip() + "\n"


def test_problems_have_their_line_and_may_be_saved(maker: Maker) -> None:
    wrong = maker.kept().text.replace("en: Why?", "de: Warum?")
    text = maker.send(SOURCE, marker=FORM, do="check", text=wrong).text
    assert "Regel 16" in text
    assert maker.kept().text != wrong
    maker.send(SOURCE, marker=FORM, do="save", text=wrong)
    assert maker.kept().text == wrong


def test_without_questions_to_be_found_nothing_is_saved_and_nothing_lost(maker: Maker) -> None:
    before = maker.kept()
    answer = maker.send(SOURCE, marker=FORM, do="save", text="pages: [<b>oops")
    assert answer.status_code == 422
    assert "Niet opgeslagen" in answer.text
    assert "pages: [&lt;b&gt;oops" in answer.text
    assert maker.kept() == before


def test_two_windows_stand_below_each_other(maker: Maker) -> None:
    rev, before = str(maker.kept().number), maker.kept().text
    maker.write(before.replace("minutes: 3", "minutes: 4"))
    mine = before.replace("minutes: 3", "minutes: 9")
    answer = maker.post(SOURCE, csrf_token=maker.visitor.token(), rev=rev, do="save", text=mine)
    assert answer.status_code == 409
    assert "bert@example.org" in answer.text
    assert "minutes: 9" in answer.text
    assert "minutes: 4" in answer.text
    assert "minutes: 4" in maker.kept().text


def test_what_cannot_be_built_can_be_mended_here(maker: Maker) -> None:
    good = maker.kept().text
    maker.write("pages: [\n")
    assert "Regel" in maker.page(SOURCE)
    maker.send(SOURCE, marker=FORM, do="save", text=good)
    assert "Klaar voor gebruik" in maker.page()

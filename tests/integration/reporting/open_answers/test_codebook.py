"""The codebook in a real database."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.cli.demo.own_words import ITEM
from survey.reporting.open_answers import codebook
from survey.reporting.open_answers.codebook import Wanted
from survey.storage.engines import Store
from survey.storage.responses import Coded
from tests.fixtures.themes import coded, uncoded
from tests.integration.reporting.fieldwork import STUDY, WAVE, Engines, load


def named(nl: str, en: str | None = None) -> Wanted:
    return Wanted({"nl": nl, "en": en or f"{nl} (en)"}, "Als iemand dat zegt.", "Ik zeg dat.")


def test_a_theme_is_added_renamed_retired_and_brought_back(engines: Engines) -> None:
    with Session(engines[Store.RESPONSES]) as responses:
        assert codebook.add(responses, "proef", ITEM, named("Vaker contact")) == "vaker_contact"
        codebook.add(responses, "proef", ITEM, named("Één coach"))
        codebook.change(responses, "proef", ITEM, "vaker_contact", named("Meer contact", "More contact"))
        codebook.retire(responses, "proef", ITEM, "een_coach", retired=True)
        responses.commit()
        found = codebook.themes(responses, "proef", ITEM)
        assert [(each.code, each.names["nl"], each.retired) for each in found] == [
            ("vaker_contact", "Meer contact", False),
            ("een_coach", "Één coach", True),
        ]
        assert (found[0].definition, found[0].example) == ("Als iemand dat zegt.", "Ik zeg dat.")
        codebook.retire(responses, "proef", ITEM, "een_coach", retired=False)
        assert not any(each.retired for each in codebook.themes(responses, "proef", ITEM))
        assert codebook.themes(responses, "other", ITEM) == []


@pytest.mark.parametrize("names", [{}, {"nl": "Wel"}, {"nl": "Wel", "en": "  "}, {"nl": "x" * 81, "en": "x"}])
def test_a_theme_has_a_name_in_both_languages(engines: Engines, names: dict[str, str]) -> None:
    with Session(engines[Store.RESPONSES]) as responses, pytest.raises(codebook.NamelessThemeError):
        codebook.add(responses, "proef", ITEM, Wanted(names))


def test_two_themes_have_no_name_in_common(engines: Engines) -> None:
    with Session(engines[Store.RESPONSES]) as responses:
        codebook.add(responses, "proef", ITEM, named("Contact"))
        codebook.add(responses, "proef", ITEM, named("Regels"))
        for wanted in (named("contact", "else"), named("Anders", "CONTACT (en)")):
            with pytest.raises(codebook.SameThemeError):
                codebook.add(responses, "proef", ITEM, wanted)
        with pytest.raises(codebook.SameThemeError):
            codebook.change(responses, "proef", ITEM, "regels", named("Contact", "Rules"))
        codebook.change(responses, "proef", ITEM, "regels", named("Regels", "Rules"))


def test_names_without_letters_of_the_alphabet_get_codes_of_their_own(engines: Engines) -> None:
    with Session(engines[Store.RESPONSES]) as responses:
        codes = [codebook.add(responses, "proef", ITEM, named(name)) for name in ("عمل", "بيت", "Werk!", "Werk?")]
    assert codes == ["theme", "theme_2", "werk", "werk_2"]


def test_putting_together_replaces_a_theme_in_every_coding(engines: Engines) -> None:
    load(engines)
    coded(engines, WAVE, 60)
    with Session(engines[Store.RESPONSES]) as responses:
        before = [set(each.themes) for each in responses.scalars(select(Coded).order_by(Coded.text_id, Coded.coder))]
        number = codebook.merge(responses, STUDY.id, ITEM, "changes", "contact")
        responses.commit()
        after = [set(each.themes) for each in responses.scalars(select(Coded).order_by(Coded.text_id, Coded.coder))]
        assert number == sum("changes" in each for each in before) > 0
        assert after == [{"contact" if code == "changes" else code for code in each} for each in before]
        assert "changes" not in {each.code for each in codebook.themes(responses, STUDY.id, ITEM)}


def test_what_is_not_there_or_the_same_cannot_be_put_together(engines: Engines) -> None:
    uncoded(engines, WAVE, "Een")
    with Session(engines[Store.RESPONSES]) as responses:
        codebook.add(responses, "proef", ITEM, named("Contact"))
        with pytest.raises(codebook.SelfMergeError):
            codebook.merge(responses, "proef", ITEM, "contact", "contact")
        with pytest.raises(codebook.NoSuchThemeError):
            codebook.merge(responses, "proef", ITEM, "contact", "nonsense")

"""The words on a page, with earlier answers and facts from the register filled in."""

from collections.abc import Callable

from survey.fieldwork.answers import Standing
from survey.fieldwork.designs import FrozenWave
from survey.questionnaires import routing
from survey.questionnaires.kinds import Item
from survey.questionnaires.piping import piped
from survey.questionnaires.wording import spoken as plain

from .. import words


def spoken(wave: FrozenWave, found: Standing, items: tuple[Item, ...]) -> Callable[[dict[str, str]], str]:
    """What says a wording of `items` in the language of this page. The outcome is text: the template escapes it."""
    language = words.language()
    if not any("{" in text or "}" in text for item in items for text in _texts(item, language)):
        return lambda wording: plain(wording, language)
    kept = routing.prune(wave.questionnaire, found.draft.answers)
    attributes = {
        attribute.id: plain(each.text, language)
        for attribute in wave.study.attributes
        for each in attribute.classes
        if attribute.in_texts and found.attributes.get(attribute.id) == each.code
    }
    return lambda wording: piped(plain(wording, language), kept, wave.questionnaire, language, attributes)


def _texts(item: Item, language: str) -> list[str]:
    own = [plain(wording, language) for _, wording in item.wordings()]
    offered = [plain(option.text, language) for part in item.parts() for option in part.choices(part.id)]
    return own + offered

"""Open studies: nothing that needs a list of people, because there is none; and other studies have an invitation."""

from collections.abc import Iterator

from ..kinds import Place
from ..located import Located
from ..problems import N_, Problem
from ..study import Mode, Study
from .letters import every_letter

NO_INVITATION = N_("There is no “invitation”. Only a study in the mode “open” needs none.")
NO_PEOPLE = N_("A study in the mode “open” has no list of people, so it cannot have “{name}”.")
NO_GROUP = N_("“group_code” is for a study in the mode “open”.")


def check_openness(located: Located[Study]) -> Iterator[Problem]:
    """What does not go with the mode of a study."""
    study = located.document
    if study.mode is not Mode.OPEN:
        if study.invitation is None:
            yield located.problem((), NO_INVITATION)
        if study.group_code:
            yield located.problem(("group_code",), NO_GROUP)
        return
    for place in _needing_people(study):
        yield located.problem(place, NO_PEOPLE, name=str(place[-1]))


def _needing_people(study: Study) -> Iterator[Place]:
    """Where something stands that is sent to people, or known of them."""
    yield from (place for place, _, _, _ in every_letter(study))
    for name in ("paper", "attributes", "sending", "keeps_joins"):
        if getattr(study, name):
            yield (name,)
    for at, wave in enumerate(study.waves):
        for name in ("offset", "reminders", "sending"):
            if getattr(wave, name):
                yield ("waves", at, name)

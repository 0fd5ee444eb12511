"""Refusals in the words of these pages, where the terminal names a command."""

from survey.fieldwork import permits, waves
from survey.questionnaires.problems import N_, RefusedError

from ..words import _

SAID: dict[type[RefusedError], str] = {
    permits.SmallCohortError: N_(
        "Only {people} people wait for this wave; a group needs at least {smallest}. Wait for more people, or accept "
        "it below with a reason."
    ),
    permits.SmallCellsError: N_(
        "{exposed} of {people} people who wait for this wave share their characteristics with fewer than {smallest} "
        "people; {unique} of them are the only ones. Make these coarser, or accept it below with a reason."
    ),
    permits.PausedError: N_("This study is paused since {since}. Go on first, on the page about fieldwork."),
    permits.NoDpiaError: N_(
        "This is a real study without a data protection impact assessment (DPIA). Fill it in under privacy, and have "
        "the study approved again."
    ),
    waves.NobodyWaitsError: N_("Nobody is on the panel for this wave. Add people first."),
    waves.NoMailServerError: N_(
        "There is no mail server to send invitations with. Ask whoever manages the server to set SURVEY_SMTP_URL."
    ),
    waves.OpeningAlreadyError: N_("This wave is being opened already. That takes a minute."),
    waves.WaveClosedError: N_("This wave is closed and cannot be opened again."),
}


def told(refused: RefusedError) -> str:
    """What is wrong and what to do, on a page."""
    sentence = SAID.get(type(refused))
    return _(sentence).format(**refused.values) if sentence else refused.told(_)

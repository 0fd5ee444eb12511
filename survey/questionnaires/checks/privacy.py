"""Privacy: a real study says who is responsible, on what ground, and how long data is kept."""

from collections.abc import Iterator, Mapping

from ..kinds import Place
from ..located import Located
from ..privacy import LegalBasis
from ..problems import N_, Problem
from ..study import Purpose, Study

NO_PRIVACY = N_(
    "A real study must tell people what happens with their data. Add “privacy”, or set “purpose: test” for a trial."
)
NO_LAW = N_("Say under “law” which law or decision “{basis}” rests on.")
KEYS_LONGER = N_("The keys cannot be kept longer than the answers that they join.")

NEED_LAW = (LegalBasis.PUBLIC_TASK, LegalBasis.LEGAL_OBLIGATION)


def check_privacy(located: Located[Study]) -> Iterator[Problem]:
    """What a study does not tell and has to."""
    privacy = located.document.privacy
    if privacy is None:
        if located.document.purpose is Purpose.REAL:
            yield located.problem(("id",), NO_PRIVACY)
        return
    if privacy.legal_basis in NEED_LAW and privacy.law is None:
        yield located.problem(("privacy", "legal_basis"), NO_LAW, basis=privacy.legal_basis.value)
    if privacy.retention.keys > privacy.retention.answers:
        yield located.problem(("privacy", "retention", "keys"), KEYS_LONGER)


def privacy_wordings(study: Study) -> Iterator[tuple[Place, Mapping[str, str]]]:
    """Every text about privacy with its place."""
    if study.privacy:
        yield ("privacy", "controller"), study.privacy.controller
        if study.privacy.law:
            yield ("privacy", "law"), study.privacy.law

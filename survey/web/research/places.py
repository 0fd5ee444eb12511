"""Where one can go in the workspace: the doors at the top of every page, and the places of a study."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_security import current_user

from survey.questionnaires.problems import N_

from ..access import may_open


@dataclass(frozen=True, slots=True)
class Place:
    """A page to go to, and the beginnings of the endpoints that belong to it."""

    endpoint: str
    name: str
    parts: tuple[str, ...] = ()

    def holds(self, endpoint: str | None) -> bool:
        """Whether a page is this place, or a part of it."""
        return endpoint is not None and endpoint.startswith((self.endpoint, *self.parts))


@dataclass(frozen=True, slots=True)
class Way:
    """A link to a place."""

    name: str
    address: str
    here: bool


DOORS = (
    Place("dashboard.start", N_("Results"), ("dashboard.",)),
    Place("research.studies", N_("Studies"), ("research.",)),
    Place("auditing.studies", N_("Audit"), ("auditing.",)),
    Place("people.mine", N_("People and roles"), ("people.member", "people.removing")),
    Place("people.all_programmes", N_("Programmes")),
    Place("research.installation_log", N_("Log")),
)

PLACES = (
    Place("research.setup", N_("Set-up")),
    Place("research.questionnaires", N_("Questionnaires"), ("research.questionnaire",)),
    Place("research.fieldwork", N_("Fieldwork")),
    Place("research.results", N_("Results")),
    Place("research.data", N_("Data")),
    Place("research.open_answers", N_("Open answers")),
    Place("research.log", N_("Log")),
)
"""The places of a study, in the order of the work; each has the argument `study`."""


def doors() -> list[Way]:
    """Where whoever is logged in can go."""
    return _ways(DOORS)


def places(study: str) -> list[Way]:
    """Where whoever is logged in can go in a study."""
    return _ways(PLACES, study=study)


def _ways(offered: tuple[Place, ...], **values: Any) -> list[Way]:
    return [
        Way(place.name, url_for(place.endpoint, **values), place.holds(request.endpoint))
        for place in offered
        if current_user.is_authenticated
        and place.endpoint in current_app.view_functions
        and may_open(place.endpoint, values)
    ]


def install(state: BlueprintSetupState) -> None:
    """Give templates `doors` and `places`."""
    state.app.jinja_env.globals.update(doors=doors, places=places)

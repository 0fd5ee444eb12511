"""After `survey keys destroy` nothing leads from a person to their answers any more, whatever was stolen before it."""

import base64
import dataclasses
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from survey.cli import main
from survey.cli.frame import Survey
from survey.fieldwork import waves
from survey.settings import Settings
from survey.storage.engines import Store
from tests.fixtures.databases import Urls

from .attacks import carving, destroyed
from .canaries import sightings
from .clean import SEED, Clean
from .loot import Loot
from .matching import guessed
from .stealing import FromSQLite
from .verdict import MOST_IN_A_RUN


@dataclasses.dataclass
class After:
    """An installation whose keys were destroyed, and everything that is on its disk."""

    survey: Survey
    urls: Urls
    folder: Path

    def files(self) -> dict[str, bytes]:
        """Every file, also the databases, their logs, and what is where the keys were."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()
        }


@pytest.fixture
def after(clean: Clean, folder: Path) -> Iterator[After]:
    """The waves are closed, and two people destroyed the keys with the command."""
    urls = clean.copied(folder)
    addresses = {f"{store}_url": url for store, url in urls.items()}
    survey = Survey(given=Settings.model_validate({"instance": folder / "instance", **addresses}))
    survey.clock = lambda: clean.work.now
    with survey.field() as field:
        for wave in clean.work.study.waves:
            waves.close_wave(field, clean.work.study, wave.id)
    variables = {f"SURVEY_{name.upper()}": url for name, url in addresses.items()}
    words = ["--instance", str(folder / "instance"), "keys", "destroy", "proef", "--by", "An", "--by", "Bo", "--yes"]
    done = CliRunner().invoke(main, words, env=variables)
    assert done.exit_code == 0, done.output
    yield After(survey, urls, folder)
    survey.close()


def test_no_byte_of_a_key_is_left_on_disk(clean: Clean, after: After) -> None:
    keys = dict(zip(("token key", "pseudonym key"), clean.truth.secrets[:2], strict=True))
    assert sightings({"a copy": base64.b64encode(keys["token key"])}, keys)
    assert sightings(after.files(), keys) == []


def test_who_was_asked_is_in_no_file_any_more(after: After) -> None:
    assert sightings(after.files(), {"address": b"@canary.example"}) == []


def test_with_what_was_stolen_before_and_after_people_are_found_by_chance_only(clean: Clean, after: After) -> None:
    """Contacts and tickets of before, and every byte that there is afterwards: no key is among them."""
    loot: Loot = dataclasses.replace(clean.loot, kept=after.files())
    found = destroyed.attack(loot)
    assert found.problems == []
    guess = guessed(loot, found.votes, random.Random(SEED))
    hits = sum(clean.truth.labels[contact] == label for contact, label in guess.items())
    assert hits <= MOST_IN_A_RUN


def test_what_leads_to_people_is_gone_and_answers_have_new_labels(clean: Clean, after: After) -> None:
    thief = FromSQLite(after.urls)
    responses, contacts = thief.database(Store.RESPONSES), thief.database(Store.CONTACTS)
    assert [name for name in ("ticket", "draft", "code") if responses[name].rows] == []
    assert [name for name in ("contact", "trajectory", "enrolment", "outbox") if contacts[name].rows] == []
    before = {row["pseudonym"] for row in clean.loot.table(Store.RESPONSES, "response").rows}
    rows = responses["response"].rows
    assert len(rows) == len(clean.loot.table(Store.RESPONSES, "response").rows)
    assert before.isdisjoint({row["pseudonym"] for row in rows} - {None})
    files = dataclasses.replace(clean.loot, files={store: thief.files(store) for store in Store}, backups={})
    assert carving.attack(files).problems == [], "tickets and pseudonyms of before are in no file of the contacts"
    raw = b"".join(thief.files(Store.RESPONSES).values())
    assert not any(label in raw for label in clean.truth.labels.values()), "nor in one of the responses"

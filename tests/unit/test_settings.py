"""Settings come from the environment, are checked at once, and are all written down."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from survey.settings import PREFIX, Settings, SettingsError

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"


def read(**variables: str) -> Settings:
    return Settings.from_environment({PREFIX + name: value for name, value in variables.items()} | {"HOME": "/root"})


def test_without_variables_there_are_defaults() -> None:
    assert read() == Settings()


def test_a_variable_sets_the_setting_of_its_name() -> None:
    found = read(PUBLIC_URL="https://onderzoek.example.org", LEASE_SECONDS="5")
    assert (found.public_url, found.lease_seconds) == ("https://onderzoek.example.org", 5)


def test_what_is_given_wins_over_the_environment(tmp_path: Path) -> None:
    found = Settings.from_environment({"SURVEY_INSTANCE": "elsewhere"}, instance=tmp_path)
    assert found.instance == tmp_path


def test_what_is_not_given_leaves_the_environment_as_it_is() -> None:
    assert Settings.from_environment({"SURVEY_INSTANCE": "elsewhere"}, instance=None).instance == Path("elsewhere")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "onderzoek.example.org"),
        ("PUBLIC_URL", "https://onderzoek.example.org/path"),
        ("PUBLIC_URL", "https://onderzoek.example.org\r\nX: y"),
        ("SMTP_URL", "mail.example.org:25"),
        ("MAIL_FROM", "Onderzoek"),
        ("MAIL_FROM", "a@example.org\r\nBcc: b@example.org"),
        ("LEASE_SECONDS", "0"),
        ("LEASE_SECONDS", "soon"),
        ("NO_SUCH_THING", "1"),
    ],
)
def test_a_wrong_or_unknown_variable_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^SURVEY_{name}: "):
        read(**{name: value})


def test_all_wrong_variables_are_named_at_once() -> None:
    with pytest.raises(SettingsError) as raised:
        read(LEASE_SECONDS="soon", SMTP_URL="nowhere", NO_SUCH_THING="1")
    assert len(str(raised.value).splitlines()) == 3


def test_databases_are_three_files_unless_said_otherwise(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path, contacts_url="postgresql://host/contacts")
    assert settings.database("studies") == f"sqlite:///{tmp_path}/studies.sqlite"
    assert settings.database("contacts") == "postgresql://host/contacts"
    assert settings.database("responses") == f"sqlite:///{tmp_path}/responses.sqlite"


def test_the_host_is_that_of_the_public_address() -> None:
    assert Settings(public_url="https://onderzoek.example.org:8443").host == "onderzoek.example.org"


def test_the_secret_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path / "new")
    key = settings.secret_key()
    assert len(key) == 32
    assert settings.secret_key() == key
    assert stat.S_IMODE((tmp_path / "new" / "secret-key").stat().st_mode) == 0o600


def test_processes_that_start_together_have_the_same_secret_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _number: Settings(instance=tmp_path).secret_key(), range(32)))
    assert {len(key) for key in keys} == {32}
    assert len(keys) == 1


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_described(name: str) -> None:
    row = f"| `{PREFIX}{name.upper()}` |"
    assert row in OPERATIONS.read_text(encoding="utf-8")


def test_no_setting_is_described_that_is_not_there() -> None:
    described = OPERATIONS.read_text(encoding="utf-8").count(f"| `{PREFIX}")
    assert described == len(Settings.model_fields)

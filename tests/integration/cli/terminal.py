"""A terminal: types `survey` commands on a test's own three databases."""

from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner, Result

from survey.cli import main
from survey.questionnaires import catalogue
from tests.fixtures.databases import Urls


@dataclass
class Terminal:
    """`terminal("studies", "list")` runs a command; `folder` is its instance folder."""

    urls: Urls
    folder: Path
    variables: dict[str, str] = field(default_factory=dict)

    def __call__(self, *words: str, answer: str = "") -> Result:
        """Run a command, whatever comes of it; a bug is raised."""
        given = ["--instance", str(self.folder), *words]
        result = CliRunner().invoke(main, given, input=answer, env=self.environment(), prog_name="survey")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def environment(self) -> dict[str, str]:
        """The variables that a command is run with."""
        return {f"SURVEY_{store.upper()}_URL": url for store, url in self.urls.items()} | self.variables

    def done(self, *words: str) -> str:
        """Run a command that has to succeed; what it printed."""
        result = self(*words)
        assert result.exit_code == 0, result.output
        return result.stdout

    def load_assessed(self, study: str, *words: str) -> None:
        """Load a shipped study as somebody does whose DPIA was approved: from a copy of its file that says so."""
        path = self.folder.parent / f"{study}.yaml"
        written = catalogue.shipped_studies()[study].read_text("utf-8")
        path.write_text(written.replace("\n# dpia: ", "\ndpia: "), "utf-8")
        self.done("studies", "load", str(path), *words)

    def refused(self, *words: str) -> str:
        """Run a command that has to be refused with exit code 1; what it said."""
        result = self(*words)
        assert result.exit_code == 1, result.output
        return result.stderr

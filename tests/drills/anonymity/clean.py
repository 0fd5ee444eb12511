"""What was stolen from the product as it is, and the databases that it was stolen from, to go on with."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from survey.storage.engines import Store
from tests.fixtures.databases import Urls

from .fieldwork import Fieldwork, Truth
from .loot import Loot
from .stealing import FromSQLite

SEED = 104


@dataclass(frozen=True, slots=True)
class Clean:
    """The fieldwork of one seed on SQLite, after it."""

    work: Fieldwork
    loot: Loot
    truth: Truth
    folder: Path

    def copied(self, folder: Path) -> Urls:
        """The databases, the keys and everything else of the installation once more, to do something to them."""
        for path in self.folder.glob("*.db*"):
            shutil.copy(path, folder)
        shutil.copytree(self.folder / "instance", folder / "instance")
        return {store: f"sqlite:///{folder / store}.db" for store in Store}

    def thief(self, folder: Path) -> FromSQLite:
        """Whoever steals from such copies."""
        return FromSQLite(self.copied(folder))

"""The contacts file: CSV or XLSX as a programme exports it, read as a whole before anything is stored."""

from .columns import Mapping
from .people import Case, Person, Trajectory
from .reading import read
from .tables import Table, of_upload, open_table

__all__ = ["Case", "Mapping", "Person", "Table", "Trajectory", "of_upload", "open_table", "read"]

"""What is shown of one table, whole: sentences, figure, numbers and source. Pages, files and reports show exhibits."""

from .exhibit import Exhibit, exhibit
from .files import FORMS, File, file_of
from .grid import Entry, Grid, Line

__all__ = ["FORMS", "Entry", "Exhibit", "File", "Grid", "Line", "exhibit", "file_of"]

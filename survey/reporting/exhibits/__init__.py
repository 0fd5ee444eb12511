"""What is shown of one table, whole: sentences, figure, numbers and source. Pages, files and reports show exhibits."""

from .exhibit import exhibit, exhibits
from .exhibited import Exhibit
from .files import FORMS, File, file_of
from .grid import Entry, Grid, Line

__all__ = ["FORMS", "Entry", "Exhibit", "File", "Grid", "Line", "exhibit", "exhibits", "file_of"]

"""Pages for staff. They read publications and nothing else."""

from . import downloads, public, reports
from .views import blueprint

__all__ = ["blueprint", "downloads", "public", "reports"]

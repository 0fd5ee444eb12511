"""Pages for staff. They read publications and nothing else."""

from .views import blueprint

__all__ = ["blueprint"]

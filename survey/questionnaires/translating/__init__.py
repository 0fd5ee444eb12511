"""Wording through gettext: a `.po` file beside a questionnaire or study adds a language to it.

`participant-baseline.tr.po` holds Turkish for `participant-baseline.yaml`. Its texts count once the YAML names `tr`
among its languages; then each text must be there, as with languages that stand in the YAML itself. A text whose
original has changed since does not count: it would say something else than the other languages.
"""

from .reading import read_source, with_translations
from .writing import Progress, template

__all__ = ["Progress", "read_source", "template", "with_translations"]

"""The wave behind a ticket, read once per process: what people are asked never changes while they answer."""

from flask import current_app

from survey.extensions import stores
from survey.fieldwork import designs
from survey.fieldwork.answers import Standing
from survey.fieldwork.designs import FrozenWave


class WaveGoneError(LookupError):
    """A ticket names a wave that the studies database does not have: one of the two was restored without the other."""


def frozen(found: Standing) -> FrozenWave:
    """The wave that somebody's ticket is for.

    Raises:
        WaveGoneError: the studies database does not have it.
    """
    kept: dict[tuple[str, str], FrozenWave] = current_app.extensions.setdefault("frozen_waves", {})
    key = (found.wave_id, found.digest)
    if key not in kept:
        with stores().studies() as session:
            wave = designs.frozen_wave(session, found.wave_id)
        if wave is None or wave.digest != found.digest:
            raise WaveGoneError(f"The studies database does not have wave {found.wave_id} as people know it.")
        kept[key] = wave
    return kept[key]

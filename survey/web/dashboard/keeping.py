"""How far the answers behind a page are from names: what is said follows the keys of the study."""

from survey.extensions import keyring, stores
from survey.fieldwork.secrecy import SAID, secrecy

from ..words import _


def kept(study_id: str) -> str:
    """Confidential or anonymous, as a sentence."""
    with stores().studies() as session:
        return _(SAID[secrecy(session, keyring(), study_id)])

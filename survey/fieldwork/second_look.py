"""A second look: somebody who wrote what may lead to a person is asked, once for each text, whether it is meant so.

Which texts were asked about is kept in the draft, as hashes, under the token, and goes when the draft goes.
"""

from dataclasses import replace
from hashlib import sha256

from survey.questionnaires.kinds import Answers
from survey.questionnaires.traces import Trace, traces

from .answers import Standing

HASH_LENGTH = 16

Found = dict[str, tuple[Trace, ...]]
"""The kinds of traces by answer key, where there are any."""


def found(texts: tuple[str, ...], answers: Answers) -> Found:
    """The traces in the answers under the keys `texts`."""
    seen = ((key, answers.get(key)) for key in texts)
    return {key: kinds for key, text in seen if isinstance(text, str) and (kinds := traces(text))}


def is_wanted(standing: Standing, texts: tuple[str, ...], changes: Answers) -> bool:
    """Whether there is a trace in a text that was not asked about."""
    return any(_name(key, changes) not in standing.draft.asked for key in found(texts, changes))


def asked(standing: Standing, texts: tuple[str, ...], changes: Answers) -> Standing:
    """The standing, which remembers when it is saved that the texts with traces were asked about."""
    names = frozenset(_name(key, changes) for key in found(texts, changes))
    return replace(standing, draft=replace(standing.draft, asked=standing.draft.asked | names))


def _name(key: str, answers: Answers) -> str:
    return sha256(f"{key}\n{answers[key]}".encode()).hexdigest()[:HASH_LENGTH]

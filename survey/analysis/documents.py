"""Many answers as JSON text become columns at once, read by Arrow.

Nothing here runs once per answer: only distinct answers become Python values. What Arrow cannot read as the question
stores it (another questionnaire's answers) is left to `json`, so that it is refused in the same words.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as reading

from survey.questionnaires.kinds import Item, MultipleChoice, Ranking
from survey.questionnaires.kinds.amounts import Amount
from survey.questionnaires.kinds.steps import Steps

from .coding import ABSENT, Answered

SEPARATOR = "\x1f"
"""Between the codes of several answers; no code has it."""

STAND_IN = -(10**15)
"""Numbers from here downwards stand for the codes of a numeric question while Arrow reads it; no amount is so small."""

BLOCK = 1 << 24
"""Bytes that Arrow reads at one time."""

Places = npt.NDArray[np.intp]


class UnreadableError(ValueError):
    """Arrow does not read these answers."""


def answered(texts: Sequence[str], items: Sequence[Item]) -> Mapping[str, Answered]:
    """The answers to each of `items`, by its id; a text is the JSON object of one response.

    Raises:
        UnreadableError: some answers are of another type than the question stores.

    """
    written = _joined(texts, items)
    options = reading.ParseOptions(
        explicit_schema=pa.schema([(item.id, _type(item)) for item in items]), unexpected_field_behavior="ignore"
    )
    try:
        table = reading.read_json(
            pa.BufferReader(written), reading.ReadOptions(block_size=max(BLOCK, 2 * max(map(len, texts)))), options
        )
    except pa.ArrowInvalid as error:
        raise UnreadableError(str(error)) from error
    if len(table) != len(texts):
        raise UnreadableError("Some responses are no JSON objects.")
    return {item.id: _column(item, table.column(item.id).combine_chunks(), texts) for item in items}


def _type(item: Item) -> pa.DataType:
    if isinstance(item, MultipleChoice | Ranking):
        return pa.list_(pa.string())
    return pa.int64() if _is_whole(item) else pa.string()


def _is_whole(item: Item) -> bool:
    """Whether its answers are whole numbers, perhaps with codes among them."""
    return isinstance(item, Steps) or (isinstance(item, Amount) and not item.places())


def _joined(texts: Sequence[str], items: Sequence[Item]) -> bytes:
    """A document a line, with numbers for the codes of numeric questions.

    A quotation mark within a text is escaped, so that what is replaced can only be a key with its value.
    """
    written = "\n".join(texts).encode()
    coded = [(item.id, at, code) for item in items if _is_whole(item) for at, code in enumerate(item.codes())]
    if coded and str(STAND_IN).rstrip("0").encode() + b"0" * 12 in written:
        raise UnreadableError("An answer is smaller than any amount.")
    between = ": " if '": ' in texts[0] else ":"
    for name, at, code in coded:
        key = f'"{name}"{between}'
        written = written.replace(f'{key}"{code}"'.encode(), f"{key}{STAND_IN - at}".encode())
    return written


def _column(item: Item, column: pa.Array, texts: Sequence[str]) -> Answered:
    if pa.types.is_list(column.type):
        column = _listed(column)
    encoded = column.dictionary_encode()
    distinct: list[object] = list(encoded.dictionary.to_pylist())
    places: Places = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.intp)
    if isinstance(item, MultipleChoice | Ranking):
        distinct = [tuple(each.split(SEPARATOR)) for each in distinct if isinstance(each, str)]
    elif _is_whole(item):
        codes = item.codes()
        distinct = [codes[STAND_IN - each] if isinstance(each, int) and each <= STAND_IN else each for each in distinct]
    absent = _absent(item.id, np.flatnonzero(places < 0), texts)
    places[absent] = len(distinct)
    return Answered((*distinct, ABSENT, None), places)


def _listed(column: pa.Array) -> pa.Array:
    """Several answers as one text. An empty list, and a code that is no text, are nothing that anybody answers."""
    if column.values.null_count or pc.any(pc.equal(pc.list_value_length(column), 0)).as_py():
        raise UnreadableError("An answer holds no codes.")
    return pc.binary_join(column, SEPARATOR)


def _absent(name: str, empty: Places, texts: Sequence[str]) -> Places:
    """Which of the rows without a value do not have the question at all: Arrow reads these two alike."""
    key = f'"{name}":'
    return np.array([at for at in empty.tolist() if key not in texts[at]], dtype=np.intp)

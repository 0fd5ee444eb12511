"""Parquet: typed columns, choices as ordered categories of their codes; what they mean stands with each column."""

import io
import json
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from survey.questionnaires.codebook import Variable

from .coding import labelled
from .table import Table


def responses(table: Table) -> bytes:
    """One row per response. The words of a column and of its values are in the metadata of its field, as JSON."""
    columns = {name: _column(table, variable, is_status=is_status) for name, variable, is_status in table.layout}
    made = pa.Table.from_pandas(pd.DataFrame(columns), preserve_index=False)
    fields = [
        made.schema.field(name).with_metadata({} if is_status else _about(variable))
        for name, variable, is_status in table.layout
    ]
    content = io.BytesIO()
    pq.write_table(made.cast(pa.schema(fields, metadata=made.schema.metadata)), content, compression="zstd")
    return content.getvalue()


def _column(table: Table, variable: Variable, *, is_status: bool) -> "pd.Series[Any]":
    status = table.status(variable)
    if is_status and status is not None:
        return status
    values = table.values(variable)
    return values.astype("Int8") if pd.api.types.is_bool_dtype(values.dtype) else values


def _about(variable: Variable) -> dict[str, str]:
    values = [
        {"code": each.code, "words": each.words, "missing": each.missing.value if each.missing else None}
        for each in variable.values
    ]
    known = {"label": labelled(variable), "level": variable.level.value}
    return known | ({"values": json.dumps(values, ensure_ascii=False)} if values else {})

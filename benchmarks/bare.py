"""The reference: a server that makes one durable insert per request and does nothing else."""

import os
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Column, LargeBinary, MetaData, Table, Uuid, create_engine

from survey.storage.engines import Store, options, prepare

metadata = MetaData()
bare = Table("bare", metadata, Column("id", Uuid, primary_key=True), Column("body", LargeBinary))
_url = os.environ.get("BENCH_URL", "sqlite://")
_engine = create_engine(_url, **options(_url))
prepare(_engine, Store.RESPONSES)


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Insert the body of the request, commit, answer 204."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    with _engine.connect().execution_options(write=True) as connection, connection.begin():
        connection.execute(bare.insert().values(id=uuid.uuid4(), body=body))
    start_response("204 No Content", [])
    return []

"""The Flask extensions and the registry of the three databases."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import Flask, current_app
from flask_babel import Babel
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from .fieldwork.clock import Clock
from .fieldwork.keyring import Keyring
from .settings import Settings
from .storage.engines import Store, options, prepare
from .storage.studies import Base

db = SQLAlchemy(metadata=Base.metadata)
csrf = CSRFProtect()
babel = Babel()


@dataclass(frozen=True, slots=True)
class Stores:
    """A session maker per database. One commit touches one database."""

    engines: dict[Store, Engine]
    studies: sessionmaker[Session]
    contacts: sessionmaker[Session]
    responses: sessionmaker[Session]


def connect(app: Flask, given: Settings) -> None:
    """Open the three databases of the `given` settings for `app`."""
    url = {store: given.database(store) for store in Store}
    app.config["SQLALCHEMY_DATABASE_URI"] = url[Store.STUDIES]
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options(url[Store.STUDIES])
    app.config["SQLALCHEMY_BINDS"] = {
        store.value: {"url": url[store]} | options(url[store]) for store in (Store.CONTACTS, Store.RESPONSES)
    }
    db.init_app(app)
    with app.app_context():
        engines = {store: db.engines[None if store is Store.STUDIES else store.value] for store in Store}
    for store, engine in engines.items():
        prepare(engine, store)
    makers = {store.value: sessionmaker(engine) for store, engine in engines.items()}
    app.extensions["stores"] = Stores(engines=engines, **makers)


def stores() -> Stores:
    """The databases of the running application."""
    return cast(Stores, current_app.extensions["stores"])


def settings() -> Settings:
    """The settings of the running application."""
    return cast(Settings, current_app.extensions["settings"])


def now() -> datetime:
    """This moment, by the clock of the running application."""
    return cast(Clock, current_app.extensions["clock"])()


def keyring() -> Keyring:
    """The keyring of the running application."""
    return Keyring(settings().keys)

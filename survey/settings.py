"""Settings: read once from the environment (`SURVEY_...`), checked, and passed on; docs/operations.md lists them."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, EmailStr, Field, ValidationError

from .fieldwork.keyring import write_once

PREFIX = "SURVEY_"


class SettingsError(ValueError):
    """A setting is missing or wrong; the message says which one and what to do."""


class Settings(BaseModel):
    """Everything that differs between installations."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    instance: Path = Field(default=Path("instance"), description="Folder for databases, keys, mailbox and secret key.")
    public_url: str = Field(
        default="http://127.0.0.1:8000",
        pattern=r"^https?://[^/\s]+$",
        description="Where people reach this installation.",
    )
    studies_url: str = Field(
        default="", description="Database of studies; default: a SQLite file in the instance folder."
    )
    contacts_url: str = Field(
        default="", description="Database of contacts; default: a SQLite file in the instance folder."
    )
    responses_url: str = Field(
        default="", description="Database of responses; default: a SQLite file in the instance folder."
    )
    smtp_url: str = Field(
        default="",
        pattern=r"^$|^smtps?://\S+$",
        description="Mail server: smtp://user:password@host:port or smtps://...",
    )
    mail_from: EmailStr = Field(default="onderzoek@werkpeil.example", description="The address that mails come from.")
    mail_returns: EmailStr | Literal[""] = Field(
        default="", description="Where mails that cannot be delivered come back to; default: the address they are from."
    )
    mailbox_url: str = Field(
        default="",
        description="Mailbox in which mails come back: imaps://user:password@host/INBOX, or a folder (Maildir).",
    )
    smtp_timeout: float = Field(
        default=30, gt=0, description="Seconds that the mail server may take for an answer; four times that for a mail."
    )
    dkim_key: Path | None = Field(default=None, description="File with the private key (PEM) that signs mails (DKIM).")
    dkim_selector: str = Field(
        default="werkpeil", pattern=r"^[a-z0-9-]+$", description="Name under which the public key stands in the DNS."
    )
    mails_per_minute: int = Field(
        default=0, ge=0, description="Most mails of a study that leave in a minute; 0: as many as can."
    )
    mails_per_minute_and_domain: int = Field(
        default=0, ge=0, description="Most mails that leave in a minute for one domain; 0: as many as can."
    )
    contact: EmailStr | None = Field(
        default=None, description="Where people can write about the site itself; default: the address of the mails."
    )
    language: str = Field(
        default="", description="Language of the terminal: nl or en; default: the terminal's own, else nl."
    )
    lease_seconds: int = Field(
        default=600, ge=1, description="How long a worker may keep one mail before another takes over."
    )

    roles: str = Field(
        default="",
        pattern=r"^$|^[a-z][a-z0-9_]{0,30}$",
        description="PostgreSQL: what the names of the roles begin with that survey init makes; none if empty.",
    )
    only: Literal["", "answer", "staff", "dashboard", "results"] = Field(
        default="",
        description="Serve only these pages, with a database role that may do no more than they need; results: run "
        "commands that need no contacts.",
    )

    failures_per_minute: int = Field(
        default=10, ge=0, description="How many wrong links and codes one address may try in a minute; 0: no limit."
    )
    second_factor: Literal["asked", "required"] = Field(
        default="asked",
        description="Whoever sees contacts or answers is asked once for a second factor at log-in, or must have one.",
    )
    starts_per_half_hour: int = Field(
        default=100, ge=0, description="How often one address may begin an open study in half an hour; 0: no limit."
    )
    log_days: int = Field(
        default=0, ge=0, description="How many days your system keeps the logs; 0: nobody has said. For survey doctor."
    )
    trusted_proxies: int = Field(
        default=0, ge=0, description="How many proxies stand before the program, each of which adds X-Forwarded-For."
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], **given: object) -> Self:
        """Settings from `SURVEY_...` variables; `given` values win.

        Raises:
            SettingsError: a variable is unknown or has a wrong value.
        """
        found = {
            key.removeprefix(PREFIX).lower(): value for key, value in environment.items() if key.startswith(PREFIX)
        }
        try:
            return cls.model_validate(found | {key: value for key, value in given.items() if value is not None})
        except ValidationError as error:
            lines = (f"{PREFIX}{'.'.join(map(str, each['loc'])).upper()}: {each['msg']}" for each in error.errors())
            raise SettingsError("\n".join(lines)) from error

    def database(self, store: str) -> str:
        """The URL of one of the three databases."""
        given: str = getattr(self, f"{store}_url")
        if given:
            return given
        return f"sqlite:///{(self.instance / f'{store}.sqlite').resolve()}"

    @property
    def host(self) -> str:
        """The host of the public address, without port."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def keys(self) -> Path:
        """The keyring's folder: outside every database and every backup."""
        return self.instance / "keys"

    @property
    def mailbox(self) -> Path:
        """The folder that stands in for a mail server in demo and test studies."""
        return self.instance / "mailbox"

    def secret_key(self) -> bytes:
        """The key that signs sessions and seals cookies; made once, readable by the owner only."""
        path = self.instance / "secret-key"
        self.instance.mkdir(parents=True, exist_ok=True)
        write_once(path, secrets.token_bytes(32))
        return path.read_bytes()

"""The questionnaire: pages of items, with its languages and version."""

import hashlib
import json
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from .kinds import AnyItem, Domain, Item, Options
from .wording import Identifier, Language, Model, Phrase, Slug, Wording

MAX_ITEMS = 2500
"""More than any questionnaire needs, and few enough to check in a second."""


class Audience(StrEnum):
    """Who is asked."""

    PARTICIPANT = "participant"
    EMPLOYER = "employer"
    JOB_COACH = "job_coach"
    MUNICIPALITY = "municipality"


class Page(Model):
    """What is on one screen. Written as a page with `items`, or shortly as the one item that it holds."""

    id: Identifier
    when: Phrase | None = None
    items: Annotated[tuple[AnyItem, ...], Field(min_length=1, max_length=60)]

    @model_validator(mode="before")
    @classmethod
    def _one_item_is_a_page(cls, value: Any) -> Any:
        """`{id: grade, kind: report_grade, ...}` is the page `grade` with that item."""
        if isinstance(value, dict) and "items" not in value and ("kind" in value or "text" in value):
            return {key: value[key] for key in ("id",) if key in value} | {"items": [value]}
        return value


class Questionnaire(Model):
    """A versioned instrument. Two questionnaires with the same digest ask exactly the same.

    `scales` are response scales that items share by name; `screens` is the most pages that somebody may have to see.
    """

    id: Slug
    version: Phrase
    audience: Audience
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    title: Wording
    minutes: Annotated[int, Field(ge=1, le=60)]
    screens: Annotated[int, Field(ge=1)] | None = None
    source: Phrase | None = None
    scales: dict[Identifier, Options] = Field(default_factory=dict, max_length=100)
    pages: Annotated[tuple[Page, ...], Field(min_length=1, max_length=MAX_ITEMS)]

    @field_validator("pages", mode="before")
    @classmethod
    def _not_too_many(cls, pages: Any) -> Any:
        """Count the items before the work of reading them."""
        written = [page.get("items") for page in pages if isinstance(page, dict)] if isinstance(pages, list) else []
        if sum(len(items) if isinstance(items, list) else 1 for items in written) > MAX_ITEMS:
            raise PydanticCustomError("too_many_items", "too many items", {"limit": MAX_ITEMS})
        return pages

    @field_validator("pages")
    @classmethod
    def _with_scales(cls, pages: tuple[Page, ...], info: ValidationInfo) -> tuple[Page, ...]:
        """Give the items the options of the shared scales that they name."""
        scales = info.data.get("scales", {})
        return tuple(
            page.model_copy(update={"items": tuple(item.scaled(scales) for item in page.items)}) for page in pages
        )

    def items(self) -> Iterator[Item]:
        """All items in the order in which they are asked."""
        for page in self.pages:
            yield from page.items

    @cached_property
    def domains(self) -> dict[str, Domain]:
        """What every answer key can have; the keys in the order in which they are asked."""
        return {key: item.domain(key) for item in self.items() for key in (*item.closed_keys(), *item.text_keys())}

    def item(self, item_id: str) -> Item:
        """The item called `item_id`; `KeyError` if there is none."""
        for item in self.items():
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def page(self, page_id: str) -> Page | None:
        """The page called `page_id`, or None."""
        return next((page for page in self.pages if page.id == page_id), None)

    def snapshot(self) -> str:
        """The frozen document as JSON."""
        return self.model_dump_json(exclude_none=True)

    def digest(self) -> str:
        """SHA-256 of the document in hex: equal for equal questionnaires, in whatever order languages were written."""
        document = self.model_dump(mode="json", exclude_defaults=True)
        return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()

    @classmethod
    def from_snapshot(cls, snapshot: str) -> Self:
        """The questionnaire that `snapshot` froze."""
        return cls.model_validate_json(snapshot)

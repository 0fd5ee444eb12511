"""A questionnaire as the plain mappings of its YAML, and back.

Only its shape must be right, so that every item can be found: `pages` are a list of pages, each with an `id` and items
that have an `id` of their own and a known kind; texts are texts by language. All else may be missing or wrong.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from ..exchange.written import dump
from ..kinds import KINDS, Place
from ..located import as_written, nearest_line
from ..mistakes import mistakes
from ..problems import N_, Problem, ProblemsFoundError, Source
from ..tree import Tree, parse
from ..wording import Identifier, Language, Model

Document = dict[str, Any]
"""A questionnaire as plain values. Never changed: an operation gives another one."""

Part = dict[str, Any]
"""An item, option or question in a document."""

NO_KEYS = N_("The file must have keys, such as “id: ...”, each on a line of its own.")
TWO_ITEMS = N_("Two items are called “{item}”. Give one of them another name.")
TWO_PAGES = N_("Two pages are called “{item}”. Give one of them another name.")


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise PydanticCustomError("enum", "no kind", {"expected": ", ".join(f"'{each}'" for each in KINDS)})
    return kind


Texts = dict[str, str]


class _Loose(Model):
    """What has a shape, and may have anything else."""

    model_config = ConfigDict(frozen=True, extra="allow")


class _Option(_Loose):
    code: str = ""
    text: Texts = Field(default_factory=dict)
    when: str | None = None


class _Question(_Loose):
    code: str = ""
    text: Texts = Field(default_factory=dict)
    when: str | None = None
    options: list[_Option] = Field(default_factory=list)
    scale: str | None = None


class _Item(_Loose):
    id: Identifier
    kind: Annotated[str, AfterValidator(_known)]
    text: Texts = Field(default_factory=dict)
    hint: Texts | None = None
    low: Texts | None = None
    high: Texts | None = None
    unit: Texts | None = None
    yes: Texts | None = None
    no: Texts | None = None
    dont_know: Texts | None = None
    when: str | None = None
    scale: str | None = None
    options: list[_Option] = Field(default_factory=list)
    questions: list[_Question] = Field(default_factory=list)


class _Page(_Loose):
    id: Identifier
    when: str | None = None
    items: Annotated[list[_Item], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _one_item_is_a_page(cls, value: Any) -> Any:
        if isinstance(value, dict) and "items" not in value:
            return {key: value[key] for key in ("id",) if key in value} | {"items": [value]}
        return value


class _Shape(_Loose):
    """What a document must have, so that it can be edited."""

    languages: Annotated[list[Language], Field(min_length=1)]
    title: Texts = Field(default_factory=dict)
    scales: dict[Identifier, list[_Option]] = Field(default_factory=dict)
    pages: list[_Page] = Field(default_factory=list)


def opened(text: str, name: str) -> Document:
    """The document that `text` holds; `name` is what problems call it.

    Raises:
        ProblemsFoundError: it is not YAML, or does not have the shape of a questionnaire.
    """
    tree = parse(Source(name, text))
    problems = list(tree.problems)
    if not isinstance(tree.value, dict):
        raise ProblemsFoundError([Problem(name, 1, NO_KEYS)])
    try:
        shape = _Shape.model_validate(tree.value)
    except ValidationError as error:
        problems += mistakes(error, _Shape, tree, name)
    else:
        problems += _twice(shape, tree, name)
    if problems:
        raise ProblemsFoundError(problems)
    return dict(tree.value)


def written(document: Document) -> str:
    """The document as YAML, always in the same style. Comments are not part of a document."""
    return dump(document)


def has_comments(text: str) -> bool:
    """Whether the YAML says more than its document does."""
    return any(line.lstrip().startswith("#") or " #" in line for line in text.splitlines()) and (
        text != written(opened(text, ""))
    )


def _twice(shape: _Shape, tree: Tree, name: str) -> Iterator[Problem]:
    """Names that are used twice."""
    pages = [(("pages", at), page.id) for at, page in enumerate(shape.pages)]
    items = [
        (("pages", at, "items", number), item.id)
        for at, page in enumerate(shape.pages)
        for number, item in enumerate(page.items)
    ]
    for message, named in ((TWO_PAGES, pages), (TWO_ITEMS, items)):
        seen: Counter[str] = Counter()
        for place, called in named:
            seen[called] += 1
            if seen[called] > 1:
                yield Problem(name, _line(tree, (*place, "id")), message, {"item": called})


def _line(tree: Tree, place: Place) -> int:
    return nearest_line(tree.lines, as_written(tree.lines, place))

"""YAML as a person would write it: what `loader` reads."""

import io
from collections.abc import Iterable
from typing import Any

from ruamel.yaml import YAML

from survey.questionnaires.definition import Page, Questionnaire

WIDTH = 110


def write_yaml(questionnaire: Questionnaire, remarks: Iterable[str] = ()) -> bytes:
    """The questionnaire as YAML that reads back as the same questionnaire, with `remarks` above it as comments."""
    document = questionnaire.model_dump(mode="json", exclude_defaults=True)
    scales = document.get("scales", {})
    document["pages"] = [_page(page, scales) for page in questionnaire.pages]
    writer = YAML()
    writer.default_flow_style = False
    writer.width = WIDTH
    writer.allow_unicode = True
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.representer.ignore_aliases = lambda _value: True
    text = io.StringIO()
    for remark in remarks:
        text.writelines(f"# {line}\n" for line in remark.splitlines())
    writer.dump(document, text)
    return text.getvalue().encode()


def _page(page: Page, scales: dict[str, Any]) -> dict[str, Any]:
    """A page; shortly where it is just its one item."""
    written = page.model_dump(mode="json", exclude_defaults=True)
    written["items"] = [_item(item, scales) for item in written["items"]]
    is_short = page.when is None and len(page.items) == 1 and page.id == page.items[0].id
    return dict(written["items"][0]) if is_short else written


def _item(item: dict[str, Any], scales: dict[str, Any]) -> dict[str, Any]:
    """An item without the options that its shared scales give it."""
    written = {name: item[name] for name in ("id", "kind", "when", "text", "hint") if name in item} | item
    if "questions" in written:
        written["questions"] = [_without(each, scales) for each in written["questions"]]
    return _without(written, scales)


def _without(part: dict[str, Any], scales: dict[str, Any]) -> dict[str, Any]:
    is_shared = "scale" in part and scales.get(part["scale"]) == part.get("options")
    return {name: value for name, value in part.items() if name != "options" or not is_shared}

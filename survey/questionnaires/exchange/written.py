"""YAML as a person would write it: what `loader` reads."""

from collections.abc import Iterable
from typing import Any

import yaml

from survey.questionnaires.definition import Page, Questionnaire
from survey.questionnaires.tree import FLOAT, INTEGER, NOT_ALLOWED, WORDS

WIDTH = 110
STRING = "tag:yaml.org,2002:str"


class _Writer(yaml.SafeDumper):
    """Writes no aliases, indents lists, and quotes what would not be read back as the same text."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never an alias: our YAML has none."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002 - PyYAML's
        """Lists stand deeper than their key."""
        super().increase_indent(flow, False)  # noqa: FBT003 - as above


def _string(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if NOT_ALLOWED.search(text) or "\r" in text:
        style = '"'
    elif "\n" in text:
        style = "|"
    elif text in WORDS or INTEGER.fullmatch(text) or FLOAT.fullmatch(text):
        style = "'"
    return writer.represent_scalar(STRING, text, style)


_Writer.add_representer(str, _string)


def write_yaml(questionnaire: Questionnaire, remarks: Iterable[str] = ()) -> bytes:
    """The questionnaire as YAML that reads back as the same questionnaire, with `remarks` above it as comments."""
    document = questionnaire.model_dump(mode="json", exclude_defaults=True)
    scales = document.get("scales", {})
    document["pages"] = [_page(page, scales) for page in questionnaire.pages]
    above = "".join(f"# {NOT_ALLOWED.sub(' ', line)}\n" for remark in remarks for line in remark.splitlines())
    return (above + dump(document)).encode()


def dump(document: dict[str, Any]) -> str:
    """Plain values as YAML, the same for the same values in the same order."""
    return yaml.dump(document, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=WIDTH)


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

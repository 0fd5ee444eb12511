"""The column `type`: what is asked, in all the ways in which forms spell it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

SINGLE, SEVERAL, RANK = "single_choice", "multiple_choice", "ranking"

PLAIN: Mapping[str, str] = {
    **dict.fromkeys(("text", "string", "add text prompt", "q string", "barcode"), "text"),
    **dict.fromkeys(("integer", "int", "add integer prompt", "q int"), "integer"),
    **dict.fromkeys(("decimal", "add decimal prompt", "q decimal"), "decimal"),
    **dict.fromkeys(("date", "add date prompt", "q date"), "date"),
    **dict.fromkeys(("datetime", "add date time prompt", "q datetime", "date time"), "datetime"),
    **dict.fromkeys(("time", "add time prompt", "q time"), "time"),
    **dict.fromkeys(("note", "add note prompt", "q note"), "note"),
    **dict.fromkeys(("acknowledge", "trigger", "add acknowledge prompt", "q acknowledge"), "acknowledge"),
    **dict.fromkeys(("calculate", "add calculate prompt", "q calculate"), "calculate"),
    "range": "range",
    "hidden": "hidden",
    "percentage": "percentage",
}

BY_ITSELF = """
    start starttime end endtime today deviceid imei uri:deviceid username email phonenumber simserial simid subscriberid
    audit startgeopoint backgroundaudio backgroundgeopoint
"""
RECORDED = frozenset(BY_ITSELF.split())
"""What ODK records by itself about the device, the person or the moment; without spaces and the like."""

SELECT = re.compile(
    r"(?P<command>(?:add )?select[ _]?(?:one|1|multiple|all that apply)(?: from| prompt using)?|select1|rank"
    r"|select[ _](?:one|multiple)[ _](?:from[ _]file|external))"
    r"\s+(?P<list>\S+)(?:\s+(?P<other>or[ _]specify[ _]other|or[ _]other))?",
    re.IGNORECASE,
)
BRACKET = re.compile(r"(?P<edge>begin|end)[ _](?P<what>group|lgroup|looped group|repeat|loop)(?:\s+.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Type:
    """`name` is our word for the type: a plain one, `choice`, `begin`, `end`, `recorded`, or "" for anything else.

    Of a choice, `kind` is our kind, `list` the list of options, `elsewhere` whether that is another file, and `other`
    whether people may write another answer. Of a bracket, `repeats` tells whether what is in it is asked repeatedly.
    """

    name: str
    written: str
    kind: str = ""
    list: str = ""
    elsewhere: bool = False
    other: bool = False
    repeats: bool = False


def read_type(cell: str) -> Type:
    """The type that `cell` names."""
    written = " ".join(cell.split())
    if bracket := BRACKET.fullmatch(written):
        return Type(bracket["edge"].lower(), written, repeats=bracket["what"].lower() != "group")
    if select := SELECT.fullmatch(written):
        return _choice(written, select)
    lowered = written.lower()
    if re.sub(r"[ _-]", "", lowered).removeprefix("get") in RECORDED:
        return Type("recorded", written)
    return Type(PLAIN.get(lowered, PLAIN.get(lowered.replace("_", " "), "")), written)


def _choice(written: str, select: re.Match[str]) -> Type:
    command = select["command"].lower().replace("_", " ")
    several = "multiple" in command or "all" in command
    kind = RANK if command == "rank" else SEVERAL if several else SINGLE
    elsewhere = command.endswith(("file", "external"))
    return Type("choice", written, kind, select["list"], elsewhere, select["other"] is not None)


PARAMETER = re.compile(r"([A-Za-z][\w-]*)\s*=\s*([^\s,;]+)")


def parameters(cell: str) -> dict[str, str]:
    """`start=1 end=10 step=1`, also with commas or semicolons."""
    return {key.lower(): value for key, value in PARAMETER.findall(cell)}


def unread_parameters(cell: str) -> str:
    """What stands in a cell with parameters besides them."""
    return PARAMETER.sub("", cell).strip(" ,;")

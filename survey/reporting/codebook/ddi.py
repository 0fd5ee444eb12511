"""The codebook as DDI-Codebook 2.5, the XML in which data archives describe studies.

https://ddialliance.org/Specification/DDI-Codebook/2.5/. The order of the elements of a variable is the schema's.
"""

import re
from xml.etree.ElementTree import Element, SubElement, tostring

from survey.questionnaires.codebook import Level
from survey.questionnaires.kinds import Missing
from survey.questionnaires.wording import spoken

from ..exports.coding import REASONS, labelled
from .entries import Codebook, Entry

NAMESPACE = "ddi:codebook:2_5"
NATURE = {Level.NOMINAL: "nominal", Level.ORDINAL: "ordinal", Level.SCALE: "interval", Level.DATE: "interval"}
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


def ddi(book: Codebook) -> bytes:
    """The codebook as XML in UTF-8."""
    root = Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5", "xml:lang": book.words.language})
    design = book.design
    citation = SubElement(SubElement(root, "stdyDscr"), "citation")
    titles = SubElement(citation, "titlStmt")
    _text(titles, "titl", book.title)
    _text(titles, "IDNo", f"{design.study.id}/{design.wave.id}")
    _text(SubElement(citation, "prodStmt"), "producer", spoken(design.study.organisation, book.words.language))
    version = _text(SubElement(citation, "verStmt"), "version", design.questionnaire.version)
    version.set("type", "questionnaire")
    data = SubElement(root, "dataDscr")
    for number, entry in enumerate(book.entries, start=1):
        if not entry.variable.apart:
            _variable(data, book, entry, f"V{number}")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _variable(data: Element, book: Codebook, entry: Entry, identity: str) -> None:
    variable = entry.variable
    about = {"ID": identity, "name": variable.name}
    if variable.decimals is not None:
        about |= {"dcml": str(variable.decimals)}
    about |= {"intrvl": "contin" if variable.level in (Level.SCALE, Level.DATE) else "discrete"}
    if variable.level in NATURE:
        about |= {"nature": NATURE[variable.level]}
    found = SubElement(data, "var", about)
    _text(found, "labl", labelled(variable))
    _text(SubElement(found, "qstn"), "qstnLit", variable.text)
    if variable.lowest is not None and variable.kind != "calculated":
        bounds = {"min": str(variable.lowest), "max": str(variable.highest)}
        SubElement(SubElement(found, "valrng"), "range", bounds)
    for when in variable.when:
        _text(found, "universe", when)
    _statistics(found, entry)
    _categories(found, book, entry)
    kind = "character" if variable.level is Level.TEXT else "numeric"
    form = {"type": kind, "category": "date"} if variable.level is Level.DATE else {"type": kind}
    SubElement(found, "varFormat", form)


def _statistics(found: Element, entry: Entry) -> None:
    if entry.base is not None:
        _text(found, "sumStat", str(entry.base)).set("type", "vald")
    if entry.mean is not None:
        _text(found, "sumStat", str(entry.mean)).set("type", "mean")


def _categories(found: Element, book: Codebook, entry: Entry) -> None:
    """Every value, and then the reasons why there is none, each with its code as in CSV and its number in SPSS."""
    flagged = {value.code for value in entry.variable.values if value.missing}
    for value in entry.variable.values:
        _category(found, entry, value.code, value.words or value.code, is_missing=value.code in flagged)
    if entry.numbers is None or ":" in entry.variable.name:
        return
    for reason, message in REASONS.items():
        if reason.value not in flagged:
            _category(found, entry, reason.value, book.words.say(message), is_missing=True)


def _category(found: Element, entry: Entry, code: str, words: str, *, is_missing: bool) -> None:
    category = SubElement(found, "catgry", {"missing": "Y"} if is_missing else {})
    _text(category, "catValu", code)
    _text(category, "labl", words)
    number = entry.number(code)
    if number is None and entry.numbers is not None and code in set(Missing):
        number = entry.numbers.reasons[Missing(code)]
    if number is not None:
        _text(category, "txt", str(number))
    if code in entry.counts:
        _text(category, "catStat", str(entry.counts[code])).set("type", "freq")


def _text(parent: Element, tag: str, text: str) -> Element:
    element = SubElement(parent, tag)
    element.text = NOT_XML.sub("", text)
    return element

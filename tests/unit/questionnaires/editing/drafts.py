"""Questionnaires in preparation for tests: small ones, and any that hypothesis can think of."""

from hypothesis import strategies as st

from survey.questionnaires.editing import fresh, operations
from survey.questionnaires.editing.document import Document, Part, opened
from survey.questionnaires.editing.operations import Behind
from survey.questionnaires.editing.outline import item_ids
from survey.questionnaires.kinds import KINDS

SMALL = """\
id: proef
version: '1'
audience: participant
languages: [nl, en]
title: {nl: Proef, en: Trial}
minutes: 3
pages:
  - id: grade
    kind: report_grade
    text: {nl: Welk cijfer geeft u?, en: Which grade do you give?}
    low: {nl: heel slecht, en: very bad}
    high: {nl: heel goed, en: very good}
  - id: both
    when: grade <= 5
    items:
      - id: reason
        kind: single_choice
        text: {nl: Waarom?, en: Why?}
        options:
          - {code: time, text: {nl: Tijd, en: Time}}
          - {code: grade, text: {nl: Cijfer, en: Grade}}
      - id: more
        kind: open_text
        text: {nl: "Meer over {grade|uw cijfer}?", en: "More about {grade|your grade}?"}
  - id: hours
    kind: number
    when: reason == grade
    text: {nl: Hoeveel uur?, en: How many hours?}
"""
"""Right in every way, with a screen that two questions share, and a code that is called like a question."""


def small() -> Document:
    """The small questionnaire."""
    return opened(SMALL, "proef")


def every_kind() -> Document:
    """A new questionnaire with a question of each kind."""
    document = fresh.questionnaire("proef", "Proef", ["nl", "en"])
    for kind in KINDS:
        there = item_ids(document)
        added = fresh.item(kind, f"Vraag {kind}", ["nl", "en"], there)
        document = operations.add(document, added, Behind(there[-1] if there else None))
    return document


NAMES = st.sampled_from([f"item_{number}" for number in range(12)])
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@st.composite
def items(draw: st.DrawFn, name: str) -> Part:
    """An item with anything that a document can hold, also what no item has."""
    made: Part = {"id": name, "kind": draw(st.sampled_from(sorted(KINDS)))}
    made["text"] = draw(st.dictionaries(st.sampled_from(["nl", "en", "ar"]), WORDS, max_size=3))
    if draw(st.booleans()):
        made["unknown"] = draw(st.one_of(WORDS, st.integers(0, 9), st.booleans(), st.lists(WORDS, max_size=2)))
    return made


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document with a few screens, some of which several items share."""
    names = draw(st.lists(NAMES, min_size=1, max_size=8, unique=True))
    pages: list[Part] = []
    while names:
        size = draw(st.integers(1, min(3, len(names))))
        together = [draw(items(name)) for name in names[:size]]
        names = names[size:]
        is_short = size == 1 and draw(st.booleans())
        pages.append(together[0] if is_short else {"id": f"page_{len(pages)}", "items": together, "extra": draw(WORDS)})
    return {"id": "proef", "languages": ["nl", "en"], "further": draw(WORDS), "pages": pages}

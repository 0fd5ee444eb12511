"""How long it takes to load and check questionnaires: the shipped library, and one of 2,000 items.

`make bench-check` prints processor seconds, and beside them what reading the same file as plain YAML takes.
"""

from collections.abc import Callable
from time import process_time

import yaml

from survey.questionnaires.catalogue import (
    load_checked,
    load_study_file,
    questionnaire,
    shipped_questionnaires,
    shipped_studies,
)
from survey.questionnaires.loader import load_questionnaire
from survey.questionnaires.problems import Source

ITEMS, OPTIONS = 2_000, 3
WORDS = "{nl: 'Wat vindt u van de hulp bij uw werk?', en: 'What do you think of the help with your work?'}"
CONDITIONS: dict[str, Callable[[int], str | None]] = {
    "no conditions": lambda _: None,
    "each on the answer before": lambda number: f"item_{number - 1} == c1",
    "each on two earlier answers": lambda number: f"item_{number - 1} == c1 or item_{number // 2} != c2",
}


def main() -> None:
    """Print the table."""
    print(f"{'':44}{'seconds':>8}{'YAML':>8}{'ratio':>8}")
    print(f"{'the shipped library and its studies':44}{seconds(_library):8.2f}")
    for name, condition in CONDITIONS.items():
        text = long_questionnaire(condition)
        taken = seconds(lambda text=text: load_questionnaire(Source("long.yaml", text)))  # type: ignore[misc]
        plain = seconds(lambda text=text: yaml.safe_load(text))  # type: ignore[misc]
        print(f"{f'{ITEMS} items, {name}':44}{taken:8.2f}{plain:8.2f}{taken / plain:8.2f}")


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of `work`, the best of two."""
    return min(_once(work) for _ in range(2))


def _once(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def long_questionnaire(condition: Callable[[int], str | None]) -> str:
    """YAML of a questionnaire with an item on each page, in two languages."""
    lines = ["id: long", 'version: "1"', "audience: participant", "languages: [nl, en]", f"title: {WORDS}"]
    lines += ["minutes: 60", "pages:"]
    for number in range(ITEMS):
        lines += [f"  - id: item_{number}", "    kind: single_choice", f"    text: {WORDS}"]
        when = condition(number) if number > 1 else None
        lines += [f"    when: {when}"] if when else []
        lines += ["    options:", *(f"      - {{code: c{code}, text: {WORDS}}}" for code in range(OPTIONS))]
    return "\n".join(lines)


def _library() -> None:
    questionnaire.cache_clear()
    for path in shipped_questionnaires().values():
        load_checked(path)
    for path in shipped_studies().values():
        load_study_file(path)


if __name__ == "__main__":
    main()

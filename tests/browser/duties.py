"""What every page owes everybody, as checks that say what is wrong; an empty list is good."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from survey.questionnaires.wording import direction
from tests.fixtures.browser import Examined, examined
from tests.fixtures.node import Validator

SMALLEST, ZOOMED, WIDE = (320, 568), (320, 256), (1280, 900)
"""A small phone; a window of 1280 by 1024 pixels at 400 %; a desk."""

TWICE = 32
"""Text at 200 %: twice the 16 pixels that browsers begin with."""

SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
"""The spacing of WCAG 1.4.12."""

MEASURE = """() => {
  const root = document.documentElement, range = document.createRange();
  const wrong = root.scrollWidth > root.clientWidth ? [`scrolls: ${root.scrollWidth} > ${root.clientWidth}`] : [];
  const outside = box => box.width > 0 && (box.right > root.clientWidth + 1 || box.left < -1);
  const unseen = head => head && getComputedStyle(head).clipPath === "inset(50%)";
  const shown = each => each.checkVisibility({visibilityProperty: true}) && !each.closest("svg, .unseen, .skip")
    && !unseen(each.closest("thead"));
  const scrolls = each => each?.matches("section[tabindex='0']:has(> table)");
  for (const each of document.querySelectorAll("body *")) {
    if (!shown(each) || scrolls(each.parentElement?.closest("section"))) continue;
    const style = getComputedStyle(each), told = each.outerHTML.slice(0, 90);
    const cut = (each.scrollWidth > each.clientWidth + 1 && style.overflowX !== "visible")
      || (each.scrollHeight > each.clientHeight + 1 && style.overflowY === "hidden");
    if (outside(each.getBoundingClientRect())) wrong.push(`outside: ${told}`);
    if (cut && !scrolls(each) && !each.matches("input, textarea, select, option")) wrong.push(`cut: ${told}`);
  }
  for (const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); words.nextNode();) {
    range.selectNodeContents(words.currentNode);
    const holder = words.currentNode.parentElement;
    if (shown(holder) && !scrolls(holder.closest("section")) && outside(range.getBoundingClientRect()))
      wrong.push(`outside: ${words.currentNode.data.trim()}`);
  }
  return wrong;
}"""

BROKEN = """() => {
  const range = document.createRange(), wrong = [];
  for (const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); words.nextNode();) {
    const node = words.currentNode, holder = node.parentElement;
    const shown = holder.checkVisibility({visibilityProperty: true});
    const head = holder.closest("thead");
    if (!shown || holder.closest("a, svg, option, .unseen, .skip")) continue;
    if (head && getComputedStyle(head).clipPath === "inset(50%)") continue;
    for (const word of node.data.matchAll(/[\\p{L}\\p{M}\\p{N}']+/gu)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) wrong.push(word[0]);
    }
  }
  return wrong;
}"""

TARGETS = """least => {
  const found = [];
  for (const each of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    const aside = each.type === "hidden" || each.matches(".unseen[tabindex='-1'][aria-hidden='true']");
    if (aside || !each.checkVisibility({visibilityProperty: true})) continue;
    const away = each.getBoundingClientRect().bottom <= 0;
    if (away) each.focus();
    const target = each.closest("label") ?? each;
    const block = each.closest("p, li, dd, td") ?? each.parentElement;
    const inSentence = each.matches("a") && block.innerText.trim() !== each.innerText.trim();
    const {width, height} = target.getBoundingClientRect();
    if (away) each.blur();
    if (!inSentence && Math.min(Math.round(width), Math.round(height)) < least)
      found.push(`${Math.round(width)} x ${Math.round(height)}: ${target.outerHTML.slice(0, 90)}`);
  }
  return found;
}"""

DIRECTION = """direction => {
  const sign = direction === "rtl" ? -1 : 1, wrong = [];
  const start = each => sign === 1 ? each.getBoundingClientRect().left : -each.getBoundingClientRect().right;
  const ordered = (first, second, what) => { if (start(first) >= start(second)) wrong.push(what); };
  if (document.documentElement.dir !== direction) wrong.push(`dir is ${document.documentElement.dir}`);
  for (const card of document.querySelectorAll("main .card"))
    ordered(card.querySelector("input"), card.querySelector("span"), `mark behind its words: ${card.innerText}`);
  for (const grades of document.querySelectorAll("main .grades"))
    ordered(grades.children[0], grades.children[1], "1 behind 2");
  const done = document.querySelector(".progress .done"), all = document.querySelector(".progress .all");
  if (done && Math.abs(start(done) - start(all)) > 1) wrong.push("progress does not begin where the line begins");
  const heading = document.querySelector("main h1").getBoundingClientRect();
  if (getComputedStyle(document.querySelector("main h1")).direction !== direction) wrong.push("heading");
  return wrong;
}"""

FINGER = 44


@dataclass(slots=True)
class Verdict:
    """What was found on one page; `rules` is how many rules of axe applied."""

    rules: int = 0
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def add(self, duty: str, found: list[str]) -> None:
        """Keep what breaks a duty."""
        if found:
            self.wrong[duty] = found


def judged(page: Page, validator: Validator, markup: str, language: str, words: list[str]) -> Verdict:
    """Everything that a page owes, on the smallest phone and beyond; `words` must be there to be read."""
    found: Examined = examined(page)
    verdict = Verdict(found.rules)
    verdict.add("axe", found.violations)
    verdict.add("words", unread(page, words))
    verdict.add("HTML", validator.problems(markup))
    verdict.add("language", spoken_wrongly(page, language))
    verdict.add("direction", page.evaluate(DIRECTION, direction(language)))
    verdict.add("targets", small(page))
    for size in (ZOOMED, WIDE, SMALLEST):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        verdict.add(f"fits {size[0]} x {size[1]}", overflowing(page))
    verdict.add("unbroken words", page.evaluate(BROKEN))
    verdict.add("fits with spaced text", spaced(page))
    verdict.add("fits with large text", enlarged(page))
    return verdict


def unread(page: Page, words: list[str]) -> list[str]:
    """The words that cannot be seen on the page."""
    seen = " ".join(page.locator("body").inner_text().split())
    return [text for text in words if " ".join(text.split()) not in seen] if words else ["no words were asked for"]


def spoken_wrongly(page: Page, language: str) -> list[str]:
    """Whether the page says that it is in another language."""
    said = page.evaluate("document.documentElement.lang")
    return [] if said == language else [f"lang is {said}"]


def small(page: Page) -> list[str]:
    """What is too small for a finger. A link in a sentence need not be large."""
    found: list[str] = page.evaluate(TARGETS, FINGER)
    return found


def overflowing(page: Page) -> list[str]:
    """What does not fit the window, or is cut off. A table may scroll in a box that the keyboard reaches."""
    found: list[str] = page.evaluate(MEASURE)
    return found


def spaced(page: Page) -> list[str]:
    """What does not fit when somebody spaces the text."""
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }",
        SPACED,
    )
    found = overflowing(page)
    page.evaluate("document.adoptedStyleSheets = []")
    return found


def enlarged(page: Page) -> list[str]:
    """What does not fit when somebody sets the browser's text twice as large."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Page.setFontSizes", {"fontSizes": {"standard": TWICE}})
    found = overflowing(page)
    devtools.send("Page.setFontSizes", {"fontSizes": {"standard": TWICE // 2}})
    devtools.detach()
    return found

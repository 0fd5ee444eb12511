"""Going through a page with nothing but a keyboard: Tab, Space, arrows and Enter; and seeing where one is."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from .filling import Answer, planned

LONGEST = 80
"""No page takes more presses of Tab than this."""

HERE = """() => {
  const each = document.activeElement, all = [...document.querySelectorAll("*")];
  const parts = [each, each.closest("label"), each.nextElementSibling].filter(Boolean);
  const look = () => parts.map(part => {
    const style = getComputedStyle(part);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow].join(" ");
  }).join("; ");
  const focused = look();
  each.blur();
  const plain = look();
  each.focus({focusVisible: true, preventScroll: true});
  const box = (each.closest("label") ?? each).getBoundingClientRect();
  return {
    id: each.id, name: each.name ?? "", kind: each.type ?? "", words: each.innerText ?? "", value: each.value ?? "",
    at: all.indexOf(each), top: Math.round(box.top + scrollY), bottom: Math.round(box.bottom + scrollY),
    seen: focused !== plain, inside: box.bottom > 0 && box.top < innerHeight,
  };
}"""


@dataclass(frozen=True, slots=True)
class Stop:
    """What has the focus: `at` is its place in the page, `top` and `bottom` are pixels from the top of the page."""

    id: str
    name: str
    kind: str
    words: str
    value: str
    at: int
    top: int
    bottom: int
    seen: bool
    inside: bool

    def __str__(self) -> str:
        return self.id or self.words


@dataclass(slots=True)
class Keyboard:
    """Somebody without a mouse; `wrong` is what they could not follow."""

    page: Page
    wrong: list[str] = field(default_factory=list)
    last: Stop | None = None

    def onward(self, words: str, nth: int) -> None:
        """Answer the page and press the button with these words.

        Raises:
            AssertionError: Tab never came there.
        """
        plan = planned(self.page, nth)
        self.last = None
        for _ in range(LONGEST):
            stop = self._tab()
            if stop.kind == "submit" and stop.words == words:
                assert not plan, f"Tab passed {plan}"
                with self.page.expect_navigation():
                    self.page.keyboard.press("Enter")
                return
            plan = [answer for answer in plan if not self._answered(stop, answer)]
        raise AssertionError(f"Tab never came to “{words}”.")

    def _tab(self) -> Stop:
        """Press Tab, and look where that leads."""
        self.page.keyboard.press("Tab")
        stop = Stop(**self.page.evaluate(HERE))
        if not stop.seen:
            self.wrong.append(f"{self.page.url}: nothing shows that the focus is on {stop}")
        if not stop.inside:
            self.wrong.append(f"{self.page.url}: {stop} has the focus outside the window")
        if self.last and (stop.at <= self.last.at or stop.bottom < self.last.top):
            self.wrong.append(f"{self.page.url}: from {self.last} back to {stop}")
        self.last = stop
        return stop

    def _answered(self, stop: Stop, answer: Answer) -> bool:
        """Give the answer, if it is to be given here."""
        wanted = answer.field
        if stop.name != wanted.name or (wanted.kind != "radio" and stop.id != wanted.id):
            return False
        if wanted.kind == "radio":
            self.page.keyboard.press("Space")
            for _ in range(LONGEST):
                if self.page.evaluate("document.activeElement.id") == wanted.id:
                    break
                self.page.keyboard.press("ArrowDown")
        elif wanted.kind == "checkbox":
            self.page.keyboard.press("Space")
        elif answer.text:
            self.page.keyboard.type(answer.text)
        for _ in range(answer.pick):
            self.page.keyboard.press("ArrowDown")
        return True

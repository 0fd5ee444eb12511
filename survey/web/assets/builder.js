// Makes the builder quicker. Without it every page works all the same: buttons send forms, and pages come back.
// - A button that changes only the form fetches the form anew and puts the focus back.
// - While somebody types, problems and the phone follow.
// - Questions can be dragged to another place.
// - What was typed is not lost by leaving the page unawares.
"use strict";

(() => {
  const PAUSE = 500;
  const form = document.getElementById("item");
  const outline = document.getElementById("outline");
  const phone = document.querySelector("iframe[name=phone]");
  const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

  /** What a form would send, with the button that was pressed. */
  const filled = (source, button) => {
    const sent = new FormData(source);
    if (button?.name) sent.append(button.name, button.value);
    return sent;
  };

  // What was asked for is of no use any more once the form is sent.
  let away = new AbortController();
  window.addEventListener("pageshow", () => { away = new AbortController(); });
  const send = (address, body) => fetch(address, { method: "POST", body, signal: away.signal });

  // The status line speaks when it changes; one that comes with the page is said again, so that it is heard.
  const status = document.getElementById("status");
  if (status?.textContent.trim()) {
    const said = status.innerHTML;
    status.textContent = "";
    setTimeout(() => { status.append(...parsed(said).body.childNodes); }, 100);
  }

  // Where the address points, there the focus goes: to what was moved.
  const pointed = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (pointed) {
    const target = pointed.disabled ? pointed.closest("[tabindex]") : pointed;
    target?.focus({ preventScroll: false });
  }

  if (form) {
    let changed = false;
    let timer = 0;
    let asked = 0;

    /** Put another page into the phone, in place: the way back in the browser stays as it is. */
    const show = async () => {
      const inside = phone?.contentDocument;
      if (!inside?.body || !form.dataset.preview) return;
      const turn = ++asked;
      const answer = await send(form.dataset.preview, filled(form));
      if (!answer.ok || turn !== asked) return;
      const next = parsed(await answer.text());
      inside.documentElement.lang = next.documentElement.lang;
      inside.documentElement.dir = next.documentElement.dir;
      inside.title = next.title;
      inside.body.replaceWith(inside.importNode(next.body, true));
    };

    const check = async () => {
      const place = document.getElementById("troubles");
      if (!place || !form.dataset.check) return;
      const answer = await send(form.dataset.check, filled(form));
      if (!answer.ok) return;
      const next = parsed(await answer.text()).body;
      if (next.textContent.trim() !== place.textContent.trim()) place.replaceChildren(...next.childNodes);
    };

    const follow = () => {
      clearTimeout(timer);
      timer = setTimeout(() => { check().catch(() => {}); show().catch(() => {}); }, PAUSE);
    };

    /** Where the focus goes after a button that changes the form: the new row, or the row that was moved. */
    const focusAfter = (deed) => {
      const [, mark, way, at] = /^([oqw])-([a-z]+):?([0-9]*)$/.exec(deed) ?? [];
      if (!mark) return null;
      const rows = { o: `[name^="o:"][type=text]:not([name$=":code"])`, q: `[name^="q:"][type=text]`, w: `[name^="w:"][name$=":key"]` };
      const all = [...form.querySelectorAll(rows[mark])];
      const number = { add: Infinity, lines: Infinity, up: at - 1, down: +at + 1, remove: +at }[way];
      const numbers = [...new Set(all.map((each) => +each.name.split(":")[1]))];
      const wanted = numbers[Math.min(number, numbers.length - 1)];
      if (way === "up" || way === "down") {
        const again = form.querySelector(`[name=do][value="${mark}-${way}:${wanted}"]`);
        if (again && !again.disabled) return again;
      }
      return all.find((each) => +each.name.split(":")[1] === wanted) ?? document.getElementById(`${mark}-add`);
    };

    /** Fetch the form as it is after a button, and put it in the place of this one. */
    const renew = async (deed) => {
      const body = new FormData(form);
      const before = new Map(body);
      body.append("do", deed);
      const answer = await send(form.action, body);
      if (!answer.ok || answer.redirected) return false;
      const next = parsed(await answer.text()).getElementById("item");
      if (!next) return false;
      const open = [...form.querySelectorAll("details[id][open]")].map((each) => each.id);
      // What was typed while the answer was on its way is not lost, nor is the place where that happened.
      const meanwhile = [...new FormData(form)].filter(([name, value]) => before.get(name) !== value);
      const here = form.contains(document.activeElement) ? document.activeElement.name : "";
      form.replaceChildren(...next.childNodes);
      for (const [name, value] of meanwhile) {
        const field = form.querySelector(`[name="${CSS.escape(name)}"]:is(textarea, select, [type=text])`);
        if (field) field.value = value;
      }
      if (here && here !== "do") form.querySelector(`[name="${CSS.escape(here)}"]:not([type=hidden], [type=radio])`)?.focus();
      open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
      changed = true;
      follow();
      return true;
    };

    form.addEventListener("input", () => { changed = true; follow(); });
    form.addEventListener("change", async (event) => {
      if (event.target.name?.startsWith("w:")) {
        const rules = form.querySelector('[name="when:mode"][value=rules]');
        if (rules && event.target.value) rules.checked = true;
      }
      if (!("refresh" in event.target.dataset)) return;
      await renew("refresh").catch(() => false);
    });
    form.addEventListener("submit", async (event) => {
      const button = event.submitter;
      if (button && "show" in button.dataset) {
        event.preventDefault();
        show().catch(() => {});
        return;
      }
      if (!button || button.name !== "do" || button.value.startsWith("save")) {
        changed = false;
        clearTimeout(timer);
        away.abort();
        return;
      }
      event.preventDefault();
      const deed = button.value;
      if (!(await renew(deed).catch(() => false))) { changed = false; form.requestSubmit(button); return; }
      focusAfter(deed)?.focus();
    });
    window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

    // A question that is new begins where its text is written.
    if (new URLSearchParams(location.search).has("new")) form.querySelector("[data-main]")?.focus();
  }

  if (outline) {
    const place = outline.querySelector('[name="behind:"]');
    let carried = null;
    let over = null;

    const clear = () => {
      over?.classList.remove("over-before", "over-after");
      over = null;
    };

    /** Send the form of the outline: one question goes behind another, or in front of all. */
    const put = (item, behind) => {
      place.name = `behind:${item}`;
      place.value = behind;
      place.disabled = false;
      const button = document.createElement("button");
      Object.assign(button, { type: "submit", name: "do", value: `place:${item}`, hidden: true });
      outline.append(button);
      outline.requestSubmit(button);
    };

    const cards = () => [...outline.querySelectorAll(".question-card")];

    const dropped = (card, target, after) => {
      if (card === target) return;
      const others = cards().filter((each) => each !== card);
      const at = others.indexOf(target) - (after ? 0 : 1);
      const behind = others[at];
      if (!behind) put(card.dataset.item, "start");
      else {
        const shares = behind.closest(".screen") && behind.closest(".screen") === target.closest(".screen");
        put(card.dataset.item, `${shares ? "with" : "behind"} ${behind.dataset.item}`);
      }
    };

    cards().forEach((card) => {
      const grip = card.querySelector(".grip");
      grip.hidden = false;
      grip.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        carried = card;
        card.classList.add("carried");
        grip.setPointerCapture(event.pointerId);
      });
      grip.addEventListener("pointermove", (event) => {
        if (!carried) return;
        clear();
        const found = document.elementsFromPoint(event.clientX, event.clientY).find((each) => each.matches(".question-card"));
        if (!found || found === carried) return;
        const box = found.getBoundingClientRect();
        over = found;
        over.classList.add(event.clientY > box.top + box.height / 2 ? "over-after" : "over-before");
      });
      const stop = (event) => {
        if (!carried) return;
        const card = carried;
        const target = over;
        const after = target?.classList.contains("over-after");
        carried = null;
        card.classList.remove("carried");
        clear();
        if (target && event.type === "pointerup") dropped(card, target, after);
      };
      grip.addEventListener("pointerup", stop);
      grip.addEventListener("pointercancel", stop);
    });
  }

  // The line of a problem in the text.
  document.querySelectorAll("a[data-line]").forEach((link) => {
    link.addEventListener("click", (event) => {
      const text = document.getElementById("text");
      if (!text) return;
      event.preventDefault();
      const lines = text.value.split("\n");
      const start = lines.slice(0, link.dataset.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
      text.focus();
      text.setSelectionRange(start, start + (lines[link.dataset.line - 1]?.length ?? 0));
      text.scrollTop = text.scrollHeight * ((link.dataset.line - 3) / lines.length);
    });
  });
})();

// Looks whether a report is ready, and begins to download it. Without this a link looks.
"use strict";

(() => {
  const PAUSE = 1500;
  const state = document.getElementById("state");
  if (!state || !window.fetch) return;

  const again = () => {
    if (state.dataset.state === "begun") setTimeout(look, PAUSE);
  };

  const look = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("state");
      if (found && found.dataset.state !== state.dataset.state) {
        state.dataset.state = found.dataset.state;
        state.replaceChildren(...found.childNodes);
        if (found.dataset.state === "ready") location.assign(state.querySelector("a").href);
      }
    } catch {
      // Nobody there for a moment: look again.
    }
    again();
  };

  again();
})();

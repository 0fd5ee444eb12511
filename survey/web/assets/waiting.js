// Looks every two seconds whether a job is over. A download that was waited for begins by itself, and its page says so
// in place; any other page is opened again.
"use strict";

(() => {
  const LOOK = 2_000;
  const waiting = document.getElementById("waiting");
  if (!waiting) return;
  const over = (page) => {
    const download = page.querySelector("a[data-begins]");
    if (!download) return location.reload();
    clearInterval(looking);
    waiting.replaceChildren(...page.getElementById("over").childNodes);
    location.assign(download.href);
  };
  const look = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.getElementById("waiting")) over(page);
    } catch {
      // No connection now: look again later.
    }
  };
  const looking = setInterval(look, LOOK);
})();

// Asks, before a page is sent, whether there is anybody to send it to. Without this the browser would show a page of
// its own where there is no connection, and what was typed would be gone.
"use strict";

(() => {
  const PATIENCE = 10_000;
  const form = document.getElementById("question");
  const told = document.getElementById("unreachable");
  if (!form || !told || !form.requestSubmit || !window.AbortController) return;

  let asking = false;
  let reached = false;

  const reachable = async () => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      await fetch(told.dataset.ask, { method: "HEAD", cache: "no-store", credentials: "omit", signal: patience.signal });
      return true;
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  };

  form.addEventListener("submit", async (event) => {
    if (reached) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    told.hidden = true;
    reached = await reachable();
    asking = false;
    told.hidden = reached;
    if (reached) form.requestSubmit(event.submitter);
  });
  window.addEventListener("pageshow", () => { reached = false; });
})();

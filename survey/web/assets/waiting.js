// Looks every two seconds whether a job is over, and opens its page again when it is.
"use strict";

(() => {
  const LOOK = 2_000;
  const look = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.ok && !(await answer.text()).includes('id="waiting"')) location.reload();
    } catch {
      // No connection now: look again later.
    }
  };
  if (document.getElementById("waiting")) setInterval(look, LOOK);
})();

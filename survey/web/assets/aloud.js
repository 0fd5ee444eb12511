// Reads a question aloud with a voice of the device itself; never without being asked. Voices that work through
// somebody else's computers are left alone: those would hear which questions this person is reading.
"use strict";

(() => {
  const speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance) return;

  const SAID = "h1, h2, h3, .hint, .lead, .complaint, .end.low, label, .amount span";
  const language = document.documentElement.lang.split("-")[0];
  const bars = [...document.querySelectorAll(".aloud")];
  let reading = null;
  let queue = [];

  /** The device's own voice for the language of the page, if there is one; easy Dutch is read by a Dutch voice. */
  const voice = () =>
    speech.getVoices().find((each) => each.localService && each.lang.split(/[-_]/)[0].toLowerCase() === language);

  /** What stands in the question, piece by piece: the question, what goes with it, and the answers to choose from. */
  const pieces = (item) =>
    [...item.querySelectorAll(SAID)]
      .filter((each) => each.getClientRects().length && !each.parentElement.closest(SAID))
      .map((each) => each.textContent.replace(/\s+/g, " ").trim())
      .filter(Boolean);

  const show = (bar, on) => {
    const button = bar.querySelector("button");
    const told = bar.querySelector("[role=status]");
    button.querySelector("span").textContent = on ? button.dataset.stop : button.dataset.read;
    button.classList.toggle("on", on);
    told.textContent = on ? told.dataset.reading : told.dataset.stopped;
  };

  const stop = () => {
    const bar = reading;
    reading = null;
    speech.cancel();
    if (bar) show(bar, false);
  };

  const read = (bar) => {
    stop();
    const chosen = voice();
    queue = pieces(bar.closest(".item")).map((text) => {
      const piece = new SpeechSynthesisUtterance(text);
      piece.voice = chosen;
      piece.lang = chosen.lang;
      return piece;
    });
    queue[queue.length - 1].onend = () => {
      if (reading === bar) stop();
    };
    reading = bar;
    show(bar, true);
    queue.forEach((piece) => speech.speak(piece));
  };

  const offer = () => bars.forEach((bar) => { bar.hidden = !voice(); });

  bars.forEach((bar) =>
    bar.querySelector("button").addEventListener("click", () => (reading === bar ? stop() : read(bar))));
  speech.addEventListener("voiceschanged", offer);
  window.addEventListener("pagehide", () => speech.cancel());
  offer();
})();

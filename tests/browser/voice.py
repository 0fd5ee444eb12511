"""A stand-in for the speech of a browser: a headless Chromium has no voice. It keeps what is said."""

VOICE = """
(() => {
  const said = [], going = [];
  const listeners = [];
  let voices = [];
  class Utterance { constructor(text) { this.text = text; } }
  const speech = {
    getVoices: () => voices,
    speak: (piece) => { said.push([piece.lang, piece.voice.name, piece.text]); going.push(piece); },
    cancel: () => { said.push(["cancel"]); going.length = 0; },
    addEventListener: (_name, listener) => listeners.push(listener),
  };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
  window.standIn = {
    said,
    has: (...given) => { voices = given; listeners.forEach((each) => each()); },
    finish: () => going.splice(0).forEach((piece) => piece.onend?.()),
  };
})();
"""
DUTCH = {"name": "Fleur", "lang": "nl-NL", "localService": True}
FAR = {"name": "Far away", "lang": "nl-NL", "localService": False}
ARABIC = {"name": "Leila", "lang": "ar_SA", "localService": True}

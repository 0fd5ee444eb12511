// Number keys tick themes, and words that are selected in an answer are filled in as what has to go.
"use strict";

(() => {
  const typing = target => target.matches("textarea, select, input:not([type=checkbox])");

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const box = document.querySelector(`#code input[data-key="${CSS.escape(event.key)}"]`);
    if (!box) return;
    event.preventDefault();
    box.checked = !box.checked;
    box.focus();
  });

  const words = document.getElementById("words");
  const cut = document.getElementById("cut-words");
  if (!words || !cut) return;
  document.addEventListener("mouseup", () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !words.contains(selection.anchorNode)) return;
    const copy = selection.getRangeAt(0).cloneContents();
    for (const kind of copy.querySelectorAll(".kind")) kind.remove();
    cut.value = copy.textContent.trim();
  });
})();

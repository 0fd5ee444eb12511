// Draws the figure whose values are in the page, in the colours of the page. Without it, the table says the same.
"use strict";

(() => {
  const holder = document.getElementById("figure");
  const source = document.getElementById("figure-values");
  if (!holder || !source || !window.Plotly) return;

  const figure = JSON.parse(source.textContent);
  const narrow = window.matchMedia("(max-width: 40rem)");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const print = window.matchMedia("print");
  const options = {
    displayModeBar: false,
    displaylogo: false,
    doubleClick: false,
    plotlyServerURL: "",
    responsive: true,
    scrollZoom: false,
    showSendToCloud: false,
  };

  /** Break a label into lines of about `length` characters. */
  const wrapped = (label, length) => {
    const lines = [""];
    for (const word of label.split(" ")) {
      const line = lines[lines.length - 1];
      if (line && line.length + word.length >= length) lines.push(word);
      else lines[lines.length - 1] = line ? `${line} ${word}` : word;
    }
    return lines.join("<br>");
  };

  /** The figure with the page's own font, ink and lines. */
  const dressed = () => {
    const style = getComputedStyle(holder);
    const ink = style.color;
    const line = style.borderTopColor;
    const { data, layout } = structuredClone(figure);
    const labels = layout.yaxis.categoryarray;
    Object.assign(layout, { autosize: true, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)" });
    layout.font = { ...layout.font, family: style.fontFamily, color: ink, size: narrow.matches ? 13 : 15 };
    layout.xaxis = { ...layout.xaxis, gridcolor: line, tickangle: 0 };
    layout.yaxis = {
      ...layout.yaxis,
      tickmode: "array",
      tickvals: labels,
      ticktext: labels.map((label) => wrapped(label, narrow.matches ? 17 : 34)),
      ticksuffix: "  ",
    };
    for (const trace of data) if (trace.error_x) trace.error_x.color = ink;
    return [data, layout];
  };

  const draw = () => window.Plotly.react(holder, ...dressed(), options);

  holder.hidden = false;
  draw();
  for (const change of [narrow, dark, print]) change.addEventListener("change", draw);
})();

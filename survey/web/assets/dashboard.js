// Draws the figure whose values are in the page, in the colours of the page. Without it, the table says the same.
"use strict";

(() => {
  const holder = document.getElementById("figure");
  const source = document.getElementById("figure-values");
  if (!holder || !source || !window.Plotly) return;

  const frame = holder.parentElement;
  const key = document.getElementById("figure-key");
  const figure = JSON.parse(source.textContent);
  const labels = figure.layout.yaxis.categoryarray;
  const ranked = figure.data.length === 1 && Boolean(figure.data[0].error_x);
  const narrow = window.matchMedia("(max-width: 40rem)");
  const dark = window.matchMedia("screen and (prefers-color-scheme: dark)");
  const options = {
    displayModeBar: false,
    displaylogo: false,
    doubleClick: false,
    plotlyServerURL: "",
    responsive: true,
    scrollZoom: false,
    showSendToCloud: false,
  };

  /** The colours of the figure on a dark page, each with the ink that can be read on it. */
  const NIGHT = {
    "#14524b": ["#8fd6c4", "#0a211c"],
    "#cfe3db": ["#2c4a43", "#edf2ee"],
    "#b3541e": ["#e08a55", "#0a211c"],
    "#0c3a35": ["#c9f2e7", "#0a211c"],
    "#2f7466": ["#8fd6c4", "#0a211c"],
    "#6fae9f": ["#5aa796", "#0a211c"],
    "#bcdccf": ["#2f6155", "#edf2ee"],
    "#8f3f14": ["#a9552a", "#ffffff"],
    "#d9d5cb": ["#4a5853", "#edf2ee"],
  };
  const GAP = "#1a2522";

  const atNight = (trace) => {
    const [fill, ink] = NIGHT[trace.marker.color] ?? [trace.marker.color, "#0a211c"];
    trace.marker.color = fill;
    trace.marker.line = { ...trace.marker.line, color: NIGHT[trace.marker.line?.color]?.[0] ?? GAP };
    if (trace.type === "bar") trace.textfont = { ...trace.textfont, color: ink };
  };

  /** The lines of a label, of about `length` characters each. */
  const lines = (label, length) => {
    const broken = [""];
    for (const word of label.split(" ")) {
      const last = broken.length - 1;
      if (broken[last] && broken[last].length + word.length >= length) broken.push(word);
      else broken[last] = broken[last] ? `${broken[last]} ${word}` : word;
    }
    return broken;
  };

  /** A trace whose percentages can be read: level, in the middle of their part, and only where they fit. */
  const legible = (trace, ink) => {
    trace.insidetextanchor ??= "middle";
    trace.textangle = 0;
    if (trace.error_x) trace.error_x.color = ink;
    if (figure.layout.barmode === "stack") {
      const least = narrow.matches ? 15 : 6;
      trace.text = trace.text.map((text, place) => (trace.x[place] < least ? "" : text));
    }
    if (ranked) trace.textposition = "none";
    if (dark.matches) atNight(trace);
    if (figure.layout.barmode === "group") Object.assign(trace, { textfont: { color: ink }, textposition: "outside" });
    return trace;
  };

  /** The figure with the page's own font, ink and lines. */
  const dressed = () => {
    const style = getComputedStyle(frame);
    const { data, layout } = structuredClone(figure);
    const broken = labels.map((label) => lines(label, narrow.matches ? 17 : 34));
    const shares = new Map(ranked ? data[0].y.map((label, place) => [label, `  ${data[0].text[place]}`]) : []);
    const bars = figure.layout.barmode === "group" ? data.length : 1;
    const row = Math.max(...broken.map((label) => 12 + 18 * label.length), 10 + 21 * bars, 46);
    Object.assign(layout, {
      autosize: true,
      font: { ...layout.font, family: style.fontFamily, color: style.color, size: narrow.matches ? 13 : 15 },
      height: 48 + row * labels.length,
      margin: { b: 36, l: 8, r: 32, t: 8 },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      showlegend: false,
    });
    layout.xaxis = { ...layout.xaxis, gridcolor: style.borderTopColor, tickangle: 0 };
    layout.yaxis = {
      ...layout.yaxis,
      tickmode: "array",
      ticksuffix: "  ",
      ticktext: broken.map((label, place) => label.join("<br>") + (shares.get(labels[place]) ?? "")),
      tickvals: labels,
    };
    return [data.map((trace) => legible(trace, style.color)), layout];
  };

  /** What each colour stands for, as a list: it wraps, and it can be read aloud. */
  const explain = (data) => {
    const named = data.filter((trace) => trace.name && trace.x.length);
    key.hidden = !named.length;
    key.replaceChildren(
      ...named.map((trace) => {
        const entry = document.createElement("li");
        const swatch = entry.appendChild(document.createElement("span"));
        swatch.className = "swatch";
        swatch.style.background = trace.marker.color;
        entry.append(trace.name);
        return entry;
      }),
    );
  };

  const draw = () => {
    const [data, layout] = dressed();
    explain(data);
    window.Plotly.react(holder, data, layout, options);
  };

  frame.hidden = false;
  draw();
  for (const change of [narrow, dark]) change.addEventListener("change", draw);
})();

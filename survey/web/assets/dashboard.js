// Makes drawings speak: number by number with two buttons, and on request as a figure of plotly.js to zoom in on.
// Without it, the drawing and the table say the same.
"use strict";

(() => {
  const here = document.currentScript;
  const say = here.dataset;
  const dark = window.matchMedia("screen and (prefers-color-scheme: dark)");
  const options = {
    displayModeBar: false,
    displaylogo: false,
    plotlyServerURL: "",
    responsive: true,
    showSendToCloud: false,
  };

  const button = (words, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button quiet";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  };

  /** The marks of the drawing that can be seen, the wide one or the narrow one. */
  const marks = (figure) => [...figure.querySelectorAll(".mark")].filter((mark) => mark.getClientRects().length);

  /** Two buttons that go through the numbers of a drawing, and the words for where they are. */
  const pointing = (figure) => {
    let at = -1;
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    const point = (mark) => {
      figure.querySelector(".pointed")?.classList.remove("pointed");
      mark.classList.add("pointed");
      status.textContent = mark.querySelector("title").textContent;
    };
    const step = (by) => () => {
      const all = marks(figure);
      if (!all.length) return;
      at = at < 0 && by < 0 ? all.length - 1 : (at + by + all.length) % all.length;
      point(all[at]);
    };
    figure.addEventListener("click", (event) => {
      const mark = event.target.closest(".mark");
      if (!mark) return;
      at = marks(figure).indexOf(mark);
      point(mark);
    });
    return [button(say.before, step(-1)), button(say.after, step(1)), status];
  };

  const loaded = () => {
    if (window.Plotly) return Promise.resolve();
    // Plotly writes style rules into the page, which the content policy forbids, unless it finds elements with these
    // two ids: a sheet of its own rules, and the mark that it has been here with those of maps.
    const sheet = document.createElement("link");
    Object.assign(sheet, { rel: "stylesheet", id: "plotly.js-style-global", className: "no-inline-styles", href: say.sheet });
    const script = document.createElement("script");
    Object.assign(script, { id: "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53", nonce: here.nonce, src: say.plotly });
    document.head.append(sheet, script);
    return new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
  };

  /** The colours that the drawing has on this page, by the names of their tones. */
  const dressed = (figure, { data, layout }) => {
    const style = getComputedStyle(figure);
    for (const trace of data) {
      const line = trace.mode === "lines" && !trace.fill;
      const seen = figure.querySelector(`.plot ${line ? ".line" : ".tone"}.${trace.name}`);
      const fill = seen && getComputedStyle(seen)[line ? "stroke" : "fill"];
      if (fill && trace.marker) trace.marker.color = fill;
      if (fill && trace.fill) trace.fillcolor = fill;
      else if (fill && trace.line) trace.line.color = fill;
      const label = figure.querySelector(`.plot .on.${trace.name}`);
      if (label) trace.textfont = { color: getComputedStyle(label).fill };
    }
    const axis = (old) => ({ ...old, gridcolor: style.borderTopColor });
    const plain = { paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", autosize: true };
    const font = { ...layout.font, family: style.fontFamily, color: style.color };
    return [data, { ...layout, ...plain, font, xaxis: axis(layout.xaxis), yaxis: axis(layout.yaxis) }];
  };

  /** A button that puts the figure of plotly.js in the place of the drawing, and back. */
  const zooming = (figure) => {
    const plot = figure.querySelector(".plot");
    const zoom = document.createElement("div");
    zoom.className = "zoom";
    zoom.hidden = true;
    plot.after(zoom);
    const draw = async () => {
      const [answer] = await Promise.all([fetch(figure.dataset.figure), loaded()]);
      await window.Plotly.react(zoom, ...dressed(figure, await answer.json()), options);
    };
    const toggle = button(say.zoom, async () => {
      const open = zoom.hidden;
      zoom.hidden = !open;
      toggle.textContent = open ? say.back : say.zoom;
      if (open) await draw();
      plot.hidden = open;
    });
    dark.addEventListener("change", () => zoom.hidden || draw());
    return toggle;
  };

  for (const figure of document.querySelectorAll(".drawing[data-figure]")) {
    const hands = document.createElement("div");
    hands.className = "hands";
    hands.append(...pointing(figure), zooming(figure));
    figure.append(hands);
  }
})();

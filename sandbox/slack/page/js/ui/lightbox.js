// A picture in full size, with its neighbours a key away.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { openDialog } from "./dialog.js";

/** @typedef {{src: string, alt: string, title: string, link: ?string}} Shot */

/** @param {Shot[]} shots @param {number} start  which one to begin with */
export function openLightbox(shots, start) {
  let current = start;
  const image = h("img", { alt: "" });
  const frame = h("button.lightbox-frame", { type: "button", onclick: () => zoom() }, image);
  const caption = h("p.lightbox-caption");
  const count = h("span.lightbox-count", { aria: { live: "polite" } });
  const open = h("a.icon-button", { target: "_blank", rel: "noopener noreferrer" }, icon("open"));
  const step = (by) => () => show((current + by + shots.length) % shots.length);
  const previous = arrow("left", "Previous picture", step(-1));
  const next = arrow("right", "Next picture", step(1));
  const close = h("button.icon-button", { type: "button", aria: { label: "Close the picture" } }, icon("close"));

  function zoom(full = !frame.classList.contains("full")) {
    frame.classList.toggle("full", full);
    frame.setAttribute(
      "aria-label",
      full ? "Fit the picture into the window" : "Show the picture at its own size",
    );
  }

  function show(index) {
    current = index;
    const { src, alt, title, link } = shots[index];
    Object.assign(image, { src, alt });
    caption.textContent = title || alt;
    count.textContent = shots.length > 1 ? `${index + 1} of ${shots.length}` : "";
    open.href = link ?? src;
    open.setAttribute("aria-label", "Open the picture in a new tab");
    previous.hidden = next.hidden = shots.length < 2;
    zoom(false);
  }

  show(start);
  const bar = h("div.lightbox-bar", {}, count, open, close);
  const dialog = openDialog([bar, previous, frame, next, caption], {
    class: "lightbox",
    aria: { label: "Picture in full size" },
  });
  close.addEventListener("click", dialog.close);
  dialog.element.addEventListener("click", (event) => {
    if (event.target === dialog.element) dialog.close();
  });
  dialog.element.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") step(-1)();
    if (event.key === "ArrowRight") step(1)();
  });
  close.focus();
}

function arrow(name, label, run) {
  return h(`button.icon-button.lightbox-${name}`, { type: "button", aria: { label }, onclick: run }, icon(name));
}

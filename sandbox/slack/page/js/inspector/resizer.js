// The upper edge of the drawer, which can be moved with the pointer and with the arrow keys.

import { h } from "../core/dom.js";
import { lasting } from "../core/memory.js";

const KEY = "inspector/height";
const LOWEST = 22;
const HIGHEST = 80;
const STEP = 4;
const FIRST = 42;

/** @returns {HTMLElement} a separator; the height is kept as a share of the window's, in percent */
export function resizer() {
  const element = h("div.resizer", {
    role: "separator",
    tabIndex: 0,
    aria: { orientation: "horizontal", label: "Height", valuemin: LOWEST, valuemax: HIGHEST },
  });
  let height = FIRST;
  const set = (wanted) => {
    height = Math.round(Math.max(LOWEST, Math.min(wanted, HIGHEST)));
    element.setAttribute("aria-valuenow", height);
    document.body.style.setProperty("--inspector-height", `${height}dvh`);
  };
  const keep = () => lasting.set(KEY, height);
  set(Number(lasting.get(KEY, FIRST)) || FIRST);
  element.addEventListener("keydown", (event) => {
    const by = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
    if (!by) return;
    event.preventDefault();
    set(height + by);
    keep();
  });
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    const move = ({ clientY }) => set(((innerHeight - clientY) / innerHeight) * 100);
    element.addEventListener("pointermove", move);
    element.addEventListener(
      "lostpointercapture",
      () => {
        element.removeEventListener("pointermove", move);
        keep();
      },
      { once: true },
    );
  });
  return element;
}

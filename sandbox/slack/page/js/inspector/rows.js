// A list of any length of which only the rows in sight exist. It scrolls along while one is at its end.

import { h, setChildren } from "../core/dom.js";
import { oncePerFrame } from "../core/signal.js";

const SPARE = 6;
const NEAR_END = 12;

export class Rows {
  #entries = [];
  #nodes = new Map();
  #stuck = true;
  #active = null;
  #rowHeight = 0;
  #draw = oncePerFrame(() => this.#flush());

  /**
   * @param {object} settings
   * @param {string} settings.label  of the list
   * @param {(entry) => {label: string, parts: Node[], class: string}} settings.row  entries have an id `log`
   * @param {(entry, how: {opens: boolean}) => void} settings.onactive  chosen with a click or Enter, or passed by keys
   * @param {(stuck: boolean) => void} settings.onstuck
   */
  constructor({ label, row, onactive, onstuck }) {
    this.row = row;
    this.onactive = onactive;
    this.onstuck = onstuck;
    this.probe = h("div.exchange-row", { aria: { hidden: "true" } });
    this.probe.classList.add("probe");
    this.space = h("div.rows-space", { role: "presentation" });
    this.element = h("div.rows", { role: "listbox", tabIndex: 0, aria: { label } }, this.space);
    this.element.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.element.addEventListener("click", ({ target }) => {
      const node = target.closest("[data-log]");
      if (node) this.#choose(this.#position(Number(node.dataset.log)), { opens: true });
    });
    new ResizeObserver(() => this.#measure()).observe(this.element);
  }

  /** @param {Array<{log: number}>} entries  in rising order of `log` */
  set(entries) {
    const top = this.element.scrollTop;
    const first = this.#rowHeight ? Math.floor(top / this.#rowHeight) : 0;
    const anchor = this.#entries[first]?.log;
    const offset = top - first * this.#rowHeight;
    this.#entries = entries;
    this.space.style.setProperty("height", `${entries.length * this.#rowHeight}px`);
    if (this.#stuck) this.#scrollToEnd();
    else if (anchor !== undefined) this.element.scrollTop = this.#atOrAfter(anchor) * this.#rowHeight + offset;
    this.#draw();
  }

  get active() {
    return this.#active;
  }

  deactivate() {
    this.#active = null;
    this.#draw();
  }

  toEnd() {
    this.#stick(true);
    this.#scrollToEnd();
    this.#draw();
  }

  #measure() {
    this.space.append(this.probe);
    const height = this.probe.offsetHeight;
    this.probe.remove();
    if (!height) return; // not shown
    if (height !== this.#rowHeight) {
      this.#rowHeight = height;
      this.space.style.setProperty("height", `${this.#entries.length * height}px`);
    }
    if (this.#stuck) this.#scrollToEnd();
    this.#flush();
  }

  #scrollToEnd() {
    this.element.scrollTop = this.#entries.length * this.#rowHeight;
  }

  #scrolled() {
    const { scrollTop, clientHeight, scrollHeight } = this.element;
    this.#stick(scrollTop + clientHeight >= scrollHeight - NEAR_END);
    this.#draw();
  }

  #stick(stuck) {
    if (stuck === this.#stuck) return;
    this.#stuck = stuck;
    this.onstuck(stuck);
  }

  #flush() {
    if (!this.#rowHeight) return;
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, Math.floor(scrollTop / this.#rowHeight) - SPARE);
    const last = Math.min(
      this.#entries.length,
      Math.ceil((scrollTop + clientHeight) / this.#rowHeight) + SPARE,
    );
    const nodes = new Map();
    for (let at = first; at < last; at += 1) {
      const entry = this.#entries[at];
      const known = this.#nodes.get(entry.log);
      const node = known?.entry === entry ? known.node : this.#render(entry);
      node.style.setProperty("transform", `translateY(${at * this.#rowHeight}px)`);
      node.setAttribute("aria-posinset", at + 1);
      node.setAttribute("aria-setsize", this.#entries.length);
      node.setAttribute("aria-selected", entry.log === this.#active);
      nodes.set(entry.log, { entry, node });
    }
    this.#nodes = nodes;
    setChildren(
      this.space,
      [...nodes.values()].map(({ node }) => node),
    );
    if (nodes.has(this.#active)) this.element.setAttribute("aria-activedescendant", idOf(this.#active));
    else this.element.removeAttribute("aria-activedescendant");
  }

  #render(entry) {
    const { label, parts, class: name } = this.row(entry);
    return h(
      "div.exchange-row",
      { role: "option", id: idOf(entry.log), class: name, aria: { label }, data: { log: entry.log } },
      parts,
    );
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const end = this.#entries.length - 1;
    const at = this.#position(this.#active);
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.#rowHeight) - 1);
    const known = at >= 0;
    const to = {
      ArrowDown: known ? at + 1 : end,
      ArrowUp: known ? at - 1 : end,
      PageDown: known ? at + page : end,
      PageUp: known ? at - page : end,
      Home: 0,
      End: end,
    }[event.key];
    if (to !== undefined) this.#choose(Math.max(0, Math.min(to, end)), { opens: false });
    else if ((event.key === "Enter" || event.key === " ") && known) this.#choose(at, { opens: true });
    else return;
    event.preventDefault();
  }

  #choose(at, how) {
    const entry = this.#entries[at];
    if (!entry) return;
    this.#active = entry.log;
    this.#reveal(at);
    this.#flush();
    this.onactive(entry, how);
  }

  #reveal(at) {
    const top = at * this.#rowHeight;
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + this.#rowHeight > scrollTop + clientHeight) {
      this.element.scrollTop = top + this.#rowHeight - clientHeight;
    }
  }

  #position(log) {
    const at = this.#atOrAfter(log);
    return this.#entries[at]?.log === log ? at : -1;
  }

  /** Where the first entry is whose id is `log` or later. */
  #atOrAfter(log) {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#entries[middle].log < log) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const idOf = (log) => `exchange-${log}`;
